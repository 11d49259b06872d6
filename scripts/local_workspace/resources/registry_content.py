"""The files of a registry's assets: each version has a container of its own in the registry's storage.

Shapes and the names of containers: recordings 2023-02..2023-03, PUT …/tempdatarefs/{name}/versions/{version}.
A version that is there gets no place to write to: azure-ai-ml 1.35.2, _utils/_registry_utils.py:164 (409).
UNVERIFIED: the wording of that refusal, and the form of a signature to read with, taken to be the same.
"""

import re
from uuid import uuid4

from local_workspace.arm import Json, Resource, ResourceId
from local_workspace.errors import not_implemented, user_error
from local_workspace.jobs.addresses import Addresses
from local_workspace.references import BlobLocation
from local_workspace.resources.catalog import check_request
from local_workspace.resources.registries import registry_of
from local_workspace.resources.registry_making import storage_accounts
from local_workspace.routing import Request, Response
from local_workspace.store import BlobStore, ResourceStore
from local_workspace.store.shared_access import StorageAccounts


def start_upload(request: Request) -> Response:
    """A container for a version that is to be made, and a signature to write into it."""
    check_request(request, "models")
    registry = registry_of(request)
    asset = ResourceId.parse(str(request.json.get("assetId") or ""))
    if asset.workspace != ResourceId.of_registry(registry.id.name):
        raise user_error(400, f"{asset} is no asset of registry {registry.id.name}.", "BadArgument")
    if request.services.get(ResourceStore).find(asset):
        raise user_error(409, f"Asset {asset} already exists.", "Conflict")
    account, container = _new_container(request, registry)
    signed = request.services.get(StorageAccounts).signed_url(account.name, container, permissions="racwl")
    document: Json = {
        "blobReferenceForConsumption": _reference(
            account, f"https://{account.name}.blob.core.windows.net:443/{container}", signed
        ),
        "imageReferenceForConsumption": None,
        "temporaryDataReferenceId": str(uuid4()),
        "temporaryDataReferenceType": None,
    }
    return Response(200, document)


def sign_download(request: Request) -> Response:
    """A signature to read the files of a version with."""
    registry, uri = registry_of(request), str(request.json.get("blobUri") or "")
    blob = own_blob(registry, uri)
    account = next(each for each in storage_accounts(registry) if each.name == blob.account)
    accounts = request.services.get(StorageAccounts)
    signed = accounts.signed_url(blob.account, blob.container, permissions="rl")
    return Response(200, {"blobReferenceForConsumption": _reference(account, uri, signed)})


def own_blob(registry: Resource, uri: str) -> BlobLocation:
    """The blobs behind an address; refused when they are not in the registry's own storage."""
    blob = BlobLocation.parse(uri.replace(".net:443/", ".net/"))
    if blob is None or blob.account not in [each.name for each in storage_accounts(registry)]:
        raise not_implemented(f"an asset of a registry whose files are not in its storage ({uri})")
    return blob


def copy_in(request: Request, registry: Resource, workspace: ResourceId, uri: str) -> str:
    """Copy the file or folder at an address of a workspace into the registry; its address there."""
    source = request.services.get(Addresses).path(workspace, uri)
    account, container = _new_container(request, registry)
    blobs = request.services.get(BlobStore)
    files = [source] if source.is_file() else [each for each in source.rglob("*") if each.is_file()]
    for path in files:
        with path.open("rb") as content:
            blobs.put(account.name, container, path.relative_to(source.parent).as_posix(), content)
    return f"https://{account.name}.blob.core.windows.net/{container}/{source.name}"


def _new_container(request: Request, registry: Resource) -> tuple[ResourceId, str]:
    account = next(storage_accounts(registry))
    prefix = re.sub("[^a-z0-9]", "-", registry.id.name.lower())[:10].strip("-")
    container = f"{prefix}-{uuid4()}"
    request.services.get(BlobStore).create_container(account.name, container)
    return account, container


def _reference(account: ResourceId, uri: str, signed: str) -> Json:
    credential: Json = {"credentialType": "SAS", "sasUri": signed, "wasbsUri": None}
    return {"blobUri": uri, "storageAccountArmId": str(account), "credential": credential}
