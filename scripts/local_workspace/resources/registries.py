"""Registries: what workspaces share, and the discovery by which a client finds one that it knows by name.

Shapes and headers: azure-sdk-assets, tests/recordings/registry/e2etests/test_registry.py,
test_registry_operations (2023-10-31); discovery: recordings 2022-09..2023-05, GET
…/registries/{registry}/discovery. Each name is there once in an organization, and the regions can be changed
except for the primary one: https://learn.microsoft.com/azure/machine-learning/how-to-manage-registries
(2024-10-10). The primary one is one of them: …/reference-yaml-registry. Accounts of one's own are refused,
and those that Azure made go with the registry: https://learn.microsoft.com/cli/azure/ml/registry. The pattern
of names: https://learn.microsoft.com/rest/api/azureml/registries/get (all read 2026-11-21).
UNVERIFIED: status and wording of each refusal.
"""

from collections.abc import Callable, Iterator

from local_workspace.arm import PROVIDER, Json, Resource, ResourceId, items, member, section
from local_workspace.errors import ArmError, user_error
from local_workspace.operations import Operations
from local_workspace.references import MICROSOFTS
from local_workspace.resources import registry_making
from local_workspace.resources.catalog import REGISTRY_ID, find_catalog
from local_workspace.resources.generic import listed
from local_workspace.resources.subscriptions import GROUP, group_id, subscription_id
from local_workspace.resources.workspace_making import NAME
from local_workspace.routing import API, ARM, REGISTRY, Request, Response, Route
from local_workspace.settings import Settings
from local_workspace.store import BlobStore, ResourceStore


def find_registry(store: ResourceStore, name: str) -> Resource | None:
    """The registry of that name, whichever resource group it is in."""
    return next((each for each in _registries(store) if each.id.name.lower() == name.lower()), None)


def registry_of(request: Request) -> Resource:
    """The registry that the path names; refused when there is none."""
    if request.registry == REGISTRY_ID:
        return find_catalog(request.services)
    group, registry = group_id(request), request.registry
    found = request.services.get(ResourceStore).find(registry)
    if found is None:
        # As of workspaces: recordings 2022-09..2023-05, GET …/workspaces/{ws} 404.
        message = (
            f"The Resource '{registry.type}/{registry.name}' under resource group '{group.name}' was not "
            "found. For more details please go to https://aka.ms/ARMResourceNotFoundFix"
        )
        raise ArmError(404, "ResourceNotFound", message)
    return found


def missing_asset(address: object) -> ArmError:
    """The refusal of an asset that is not there (recorded 2022-09, GET …/models/{model}/versions/{v} 404)."""
    return user_error(404, f"Could not find asset with ID: {address}", "NotFoundError")


def get_registry(request: Request) -> Response:
    """One registry."""
    return Response(200, _document(registry_of(request)))


def list_registries(request: Request) -> Response:
    """The registries of a resource group, or of the subscription."""
    group = group_id(request) if "resource_group" in request.parameters else None
    subscription = subscription_id(request)
    every = _registries(request.services.get(ResourceStore))
    found = [each for each in every if each.id.subscription == subscription]
    return listed(request, [_document(each) for each in found if group in (None, each.id.parent)], None)


def put_registry(request: Request) -> Response:
    """Make a registry, or change its tags, its regions and whether it can be reached publicly."""
    group_id(request)
    location = str(request.json.get("location") or "").lower()
    if not location:
        raise ArmError(400, "LocationRequired", "The location property is required for this definition.")
    _check(request, location)
    return _accepted(request, location, lambda: _write(request))


def delete_registry(request: Request) -> Response:
    """Remove a registry with all assets in it; 204 when there is none, as everywhere in ARM."""
    group_id(request)
    registry = request.services.get(ResourceStore).find(request.registry)
    if registry is None:
        return Response(204)
    return _accepted(request, registry.attributes["location"], lambda: _remove(request, registry))


