"""Code: found by the hash of its content, so that the same folder is uploaded once.

Shapes: recordings 2023-04..2023-06, GET …/codes/{code}/versions, POST …/startPendingUpload.
"""

import re
from uuid import uuid4

from local_workspace.arm import Json
from local_workspace.errors import ArmError, user_error
from local_workspace.resources import assets
from local_workspace.resources.assets import AssetType
from local_workspace.resources.generic import Change, ResourceType, listed, workspace_id
from local_workspace.resources.workspaces import storage_account
from local_workspace.routing import ARM, WORKSPACE, Request, Response, Route
from local_workspace.store import BlobStore, ResourceStore
from local_workspace.store.shared_access import StorageAccounts

VERSIONS = f"{WORKSPACE}/codes/{{name}}/versions"


def _missing(name: str) -> ArmError:
    return user_error(404, f"Code {name} not found.", "NotFoundError")


def _prepare(change: Change) -> None:
    properties = change.resource.properties
    if not properties.get("codeUri"):
        raise user_error(400, "The field 'codeUri' is required for a code version.", "BadArgument")
    if change.before and change.before.properties["codeUri"] != properties["codeUri"]:
        message = f"Code {change.resource.id.parent.name} exists already and cannot be changed."
        raise user_error(409, message, "Conflict")


def find_by_hash(request: Request) -> Response:
    """All code of the workspace with this content, whatever its name; without a hash, the versions."""
    wanted = request.query.get("hash")
    if wanted is None:
        return _LIST.handler(request)
    workspace = workspace_id(request)
    where = {"$.properties.properties.hash_sha256": wanted}
    found = [
        code.to_wire()
        for code in request.services.get(ResourceStore).search("versions", where=where)
        if code.id.workspace == workspace and code.id.parent.collection == "codes"
    ]
    return listed(request, found, None)


def start_pending_upload(request: Request) -> Response:
    """A container of its own for the code, and a signature to write into it."""
    account = storage_account(request, workspace_id(request))
    container = _container(request["name"])
    request.services.get(BlobStore).create_container(account, container)
    accounts = request.services.get(StorageAccounts)
    credential = {
        "credentialType": "SAS",
        "sasUri": accounts.signed_url(account, container, permissions="racwl"),
    }
    reference: Json = {"blobUri": accounts.container_url(account, container), "credential": credential}
    reference["storageAccountArmId"] = ""
    document: Json = {"blobReferenceForConsumption": reference, "pendingUploadId": str(uuid4())}
    return Response(200, document | {"pendingUploadType": "None"})


def _container(code: str) -> str:
    """A code's name as the name of a container: the SDK's names are GUIDs and fit as they are."""
    name = re.sub("[^a-z0-9]+", "-", code.lower()).strip("-")
    return name if 3 <= len(name) <= 63 else f"code-{uuid4()}"


CODES = AssetType(
    ResourceType(
        "codes",
        _missing,
        {
            "description": None,
            "isAnonymous": False,
            "isArchived": False,
            "properties": {},
            "provisioningState": "Succeeded",
            "tags": {},
        },
        prepare=_prepare,
    ),
    _missing,
)

_GENERIC = assets.routes(CODES)
_LIST = next(route for route in _GENERIC if route.pattern == VERSIONS)

ROUTES = [
    Route("GET", ARM, VERSIONS, find_by_hash),
    Route("POST", ARM, f"{VERSIONS}/{{version}}/startPendingUpload", start_pending_upload),
    *_GENERIC,
]
