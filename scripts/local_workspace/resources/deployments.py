"""ARM deployments, as far as the SDK needs one to make a workspace; and the workspace's neighbours.

Shapes: recordings 2023-02..2023-05 (api-version 2020-06-01). The template itself is not interpreted: its
parameters say all that differs between workspaces.
"""

from typing import Any
from uuid import uuid4

from local_workspace.arm import Json, Resource, ResourceId, member, now
from local_workspace.errors import ArmError, not_implemented
from local_workspace.resources.subscriptions import GROUP, group_id
from local_workspace.resources.workspace_making import Plan, create, dependents
from local_workspace.routing import ARM, Request, Response, Route
from local_workspace.store import ResourceStore
from local_workspace.store.shared_access import StorageAccounts

DEPLOYMENT = f"{GROUP}/providers/Microsoft.Resources/deployments/{{deployment}}"


def put_deployment(request: Request) -> Response:
    """Make the workspace that the template's parameters describe."""
    group = group_id(request)
    parameters = _parameters(request)
    name, location = parameters.get("workspaceName"), parameters.get("location")
    if not name or not location:
        raise not_implemented("deployments of other templates than the SDK's for a workspace")
    plan = Plan(
        ResourceId.of_workspace(group.subscription, str(group.resource_group), name),
        location,
        parameters.get("friendlyName") or name,
        parameters.get("description") or "",
        parameters.get("tagValues") or {},
        parameters.get("kind") or "default",
        str(parameters.get("systemDatastoresAuthMode", "")).lower() == "identity",
    )
    create(request.services, plan, request.principal.name)
    deployment = Resource(_id(request), _properties(request, plan))
    request.services.get(ResourceStore).put(deployment)
    url = f"https://{request.host}{deployment.id}/operationStatuses/{uuid4().int % 10**20:020}"
    headers = {"Azure-AsyncOperation": f"{url}?api-version=2020-06-01", "Retry-After": "0"}
    document = deployment.to_wire()
    document["properties"] |= {"provisioningState": "Accepted"}
    return Response(201, document, headers)


def _parameters(request: Request) -> dict[str, Any]:
    parameters = member(member(request.json, "properties"), "parameters")
    return {name: member(parameters, name).get("value") for name in parameters}


def _properties(request: Request, plan: Plan) -> Json:
    made = [plan.id, *dependents(plan.id).values()]
    return {
        "correlationId": str(uuid4()),
        "dependencies": [],
        "duration": "PT1S",
        "mode": "Incremental",
        "outputResources": [{"id": str(each)} for each in made],
        "parameters": member(member(request.json, "properties"), "parameters"),
        "providers": [],
        "provisioningState": "Succeeded",
        "templateHash": str(uuid4().int % 10**19),
        "timestamp": now(),
    }


def _id(request: Request) -> ResourceId:
    group = group_id(request)
    return ResourceId(
        group.subscription,
        group.resource_group,
        "Microsoft.Resources",
        (("deployments", request["deployment"]),),
    )


def get_deployment(request: Request) -> Response:
    """How a deployment went."""
    return Response(200, _get(request).to_wire())


def _get(request: Request) -> Resource:
    deployment = request.services.get(ResourceStore).find(_id(request))
    if deployment is None:
        message = f"Deployment '{request['deployment']}' could not be found."
        raise ArmError(404, "DeploymentNotFound", message)
    return deployment


def get_status(request: Request) -> Response:
    """The work is done before the deployment is answered."""
    _get(request)
    return Response(200, {"status": "Succeeded"})


def list_operations(request: Request) -> Response:
    """What a deployment made, one by one."""
    deployment = _get(request)
    made = [ResourceId.parse(each["id"]) for each in deployment.properties["outputResources"]]
    return Response(200, {"value": [_operation(deployment, each) for each in made]})


