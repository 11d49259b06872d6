"""What a workspace is made of: its record, storage account, containers and datastores.

Shapes: recordings 2022-09..2023-05, GET …/workspaces/{ws}, GET …/datastores.
"""

import re
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from local_workspace.arm import Json, Resource, ResourceId, now, system_data
from local_workspace.errors import ArmError, not_implemented
from local_workspace.resources.subscriptions import make_group
from local_workspace.services import Services
from local_workspace.settings import Settings, StorageProfile
from local_workspace.store import BlobStore, ResourceStore

NAME = re.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}")
"""https://learn.microsoft.com/rest/api/azureml/workspaces/create-or-update, read 2026-11-21."""


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
