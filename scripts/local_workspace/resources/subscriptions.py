"""Tenants, the one subscription, and resource groups.

Forms: recordings 2023-02..2023-04, GET /subscriptions (api-version 2021-01-01), GET …/resourcegroups/{rg}
(2020-06-01).
"""

from local_workspace.arm import Json, Resource, ResourceId
from local_workspace.errors import ArmError
from local_workspace.routing import ARM, Request, Response, Route
from local_workspace.settings import Settings
from local_workspace.store import ResourceStore

GROUP = "/subscriptions/{subscription}/resourcegroups/{resource_group}"


def subscription_id(request: Request) -> str:
    """The subscription that the path names; refused when it is not ours."""
    subscription = request["subscription"]
    if subscription.lower() != request.services.get(Settings).identity.subscription:
        message = f"The subscription '{subscription}' could not be found."
        raise ArmError(404, "SubscriptionNotFound", message)
    return subscription


def group_id(request: Request) -> ResourceId:
    """The resource group that the path names; refused when there is none."""
    group = ResourceId(subscription_id(request), request["resource_group"])
    if request.services.get(ResourceStore).find(group) is None:
        message = f"Resource group '{group.name}' could not be found."
        raise ArmError(404, "ResourceGroupNotFound", message)
    return group


def list_tenants(request: Request) -> Response:
    """The local tenant."""
    tenant = request.services.get(Settings).identity.tenant
    document: Json = {"id": f"/tenants/{tenant}", "tenantId": tenant, "countryCode": "US"}
    document |= {"displayName": "Local tenant", "tenantCategory": "Home", "defaultDomain": "local.invalid"}
    return Response(200, {"value": [document]})


def list_subscriptions(request: Request) -> Response:
    """The one subscription that there is."""
    value = [_subscription(request)]
    return Response(200, {"value": value, "count": {"type": "Total", "value": len(value)}})


def get_subscription(request: Request) -> Response:
    """One subscription."""
    subscription_id(request)
    return Response(200, _subscription(request))


def _subscription(request: Request) -> Json:
    identity = request.services.get(Settings).identity
    policies = {"locationPlacementId": "Public_2014-09-01", "quotaId": "Local", "spendingLimit": "On"}
    return {
        "id": f"/subscriptions/{identity.subscription}",
        "authorizationSource": "RoleBased",
        "managedByTenants": [],
        "subscriptionId": identity.subscription,
        "tenantId": identity.tenant,
        "displayName": "Local subscription",
        "state": "Enabled",
        "subscriptionPolicies": policies,
    }


def list_groups(request: Request) -> Response:
    """All resource groups."""
    subscription = ResourceId(subscription_id(request))
    page = request.services.get(ResourceStore).children(subscription, "resourceGroups")
    return Response(200, {"value": [_group(each) for each in page.resources]})


def get_group(request: Request) -> Response:
    """One resource group."""
    return Response(200, _group(request.services.get(ResourceStore).get(group_id(request))))


def put_group(request: Request) -> Response:
    """Make a resource group, or replace its tags."""
    store = request.services.get(ResourceStore)
    group = ResourceId(subscription_id(request), request["resource_group"])
    location = request.json.get("location")
    if not location:
        raise ArmError(400, "LocationRequired", "The location property is required for this definition.")
    before = store.find(group)
    resource = store.put(make_group(group, location, request.json.get("tags")))
    return Response(200 if before else 201, _group(resource))


def make_group(group: ResourceId, location: str, tags: Json | None = None) -> Resource:
    """A resource group's record."""
    return Resource(group, {"provisioningState": "Succeeded"}, {"location": location, "tags": tags or {}})


def delete_group(request: Request) -> Response:
    """Remove a resource group with everything in it."""
    request.services.get(ResourceStore).delete(group_id(request))
    return Response(200)


def _group(resource: Resource) -> Json:
    return resource.to_wire() | {"type": "Microsoft.Resources/resourceGroups"}


ROUTES = [
    Route("GET", ARM, "/tenants", list_tenants),
    Route("GET", ARM, "/subscriptions", list_subscriptions),
    Route("GET", ARM, "/subscriptions/{subscription}", get_subscription),
    Route("GET", ARM, "/subscriptions/{subscription}/resourcegroups", list_groups),
    Route("GET", ARM, GROUP, get_group),
    Route("HEAD", ARM, GROUP, lambda request: Response(204 if group_id(request) else 404)),
    Route("PUT", ARM, GROUP, put_group),
    Route("DELETE", ARM, GROUP, delete_group),
]