def discover(request: Request) -> Response:
    """Where a registry is: what clients ask who know nothing of it but its name."""
    name = request["registry"]
    catalog = find_catalog(request.services) if name.lower() == MICROSOFTS else None
    registry = catalog or find_registry(request.services.get(ResourceStore), name)
    if registry is None:
        raise user_error(404, f"Registry {name} was not found.", "NotFound")
    primary = registry.attributes["location"]
    regions = [each["location"] for each in registry.properties["regionDetails"]]
    document: Json = {
        "registryId": registry_making.unique_id(registry.id),
        "registryName": registry.id.name,
        "tenantId": request.services.get(Settings).identity.tenant,
        "primaryRegion": primary,
        "regions": regions,
        "subscriptionId": registry.id.subscription,
        "resourceGroup": registry.id.resource_group,
        "workspaceName": None,
        "primaryRegionResourceProviderUri": f"https://cert-{primary}.experiments.azureml.net/",
        "registryFqdns": {each: {"uri": f"https://{each}.api.azureml.ms"} for each in regions},
        "intellectualPropertyPublisher": registry.properties["intellectualPropertyPublisher"],
    }
    return Response(200, document)


def _registries(store: ResourceStore) -> Iterator[Resource]:
    return (each for each in store.search("registries") if each.id.provider == PROVIDER)


def _check(request: Request, location: str) -> None:
    name, store = request["registry"], request.services.get(ResourceStore)
    if not NAME.fullmatch(name):
        raise _bad(f"Registry name {name!r} is invalid: it must match ^{NAME.pattern}$.")
    other = find_registry(store, name)
    if name.lower() == MICROSOFTS or (other and other.id != request.registry):
        raise user_error(409, f"The name {name} is taken by another registry.", "Conflict")
    if other and other.attributes["location"] != location:
        raise _bad(f"The primary region of registry {name} cannot be changed.")
    regions = items(member(request.json, "properties"), "regionDetails")
    if location not in [str(each.get("location")).lower() for each in regions]:
        raise _bad(f"The regions of registry {name} must include its location, {location}.")
    kinds = {"storageAccountDetails": "systemCreatedStorageAccount", "acrDetails": "systemCreatedAcrAccount"}
    for details, kind in kinds.items():
        if any(not each.get(kind) for region in regions for each in items(region, details)):
            raise _bad(f"Registry {name} cannot use accounts that exist already: leave {details} to Azure.")


def _write(request: Request) -> None:
    store, sent = request.services.get(ResourceStore), request.json
    with store.transaction():
        before = store.find(request.registry)
        registry = registry_making.plan(request.services.get(Settings).identity, request.registry, sent)
        if before:
            if sent.get("tags") is None:
                registry.attributes["tags"] = before.attributes["tags"]
            if section(sent, "properties").get("publicNetworkAccess") is None:
                registry.properties["publicNetworkAccess"] = before.properties["publicNetworkAccess"]
        registry_making.furnish(store, registry)
        store.put(registry)


def _remove(request: Request, registry: Resource) -> None:
    store, blobs = request.services.get(ResourceStore), request.services.get(BlobStore)
    for account in registry_making.storage_accounts(registry):
        for container, _ in blobs.containers(account.name):
            blobs.delete_container(account.name, container)
    with store.transaction():
        store.delete(ResourceId.of_registry(registry.id.name))
        store.delete(registry_making.managed_group(registry))
        store.delete(registry.id)


def _document(registry: Resource) -> Json:
    return registry.to_wire() | {"systemData": None}


def _bad(message: str) -> ArmError:
    return user_error(400, message, "BadArgument")


def _accepted(request: Request, location: str, work: Callable[[], None]) -> Response:
    operation = request.services.get(Operations).run("registry", request.registry, location, work)
    return Response(202, None, operation.headers() | {"Location": operation.url})


_LIST = "/providers/Microsoft.MachineLearningServices/registries"
ROUTES = [
    Route("GET", ARM, f"/subscriptions/{{subscription}}{_LIST}", list_registries),
    Route("GET", ARM, f"{GROUP}{_LIST}", list_registries),
    Route("GET", ARM, REGISTRY, get_registry),
    Route("PUT", ARM, REGISTRY, put_registry),
    Route("DELETE", ARM, REGISTRY, delete_registry),
    Route("GET", API, "/registrymanagement/v1.0/registries/{registry}/discovery", discover),
]
