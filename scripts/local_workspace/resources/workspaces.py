"""Workspaces: what one is made of, and its GET, LIST, PUT, PATCH, DELETE and keys.

Shapes and headers: recordings 2022-09..2023-05, GET, PATCH and DELETE …/workspaces/{ws}.
"""

import re
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from local_workspace.arm import Json, Resource, ResourceId, member, now, system_data
from local_workspace.errors import ArmError, not_implemented
from local_workspace.operations import Operations
from local_workspace.resources.generic import listed, page, workspace_id, written
from local_workspace.resources.subscriptions import GROUP, group_id, make_group, subscription_id
from local_workspace.routing import ARM, WORKSPACE, Request, Response, Route
from local_workspace.services import Services
from local_workspace.settings import Settings, StorageProfile
from local_workspace.store import BlobStore, ResourceStore
from local_workspace.store.shared_access import StorageAccounts

NAME = re.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}")
"""https://learn.microsoft.com/rest/api/azureml/workspaces/create-or-update, read 2026-11-21."""

CHANGEABLE = (
    *("applicationInsights", "containerRegistry", "description", "friendlyName", "imageBuildCompute"),
    *("primaryUserAssignedIdentity", "publicNetworkAccess", "v1LegacyMode"),
)


@dataclass(frozen=True)
class Plan:
    """What a new workspace is to be."""

    id: ResourceId
    location: str
    friendly_name: str
    description: str = ""
    tags: Json = field(default_factory=dict[str, Any])
    kind: str = "Default"
    identity_access: bool = False
    """Datastores without account keys (``systemDatastoresAuthMode: identity``)."""


def create(services: Services, plan: Plan, principal: str) -> Resource:
    """Make a workspace with its storage account, containers and datastores, or renew its description."""
    if not NAME.fullmatch(plan.id.name):
        message = f"Workspace name {plan.id.name!r} is invalid: it must match ^{NAME.pattern}$."
        raise ArmError(400, "BadRequest", message)
    if plan.kind.lower() != "default":
        raise not_implemented(f"workspaces of kind {plan.kind}")
    if services.get(Settings).storage_profile == "identity":
        plan = replace(plan, identity_access=True)
    store = services.get(ResourceStore)
    with store.transaction():
        before = store.find(plan.id)
        workspace = Resource(plan.id, _properties(services, plan))
        workspace.attributes = {
            "etag": None,
            "identity": _identity(services, plan.id),
            "kind": "Default",
            "location": plan.location,
            "sku": {"name": "Basic", "tier": "Basic"},
            "tags": plan.tags,
        }
        workspace.system_data = system_data(principal, before.system_data if before else None)
        if before:
            workspace.properties["creationTime"] = before.properties["creationTime"]
        else:
            _furnish(services, workspace, plan, principal)
        return store.put(workspace)


def _properties(services: Services, plan: Plan) -> Json:
    api = f"https://{plan.location}.api.azureml.ms"
    unique = str(uuid5(NAMESPACE_URL, plan.id.key))
    parts = dependents(plan.id)
    return {
        "applicationInsights": str(parts["insights"]),
        "creationTime": now(),
        "description": plan.description or plan.friendly_name,
        "discoveryUrl": f"{api}/discovery",
        "enableDataIsolation": False,
        "friendlyName": plan.friendly_name,
        "hbiWorkspace": False,
        "imageBuildCompute": None,
        "keyVault": str(parts["vault"]),
        "linkedModelInventoryArmId": None,
        "managedNetwork": {"isolationMode": "Disabled"},
        "mlFlowTrackingUri": f"azureml://{plan.location}.api.azureml.ms/mlflow/v1.0{plan.id}",
        "notebookInfo": {
            "resourceId": sha256(plan.id.key.encode()).hexdigest()[:32],
            "fqdn": f"ml-{plan.id.name}-{plan.location}-{unique}.{plan.location}.notebooks.azure.net",
            "isPrivateLinkEnabled": False,
            "notebookPreparationError": None,
        },
        "privateLinkCount": 0,
        "provisioningState": "Succeeded",
        "publicNetworkAccess": "Enabled",
        "sasGetterUri": None,
        "sdkTelemetryAppInsightsKey": str(uuid5(NAMESPACE_URL, f"{plan.id.key}/insights")),
        "softDeleteEnabled": False,
        "storageAccount": str(parts["storage"]),
        "storageHnsEnabled": False,
        "systemDatastoresAuthMode": "identity" if plan.identity_access else "accessKey",
        "tenantId": services.get(Settings).identity.tenant,
        "v1LegacyMode": False,
        "workspaceId": unique,
    }


