"""Data assets: what differs from other assets.

Message of the conflict: as users report it from `az ml data create` (read 2026-11-21; its status is not
recorded, 409 is unverified). Message of the missing version: unverified wording, 404 is what the SDK needs.
"""

from local_workspace.errors import ArmError, user_error
from local_workspace.resources.assets import AssetType
from local_workspace.resources.generic import Change, ResourceType

TYPES = ("uri_file", "uri_folder", "mltable")


def _missing_version(name: str) -> ArmError:
    container = name.rpartition(":")[0]
    return user_error(
        404, f"Data version {name} (dataContainerName: {container}) not found.", "NotFoundError"
    )


def _prepare(change: Change) -> None:
    properties = change.resource.properties
    if not properties.get("dataUri"):
        raise user_error(400, "The field 'dataUri' is required for a data version.", "BadArgument")
    if properties.get("dataType") not in TYPES:
        message = f"The dataType {properties.get('dataType')!r} is not one of {', '.join(TYPES)}."
        raise user_error(400, message, "BadArgument")
    before = change.before.properties if change.before else properties
    if (before["dataUri"], before["dataType"]) != (properties["dataUri"], properties["dataType"]):
        message = (
            "A data version with this name and version already exists. If you are trying to create a new "
            "data version, use a different name or version. If you are trying to update an existing data "
            "version, the existing asset's data uri cannot be changed. Only tags, description, and "
            "isArchived can be updated."
        )
        raise user_error(409, message, "Conflict")


DATA = AssetType(
    ResourceType(
        "data",
        _missing_version,
        {"description": None, "isAnonymous": False, "isArchived": False, "properties": {}, "tags": {}},
        prepare=_prepare,
    ),
    lambda name: user_error(404, f"Data container {name} not found.", "NotFoundError"),
    {"description": None, "isArchived": False, "properties": None, "tags": None},
    container_from_version=("dataType",),
)
