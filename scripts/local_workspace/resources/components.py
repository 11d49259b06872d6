"""Components: only the words about a version can be changed, not what it does.

Errors: recordings 2023-04..2023-05, GET …/components/{component} 404, PUT …/versions/{v} 400.
"""

from local_workspace.arm import member
from local_workspace.errors import ArmError, user_error
from local_workspace.resources.assets import AssetType
from local_workspace.resources.generic import Change, ResourceType

CHANGEABLE = ("$schema", "description", "display_name", "tags", "is_archived")


def _missing(name: str) -> ArmError:
    return user_error(404, f"Not found component {name.partition(':')[0]}.", "NotFound", "ComponentNotFound")


def _prepare(change: Change) -> None:
    spec = change.resource.properties.get("componentSpec")
    if not spec:
        raise user_error(400, "The field 'componentSpec' is required for a component version.", "BadArgument")
    after = member(change.resource.properties, "componentSpec")
    # Recorded answers (2022-09..2023-05) have both; the SDK sends no version where it is counted up.
    after |= {"name": change.resource.id.parent.name, "version": change.resource.id.name}
    before = member(change.before.properties, "componentSpec") if change.before else after
    for name in sorted({*before, *after}.difference(CHANGEABLE)):
        if before.get(name) != after.get(name):
            message = (
                f'Failed to update component {change.resource.id.parent.name} since field "{name}" is '
                "immutable, try specifying a new version."
            )
            raise user_error(400, message, "BadArgument", "ArgumentInvalid", "UpdateComponentFailed")


COMPONENTS = AssetType(
    ResourceType(
        "components",
        _missing,
        {"description": None, "isAnonymous": False, "isArchived": False, "properties": {}, "tags": {}},
        prepare=_prepare,
    ),
    _missing,
    tells_latest=False,
)
