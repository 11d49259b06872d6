"""The model catalog: the registry that Microsoft publishes in, as far as it can be on this computer.

One model is in it, the small one that the local workspace answers with. On Azure there are thousands, in
several registries. Properties and tags as models have them there: Azure/azureml-assets, assets/models/system
(Phi-3-mini-4k-instruct and others). Nobody but Microsoft writes to it. Read 2026-11-21; UNVERIFIED: the
wording of that refusal, which is ARM's own.
"""

import os
import shutil
import threading
from uuid import NAMESPACE_URL, uuid5

from local_workspace.arm import PROVIDER, REGISTRIES, Json, Resource, ResourceId
from local_workspace.errors import ArmError, not_implemented
from local_workspace.jobs.registration import Registration, model_properties
from local_workspace.language_models import CARD, NAME
from local_workspace.references import MICROSOFTS, is_microsofts
from local_workspace.resources import registry_making
from local_workspace.routing import Request
from local_workspace.services import Services
from local_workspace.serving.chat.base_model import BaseModel, ModelAbsentError
from local_workspace.settings import Settings
from local_workspace.store import BlobStore, ResourceStore

OWNER = str(uuid5(NAMESPACE_URL, "the subscription that the catalog is in"))
"""A subscription that is not the user's: the registry is listed nowhere and cannot be deleted."""
REGISTRY_ID = ResourceId(OWNER, MICROSOFTS, PROVIDER, (("registries", MICROSOFTS),))
VERSION = "1"
MODEL_ID = ResourceId.of_registry(MICROSOFTS).asset("models", NAME, VERSION)
TAGS = {
    "author": "HuggingFaceTB",
    "license": "apache-2.0",
    "task": "chat-completion",
    "localStandIn": "true",
}
PROPERTIES = {
    "SharedComputeCapacityEnabled": "false",
    "finetuning-tasks": "chat-completion",
    "inference-min-sku-spec": "4|0|14|28",
    "inference-recommended-sku": "Standard_DS3_v2, Standard_DS4_v2, Standard_F4s_v2",
    "languages": "en",
}

_found = threading.Lock()


def find_catalog(services: Services) -> Resource:
    """The registry, with its model; made when it is first asked for.

    Raises:
        ArmError: the model is not on this computer.
    """
    store = services.get(ResourceStore)
    with _found:
        if store.find(MODEL_ID) is None:
            _make(services)
    return store.get(REGISTRY_ID)


def check_request(request: Request, kind: str) -> None:
    """Refuse what nobody but Microsoft may do to the catalog, and what of it is on Azure only."""
    if request["registry"].lower() != MICROSOFTS:
        return
    if kind != "models":
        raise not_implemented(f"the {kind} of the registry {MICROSOFTS}, in which Microsoft publishes")
    if request.method == "PUT" or request.path.rstrip("/").endswith("/import"):
        refuse_write(request)


def refuse_write(request: Request) -> None:
    """Say what ARM says to whoever has no role in the catalog's subscription."""
    caller = request.principal
    action = "Microsoft.MachineLearningServices/registries/assets/write"
    message = (
        f"The client '{caller.name}' with object id '{caller.object_id}' does not have authorization to "
        f"perform action '{action}' over scope '{REGISTRY_ID}' or the scope is invalid. If access was "
        "recently granted, please refresh your credentials."
    )
    raise ArmError(403, "AuthorizationFailed", message)


def is_catalog_model(reference: str | None) -> bool:
    """Whether a reference names a model of the catalog."""
    return REGISTRIES in (reference or "") and is_microsofts(ResourceId.parse(reference or ""))


def _make(services: Services) -> None:
    try:
        folder = services.get(BaseModel).place().folder
    except ModelAbsentError as error:
        raise ArmError(503, "ServiceUnavailable", str(error)) from error
    store, blobs = services.get(ResourceStore), services.get(BlobStore)
    region: Json = {"location": "eastus", "storageAccountDetails": [{}], "acrDetails": [{}]}
    sent: Json = {"location": "eastus", "properties": {"regionDetails": [region]}}
    registry = registry_making.plan(services.get(Settings).identity, REGISTRY_ID, sent)
    registry_making.furnish(store, registry)
    store.put(registry)
    account, container = next(registry_making.storage_accounts(registry)), f"{MICROSOFTS}-{NAME.lower()}"
    blobs.create_container(account.name, container)
    target = blobs.path(account.name, container, NAME)
    target.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        _place(path, target / path.name)
    uri = f"https://{account.name}.blob.core.windows.net/{container}/{NAME}"
    properties = model_properties("custom_model", uri, None)
    properties |= {"description": CARD.read_text("utf-8"), "tags": TAGS, "properties": PROPERTIES}
    services.get(Registration).add(MODEL_ID.parent, properties, "Microsoft", version=VERSION)


def _place(source: os.PathLike[str], target: os.PathLike[str]) -> None:
    """Blobs are replaced and never written into: the same file may be a blob of several workspaces."""
    if os.path.exists(target):
        return
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
