"""Data assets: what differs from other assets.

The long address and the members that are null: recording of 2026-03-27, dataset/e2etests,
test_data_archive_restore_version. Message of the conflict: as users report it from `az ml data create` (read
2026-11-21; its status is not recorded, 409 is unverified). All versions have one type:
https://learn.microsoft.com/azure/machine-learning/how-to-create-data-assets#delete-a-data-asset (2025-08-29;
status and wording unverified). Message of the missing version: unverified wording, 404 is what the SDK needs.
"""

from local_workspace.errors import ArmError, user_error
from local_workspace.references import DatastorePath, JobOutputs
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
    properties["dataUri"] = _address(change, str(properties["dataUri"]))
    _check_type(change)
    before = change.before.properties if change.before else properties
    if (before["dataUri"], before["dataType"]) != (properties["dataUri"], properties["dataType"]):
        message = (
            "A data version with this name and version already exists. If you are trying to create a new "
            "data version, use a different name or version. If you are trying to update an existing data "
            "version, the existing asset's data uri cannot be changed. Only tags, description, and "
            "isArchived can be updated."
        )
        raise user_error(409, message, "Conflict")


def _address(change: Change, uri: str) -> str:
    """The address as it is kept: a path of a datastore names its workspace, whatever the client wrote."""
    workspace = change.resource.id.workspace
    if uri.startswith("azureml://jobs/"):
        return change.request.services.get(JobOutputs).resolve(workspace, uri)[0].long_uri
    path = DatastorePath.parse(uri, workspace)
    return path.long_uri if path else uri


def _check_type(change: Change) -> None:
    """A name stands for one type of data; only a version that is put again is compared with itself."""
    container, kind = change.resource.id.parent, change.resource.properties["dataType"]
    first = next(iter(change.store.children(container, "versions", limit=1).resources), None)
    known = first.properties["dataType"] if first and not change.before else kind
    if known != kind:
        message = (
            f"The data asset {container.name} has the type {known}; a version of the type {kind} cannot be "
            "added. Use a different name."
        )
        raise user_error(409, message, "Conflict")


DATA = AssetType(
    ResourceType(
        "data",
        _missing_version,
        {
            **dict.fromkeys(("autoDeleteSetting", "description", "intellectualProperty", "stage")),
            "isAnonymous": False,
            "isArchived": False,
            "properties": {},
            "tags": {},
        },
        prepare=_prepare,
    ),
    lambda name: user_error(404, f"Data container {name} not found.", "NotFoundError"),
    {"description": None, "isArchived": False, "properties": None, "tags": None},
    container_from_version=("dataType",),
)
