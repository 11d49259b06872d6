"""Datastores: their secrets are kept apart, and answered to ``listSecrets`` only.

Shapes and the missing one: recordings 2022-08..2023-06. No secrets: message as the SDK's users report it,
status unverified.
"""

from local_workspace.arm import Json, Resource
from local_workspace.errors import ArmError, user_error
from local_workspace.resources import generic
from local_workspace.resources.generic import Change, ResourceType, listed, page, workspace_id
from local_workspace.routing import ARM, WORKSPACE, Request, Response, Route
from local_workspace.store import BlobStore, ResourceStore
from local_workspace.store.shared_access import StorageAccounts

COLLECTION = f"{WORKSPACE}/datastores"
PROTECTED = (
    "workspaceblobstore",
    "workspaceartifactstore",
    "workspacefilestore",
    "workspaceworkingdirectory",
)
TYPES = ("AzureBlob", "AzureDataLakeGen2", "AzureFile")


def _missing(name: str) -> ArmError:
    return user_error(404, f"Could not find datastore: {name}.", "NotFoundError")


def _prepare(change: Change) -> None:
    properties = change.resource.properties
    if properties.get("datastoreType") not in TYPES:
        message = f"The datastoreType {properties.get('datastoreType')!r} is not one of {', '.join(TYPES)}."
        raise user_error(400, message, "BadArgument")
    credentials = properties.setdefault("credentials", {"credentialsType": "None"})
    secrets = credentials.pop("secrets", None)
    if secrets is None and change.before:
        secrets = change.before.attributes.get("secrets")
    change.resource.attributes["secrets"] = secrets
    if properties["datastoreType"] == "AzureBlob":
        # On Azure the container is there before; here nobody else could make it.
        blobs = change.request.services.get(BlobStore)
        blobs.create_container(properties["accountName"], properties["containerName"])
    if properties["isDefault"]:
        _clear_default(change)


def _clear_default(change: Change) -> None:
    for other in change.store.children(change.resource.id.parent, "datastores").resources:
        if other.properties.get("isDefault") and other.id != change.resource.id:
            other.properties["isDefault"] = False
            change.store.put(other)


def _answer(_: Request, resource: Resource) -> Json:
    document = resource.to_wire()
    document.pop("secrets", None)
    return document


DATASTORES = ResourceType(
    "datastores",
    _missing,
    {
        "description": None,
        "endpoint": "core.windows.net",
        "isDefault": False,
        "properties": None,
        "protocol": "https",
        "serviceDataAccessAuthIdentity": "None",
        "tags": {},
    },
    prepare=_prepare,
    answer=_answer,
)


def list_datastores(request: Request) -> Response:
    """All datastores, or the default one (``isDefault=true``)."""
    wanted = request.query.get("isDefault", "").lower()
    where = {"$.properties.isDefault": wanted == "true"} if wanted in ("true", "false") else {}
    part = page(request, workspace_id(request), "datastores", where)
    return listed(request, [_answer(request, each) for each in part.resources], part.next)


def delete_datastore(request: Request) -> Response:
    """Forget a datastore, not its data; those that the workspace came with stay."""
    if request["name"].lower() in PROTECTED:
        message = f"The datastore {request['name']} belongs to the workspace and cannot be deleted."
        raise user_error(400, message, "BadArgument")
    deleted = request.services.get(ResourceStore).delete(_id(request))
    return Response(200 if deleted else 204)


def list_secrets(request: Request) -> Response:
    """The account's key, where a datastore has one."""
    datastore = request.services.get(ResourceStore).find(_id(request))
    if datastore is None:
        raise _missing(request["name"])
    kind = datastore.properties["credentials"]["credentialsType"]
    if kind == "None":
        raise user_error(400, "No secrets for credentials of type None.", "BadArgument")
    secrets: Json | None = datastore.attributes.get("secrets")
    if secrets is None:
        key = request.services.get(StorageAccounts).key(datastore.properties["accountName"])
        secrets = {"secretsType": "AccountKey", "key": key}
    return Response(200, secrets)


def _id(request: Request):
    return workspace_id(request).child("datastores", request["name"])


ROUTES = [
    Route("GET", ARM, COLLECTION, list_datastores),
    Route("POST", ARM, f"{COLLECTION}/{{name}}/listSecrets", list_secrets),
    Route("DELETE", ARM, f"{COLLECTION}/{{name}}", delete_datastore),
    *generic.routes(DATASTORES),
]
