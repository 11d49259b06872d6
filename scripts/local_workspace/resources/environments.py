"""Environments: a version's image, conda file and build context cannot be changed.

Missing container and the Python version: recordings 2023-01 and 2022-09..2023-06. Conflict: message in
https://github.com/Azure/azure-cli-extensions/issues/5440 (2022-10); status 409, because at azure.core's
ResourceExistsError the SDK goes on to the next version (azure-ai-ml 1.35.2,
operations/_environment_operations.py, _try_update_latest_version).
"""

import re
from typing import Any, cast

import yaml

from local_workspace.arm import Json
from local_workspace.errors import ArmError, user_error
from local_workspace.resources.assets import AssetType
from local_workspace.resources.generic import Change, ResourceType

FIXED = ("image", "condaFile", "build", "osType")
_PYTHON = re.compile(r"python\s*[=<>~!]+\s*(?P<version>(?P<major>\d+)\.(?P<minor>\d+)[\d.]*)")


def _missing(name: str) -> ArmError:
    container, _, version = name.partition(":")
    message = f"No environment exists for name: {container}, version: {version}, label: "
    return user_error(404, message, "NotFoundError")


def _prepare(change: Change) -> None:
    properties = change.resource.properties
    # The SDK sends `linux` when it updates what it was answered as `Linux`.
    properties["osType"] = (properties.get("osType") or "Linux").capitalize()
    _check_conda(properties.get("condaFile"))
    if not any(properties.get(name) for name in ("image", "build", "condaFile")):
        raise user_error(400, "An environment needs an image or a build context.", "BadArgument")
    before = change.before.properties if change.before else properties
    if any(before.get(name) != properties.get(name) for name in FIXED):
        name, version = change.resource.id.parent.name, change.resource.id.name
        message = f"Environment {name} with version {version} is already registered and cannot be changed."
        raise user_error(409, message, "Conflict")


def _check_conda(conda: str | None) -> None:
    if not conda:
        return
    try:
        document: Any = yaml.safe_load(conda)
    except yaml.YAMLError as error:
        raise user_error(400, f"The conda file is not valid YAML: {error}", "BadArgument") from error
    if not isinstance(document, dict):
        raise user_error(400, "The conda file is not a YAML mapping.", "BadArgument")
    dependencies: Any = cast(Json, document).get("dependencies")
    for dependency in cast(list[Any], dependencies or []):
        match = _PYTHON.match(str(dependency))
        if match and (int(match["major"]), int(match["minor"])) < (3, 8):
            message = (
                f"Python versions matching the specification {match['version']} have reached or are nearing "
                "end-of-life. Python versions 3.8+ are recommended."
            )
            raise user_error(400, message, "NewRecommendedPythonVersions")


ENVIRONMENTS = AssetType(
    ResourceType(
        "environments",
        _missing,
        {
            "autoRebuild": "Disabled",
            "condaFile": None,
            "description": None,
            "environmentType": "UserCreated",
            "isAnonymous": False,
            "isArchived": False,
            "osType": "Linux",
            "properties": {},
            "provisioningState": "Succeeded",
            "tags": {},
        },
        prepare=_prepare,
    ),
    _missing,
)