def _identity(services: Services, workspace: ResourceId) -> Json:
    principal = str(uuid5(NAMESPACE_URL, f"{workspace.key}/identity"))
    tenant = services.get(Settings).identity.tenant
    return {"type": "SystemAssigned", "principalId": principal, "tenantId": tenant}


def dependents(workspace: ResourceId) -> dict[str, ResourceId]:
    """The ids of the resources that a workspace is made with, named as the SDK names them."""
    letters = re.sub("[^a-z]", "", workspace.name.lower())[:8] or "w"
    number = sha256(workspace.key.encode()).hexdigest()[:10]

    def one(provider: str, collection: str, word: str) -> ResourceId:
        path = ((collection, f"{letters}{word}{number}"[:24]),)
        return ResourceId(workspace.subscription, workspace.resource_group, provider, path)

    return {
        "storage": one("Microsoft.Storage", "storageAccounts", "stor"),
        "vault": one("Microsoft.Keyvault", "vaults", "keyv"),
        "insights": one("Microsoft.insights", "components", "insi"),
        "logs": one("Microsoft.OperationalInsights", "workspaces", "logs"),
    }


def _furnish(services: Services, workspace: Resource, plan: Plan, principal: str) -> None:
    store = services.get(ResourceStore)
    for part in dependents(plan.id).values():
        attributes: Json = {"location": plan.location, "tags": {}}
        store.put(Resource(part, {"provisioningState": "Succeeded"}, attributes))
    account = dependents(plan.id)["storage"].name
    for name, properties in _datastores(account, workspace).items():
        datastore = Resource(plan.id.child("datastores", name), properties)
        datastore.system_data = system_data(principal)
        if "containerName" in properties:
            services.get(BlobStore).create_container(account, properties["containerName"])
        store.put(datastore)
    allow_keys(services, workspace, allowed=not plan.identity_access)


def _datastores(account: str, workspace: Resource) -> dict[str, Json]:
    """The four that every workspace has (recordings 2022-09..2023-02, GET …/datastores)."""
    unique = workspace.properties["workspaceId"]
    own = {
        "workspaceblobstore": ("AzureBlob", "containerName", f"azureml-blobstore-{unique}"),
        "workspaceartifactstore": ("AzureBlob", "containerName", "azureml"),
        "workspacefilestore": ("AzureFile", "fileShareName", f"azureml-filestore-{unique}"),
        "workspaceworkingdirectory": ("AzureFile", "fileShareName", f"code-{unique[:8]}"),
    }
    return {
        name: {
            "accountName": account,
            place: value,
            "credentials": {"credentialsType": "AccountKey"},
            "datastoreType": kind,
            "description": None,
            "endpoint": "core.windows.net",
            "isDefault": name == "workspaceblobstore",
            "properties": None,
            "protocol": "https",
            "resourceGroup": workspace.id.resource_group,
            "serviceDataAccessAuthIdentity": "None",
            "subscriptionId": workspace.id.subscription,
            "tags": {},
        }
        for name, (kind, place, value) in own.items()
    }


def allow_keys(services: Services, workspace: Resource, *, allowed: bool) -> None:
    """Let the workspace's storage account be used with its keys, or with identities only."""
    store = services.get(ResourceStore)
    with store.transaction():
        account = store.get(ResourceId.parse(workspace.properties["storageAccount"]))
        account.properties["allowSharedKeyAccess"] = allowed
        store.put(account)
        for datastore in store.children(workspace.id, "datastores").resources:
            if datastore.properties["accountName"] == account.id.name:
                kind = "AccountKey" if allowed else "None"
                datastore.properties["credentials"] = {"credentialsType": kind}
                store.put(datastore)
        workspace.properties["systemDatastoresAuthMode"] = "accessKey" if allowed else "identity"


def found_default(services: Services) -> None:
    """Make the workspace that is there from the start, with the storage profile that was asked for."""
    settings, store = services.get(Settings), services.get(ResourceStore)
    identity, workspace_id = settings.identity, settings.identity.workspace_id
    if store.find(workspace_id) is None:
        with store.transaction():
            store.put(make_group(workspace_id.parent, identity.location))
            plan = Plan(workspace_id, identity.location, identity.workspace)
            create(services, plan, identity.client_id)
    workspace = store.get(workspace_id)
    wanted: StorageProfile = settings.storage_profile
    allow_keys(services, workspace, allowed=wanted == "keys")
    store.put(workspace)


def storage_account(request: Request, workspace: ResourceId) -> str:
    """The name of the workspace's storage account."""
    properties = request.services.get(ResourceStore).get(workspace).properties
    return ResourceId.parse(properties["storageAccount"]).name