def _operation(deployment: Resource, made: ResourceId) -> Json:
    number = made.name.encode().hex().upper()[:16]
    target = {"id": str(made), "resourceType": made.type, "resourceName": made.name}
    properties: Json = {"provisioningOperation": "Create", "provisioningState": "Succeeded"}
    properties |= {"timestamp": deployment.properties["timestamp"], "duration": "PT1S"}
    properties |= {"trackingId": str(uuid4()), "statusCode": "Created", "targetResource": target}
    operation = f"{deployment.id}/operations/{number}"
    return {"id": operation, "operationId": number, "properties": properties}


def list_resources(request: Request) -> Response:
    """The neighbours of a resource group's workspaces, by type: the SDK looks for a log workspace."""
    group, store = group_id(request), request.services.get(ResourceStore)
    collections = ("storageAccounts", "vaults", "components", "workspaces")
    found = [each for name in collections for each in store.children(group, name).resources]
    wanted = request.query.get("$filter", "")
    kind = wanted.partition("resourceType eq '")[2].partition("'")[0].lower()
    if wanted and not kind:
        raise not_implemented(f"the filter {wanted!r} on resources")
    members = ("id", "name", "type", "location")
    return Response(
        200,
        {
            "value": [
                {name: value for name, value in each.to_wire().items() if name in members}
                for each in found
                if not kind or each.id.type.lower() == kind
            ]
        },
    )


NEIGHBOURS = frozenset(
    {
        "microsoft.containerregistry/registries",
        "microsoft.insights/components",
        "microsoft.keyvault/vaults",
        "microsoft.operationalinsights/workspaces",
        "microsoft.storage/storageaccounts",
    }
)
"""What a workspace uses beside itself."""


def _neighbour(request: Request) -> ResourceId:
    group, kind = group_id(request), f"{request['provider']}/{request['collection']}"
    if kind.lower() not in NEIGHBOURS:
        raise not_implemented(f"{request.method} {request.url}")
    path = ((request["collection"], request["name"]),)
    return ResourceId(group.subscription, group.resource_group, request["provider"], path)


def get_neighbour(request: Request) -> Response:
    """A storage account, key vault or Application Insights of a workspace: its name and place only."""
    return Response(200, request.services.get(ResourceStore).get(_neighbour(request)).to_wire())


def delete_neighbour(request: Request) -> Response:
    """Remove one; the SDK does so with ``delete_dependent_resources``. What is not there is 204."""
    return Response(200 if request.services.get(ResourceStore).delete(_neighbour(request)) else 204)


def list_storage_keys(request: Request) -> Response:
    """A storage account's keys, where they may be used."""
    path = (("storageAccounts", request["name"]),)
    group = group_id(request)
    account_id = ResourceId(group.subscription, group.resource_group, "Microsoft.Storage", path)
    account = request.services.get(ResourceStore).get(account_id).id.name
    accounts = request.services.get(StorageAccounts)
    if not accounts.keys_allowed(account):
        message = "Key based authentication is not permitted on this storage account."
        raise ArmError(403, "KeyBasedAuthenticationNotPermitted", message)
    names = ("key1", "key2")
    keys = [{"keyName": n, "permissions": "FULL", "value": accounts.key(account, n)} for n in names]
    return Response(200, {"keys": keys})


_STORAGE = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/{{name}}"
_ANY = f"{GROUP}/providers/{{provider}}/{{collection}}/{{name}}"
ROUTES = [
    Route("PUT", ARM, DEPLOYMENT, put_deployment),
    Route("GET", ARM, DEPLOYMENT, get_deployment),
    Route("GET", ARM, f"{DEPLOYMENT}/operationStatuses/{{operation}}", get_status),
    Route("GET", ARM, f"{GROUP}/deployments/{{deployment}}/operations", list_operations),
    Route("GET", ARM, f"{DEPLOYMENT}/operations", list_operations),
    Route("GET", ARM, f"{GROUP}/resources", list_resources),
    Route("POST", ARM, f"{_STORAGE}/listKeys", list_storage_keys),
    Route("GET", ARM, _ANY, get_neighbour),
    Route("DELETE", ARM, _ANY, delete_neighbour),
]
