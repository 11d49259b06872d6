"""What a registry is made of: its record, and a managed resource group with accounts in each of its regions.

Shapes and names: azure-sdk-assets, tests/recordings/registry/e2etests/test_registry.py,
test_registry_operations (2023-10-31). One container registry serves all regions:
https://learn.microsoft.com/azure/machine-learning/how-to-manage-registries (read 2026-11-21).
"""

from collections.abc import Iterator
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from local_workspace.arm import Json, Resource, ResourceId, items, section
from local_workspace.resources.subscriptions import make_group
from local_workspace.settings import Identity
from local_workspace.store import ResourceStore

_STORAGE: Json = {"storageAccountHnsEnabled": False, "storageAccountType": "standard_lrs"}
_CONTAINERS: Json = {"acrAccountSku": "Premium"}


def plan(identity: Identity, registry: ResourceId, sent: Json) -> Resource:
    """What a registry becomes of what a client sent; the same names again when it is sent again."""
    made = Resource(registry, _properties(registry, sent))
    made.attributes = {
        "identity": {
            "type": "SystemAssigned",
            "principalId": str(uuid5(NAMESPACE_URL, f"{registry.key}/identity")),
            "tenantId": identity.tenant,
        },
        "location": str(sent["location"]).lower(),
        "tags": section(sent, "tags"),
    }
    return made


def unique_id(registry: ResourceId) -> str:
    """The GUID of a registry."""
    return str(uuid5(NAMESPACE_URL, registry.key))


def managed_group(registry: Resource) -> ResourceId:
    """The resource group that the registry keeps its accounts in."""
    return ResourceId.parse(registry.properties["managedResourceGroup"]["resourceId"])


def storage_accounts(registry: Resource) -> Iterator[ResourceId]:
    """The storage accounts of a registry, those of the primary region first."""
    primary = registry.attributes["location"]
    regions = registry.properties["regionDetails"]
    for region in sorted(regions, key=lambda each: each["location"] != primary):
        for each in region["storageAccountDetails"]:
            yield ResourceId.parse(each["systemCreatedStorageAccount"]["armResourceId"]["resourceId"])


def _properties(registry: ResourceId, sent: Json) -> Json:
    properties, api = section(sent, "properties"), f"{str(sent['location']).lower()}.api.azureml.ms"
    managed = ResourceId(registry.subscription, f"azureml-rg-{registry.name}_{unique_id(registry)}")
    return {
        "regionDetails": [_region(managed, each) for each in items(properties, "regionDetails")],
        "intellectualPropertyPublisher": properties.get("intellectualPropertyPublisher"),
        "publicNetworkAccess": properties.get("publicNetworkAccess") or "Enabled",
        "discoveryUrl": f"https://{api}/registrymanagement/v1.0/registries/{registry.name}/discovery",
        "managedResourceGroup": {"resourceId": str(managed)},
        "managedResourceGroupTags": section(properties, "managedResourceGroupTags"),
        "mlFlowRegistryUri": f"azureml://{api}/mlflow/v1.0{registry}",
        "privateEndpointConnections": [],
    }


def _region(managed: ResourceId, sent: Json) -> Json:
    location = str(sent["location"]).lower()
    storages = items(sent, "storageAccountDetails") or [{}]
    containers = section((items(sent, "acrDetails") or [{}])[0], "systemCreatedAcrAccount")
    return {
        "location": location,
        "storageAccountDetails": [
            {
                "userCreatedStorageAccount": None,
                "systemCreatedStorageAccount": _STORAGE
                | section(each, "systemCreatedStorageAccount")
                | _storage(managed, f"{location}/{number}"),
            }
            for number, each in enumerate(storages)
        ],
        "acrDetails": [
            {
                "userCreatedAcrAccount": None,
                "systemCreatedAcrAccount": _CONTAINERS | containers | _container_registry(managed),
            }
        ],
    }


def _storage(managed: ResourceId, distinction: str) -> Json:
    account = _part(managed, "Microsoft.Storage", "storageAccounts", distinction)
    return {"storageAccountName": account.name, "armResourceId": {"resourceId": str(account)}}


def _container_registry(managed: ResourceId) -> Json:
    account = _part(managed, "Microsoft.ContainerRegistry", "registries", "of all regions")
    return {"acrAccountName": account.name, "armResourceId": {"resourceId": str(account)}}


def _part(managed: ResourceId, provider: str, collection: str, distinction: str) -> ResourceId:
    name = sha256(f"{managed.key}/{collection}/{distinction}".encode()).hexdigest()[:11]
    return ResourceId(managed.subscription, managed.resource_group, provider, ((collection, name),))


def furnish(store: ResourceStore, registry: Resource) -> None:
    """Make the managed resource group with its storage accounts."""
    location = registry.attributes["location"]
    tags = registry.properties["managedResourceGroupTags"]
    store.put(make_group(managed_group(registry), location, tags))
    for account in storage_accounts(registry):
        attributes: Json = {"location": location, "tags": {}}
        store.put(Resource(account, {"provisioningState": "Succeeded"}, attributes))