def get_workspace(request: Request) -> Response:
    """One workspace."""
    workspace = request.services.get(ResourceStore).get(workspace_id(request))
    return Response(200, workspace.to_wire())


def list_workspaces(request: Request) -> Response:
    """The workspaces of a resource group, or of the subscription."""
    if "resource_group" in request.parameters:
        part = page(request, group_id(request), "workspaces", {})
        return listed(request, [each.to_wire() for each in part.resources if _is_ours(each)], part.next)
    subscription_id(request)
    everything = request.services.get(ResourceStore).search("workspaces")
    return listed(request, [each.to_wire() for each in everything if _is_ours(each)], None)


def _is_ours(resource: Resource) -> bool:
    return resource.id.provider == "Microsoft.MachineLearningServices"


def put_workspace(request: Request) -> Response:
    """Make a workspace by REST, without a deployment."""
    body = request.json
    properties = member(body, "properties")
    location = body.get("location")
    if not location:
        raise ArmError(400, "LocationRequired", "The location property is required for this definition.")
    group_id(request)
    plan = Plan(
        request.workspace,
        location,
        properties.get("friendlyName") or request["workspace"],
        properties.get("description") or "",
        member(body, "tags"),
        body.get("kind") or "Default",
        str(properties.get("systemDatastoresAuthMode", "")).lower() == "identity",
    )
    before = request.services.get(ResourceStore).find(plan.id)
    workspace = create(request.services, plan, request.principal.name)
    return written(request, workspace.to_wire(), workspace, 200 if before else 201)


def patch_workspace(request: Request) -> Response:
    """Change what may be changed; null leaves a property as it is."""
    body = request.json
    wanted = member(body, "properties")
    changes = {name: wanted[name] for name in CHANGEABLE if wanted.get(name) is not None}

    def change(workspace: Resource) -> None:
        workspace.properties |= changes
        for name in ("tags", "identity"):
            if body.get(name) is not None:
                workspace.attributes[name] = body[name]
        workspace.system_data = system_data(request.principal.name, workspace.system_data)

    workspace = workspace_id(request)
    return _accepted(request, lambda: _update(request, workspace, change))


def _update(request: Request, workspace: ResourceId, change: Any) -> None:
    request.services.get(ResourceStore).update(workspace, change)


def delete_workspace(request: Request) -> Response:
    """Remove a workspace and all that is in it; its storage stays, as on Azure."""
    workspace = workspace_id(request)

    def work() -> None:
        request.services.get(ResourceStore).delete(workspace)

    return _accepted(request, work)


def _accepted(request: Request, work: Any) -> Response:
    workspace = request.services.get(ResourceStore).get(request.workspace)
    operation = request.services.get(Operations).run(
        "workspace", workspace.id, workspace.attributes["location"], work
    )
    return Response(202, None, operation.headers() | {"Location": operation.url})


def list_keys(request: Request) -> Response:
    """The keys that belong to a workspace; no storage key where identities are used."""
    workspace = request.services.get(ResourceStore).get(workspace_id(request))
    account = ResourceId.parse(workspace.properties["storageAccount"])
    accounts = request.services.get(StorageAccounts)
    key = accounts.key(account.name) if accounts.keys_allowed(account.name) else None
    document: Json = {"userStorageKey": key, "userStorageResourceId": str(account)}
    document["appInsightsInstrumentationKey"] = workspace.properties["sdkTelemetryAppInsightsKey"]
    document |= {"containerRegistryCredentials": None, "notebookAccessKeys": None}
    return Response(200, document)


def discovery(request: Request) -> Response:
    """Where the data planes of a region are (recordings 2022-12..2023-05, GET …/discovery)."""
    api = f"https://{request['region']}.api.azureml.ms"
    names = ("api", "catalog", "experimentation", "gallery", "history", "hyperdrive", "labeling")
    document = dict.fromkeys((*names, "modelmanagement", "pipelines", "quota-manager"), api)
    return Response(200, document | {"studio": "https://ml.azure.com"})


_LIST = "/providers/Microsoft.MachineLearningServices/workspaces"
ROUTES = [
    Route("GET", ARM, f"/subscriptions/{{subscription}}{_LIST}", list_workspaces),
    Route("GET", ARM, f"{GROUP}{_LIST}", list_workspaces),
    Route("GET", ARM, WORKSPACE, get_workspace),
    Route("PUT", ARM, WORKSPACE, put_workspace),
    Route("PATCH", ARM, WORKSPACE, patch_workspace),
    Route("DELETE", ARM, WORKSPACE, delete_workspace),
    Route("POST", ARM, f"{WORKSPACE}/listKeys", list_keys),
    Route("GET", "{region}.api.azureml.ms", "/discovery", discovery, authenticated=False),
]
