"""Online deployments: a model, what runs it, and on how many machines.

Shapes, statuses and headers: recordings 2022-10..2023-05, GET and PUT …/deployments/{deployment}. Defaults:
MicrosoftDocs/azure-ai-docs, reference-yaml-deployment-managed-online.md (read 2026-11-21).
"""

from copy import deepcopy

from local_workspace.arm import Json, Resource, ResourceId, member, section
from local_workspace.errors import ArmError, user_error
from local_workspace.operations import Operations
from local_workspace.resources.catalog import find_catalog, is_catalog_model
from local_workspace.resources.endpoints import TIMEOUT, begin, refuse_while_running
from local_workspace.resources.generic import Change, ResourceType, listed, page, write
from local_workspace.resources.online_endpoints import ONE, endpoint_id, endpoint_of
from local_workspace.routing import ARM, Request, Response, Route
from local_workspace.serving.deployments import Deployments
from local_workspace.serving.preparation import LOGS
from local_workspace.serving.refusals import bad, check_deployment
from local_workspace.store import ResourceStore

COLLECTION = f"{ONE}/deployments"
DEPLOYMENT = f"{COLLECTION}/{{deployment}}"

PROBE: Json = {
    "failureThreshold": 30,
    "initialDelay": "PT10S",
    "period": "PT10S",
    "successThreshold": 1,
    "timeout": "PT2S",
}
REQUESTS: Json = {"maxConcurrentRequestsPerInstance": 1, "maxQueueWait": "PT0.5S", "requestTimeout": "PT5S"}


def deployment_id(request: Request) -> ResourceId:
    """The deployment that the path names."""
    return endpoint_id(request).child("deployments", request["deployment"])


def _deployment(request: Request) -> Resource:
    deployment = request.services.get(ResourceStore).find(deployment_id(request))
    if deployment is None:
        raise _missing(request["deployment"])
    return deployment


def _missing(name: str) -> ArmError:
    # Recorded are other resources only (404, UserError); the wording is unverified.
    return user_error(404, f"Online deployment {name} was not found.", "NotFoundError")


def _prepare(change: Change) -> None:
    resource, properties = change.resource, change.resource.properties
    if change.before:
        refuse_while_running(change.before)
    for name, defaults in (
        ("livenessProbe", PROBE),
        ("readinessProbe", PROBE),
        ("requestSettings", REQUESTS),
        ("scaleSettings", {"scaleType": "Default"}),
    ):
        sent = {key: value for key, value in member(properties, name).items() if value is not None}
        properties[name] = deepcopy(defaults) | sent
    if is_catalog_model(properties.get("model")):
        find_catalog(change.request.services)
    sku = member(resource.attributes, "sku")
    check_deployment(change.store, resource.id, properties, sku)
    properties["provisioningState"] = "Updating" if change.before else "Creating"
    endpoint = change.store.get(resource.id.parent)
    resource.attributes |= {
        "kind": "Managed",
        "location": endpoint.attributes["location"],
        "sku": {**sku, "name": sku.get("name") or "Default", "tier": sku.get("tier") or "Standard"},
    }


DEPLOYMENTS = ResourceType(
    "deployments",
    _missing,
    {
        "appInsightsEnabled": False,
        "codeConfiguration": None,
        "dataCollector": None,
        "description": None,
        "egressPublicNetworkAccess": "Enabled",
        "environmentId": None,
        "environmentVariables": {},
        "model": None,
        "modelMountPath": None,
        "privateNetworkConnection": False,
        "properties": {},
    },
    {"tags": {}},
    prepare=_prepare,
)


def put_deployment(request: Request) -> Response:
    """Make or change a deployment: a long-running operation."""
    _check_endpoint(request)
    return _deploy(request, write(DEPLOYMENTS, request, deployment_id(request)))


def patch_deployment(request: Request) -> Response:
    """Change the number of instances, or the tags."""
    deployment = _deployment(request)
    refuse_while_running(deployment)

    def change(resource: Resource) -> None:
        sku = {**resource.attributes["sku"], **section(request.json, "sku")}
        check_deployment(request.services.get(ResourceStore), resource.id, resource.properties, sku)
        resource.attributes |= {"sku": sku, "tags": request.json.get("tags") or resource.attributes["tags"]}
        resource.properties["provisioningState"] = "Updating"

    request.services.get(ResourceStore).update(deployment.id, change)
    return _deploy(request, Response(202))


def _deploy(request: Request, response: Response) -> Response:
    deployment = _deployment(request)
    operation = begin(request, deployment, deployment.properties["provisioningState"])
    response.content = _deployment(request).to_wire()
    response.headers |= operation.headers(with_result=response.status == 202) | TIMEOUT
    request.services.get(Deployments).deploy(deployment.id, operation)
    return response


def _check_endpoint(request: Request) -> None:
    endpoint = endpoint_id(request)
    if request.services.get(ResourceStore).find(endpoint) is None:
        # ARM's own refusal of a child without a parent.
        message = (
            "Failed to perform 'write' on resource(s) of type 'workspaces/onlineEndpoints/deployments', "
            f"because the parent resource '{endpoint}' could not be found."
        )
        raise ArmError(404, "ParentResourceNotFound", message)


def get_deployment(request: Request) -> Response:
    """One deployment."""
    deployment = _deployment(request)
    return Response(200, deployment.to_wire(), {"ETag": deployment.etag})


def list_deployments(request: Request) -> Response:
    """The deployments of an endpoint."""
    part = page(request, endpoint_of(request).id, "deployments", {})
    return listed(request, [each.to_wire() for each in part.resources], part.next)


def delete_deployment(request: Request) -> Response:
    """Delete a deployment; one with live traffic stays.

    MicrosoftDocs/azure-ai-docs, how-to-safely-rollout-online-endpoints.md (read 2026-11-21); the wording is
    unverified.
    """
    store = request.services.get(ResourceStore)
    deployment = store.find(deployment_id(request))
    if deployment is None:
        return Response(204)
    refuse_while_running(deployment)
    endpoint = endpoint_of(request)
    if endpoint.properties["traffic"].get(deployment.id.name):
        message = f"Deployment {deployment.id.name} gets live traffic: set its traffic to 0 first."
        raise bad(message)

    def forget(resource: Resource) -> None:
        for shares in ("traffic", "mirrorTraffic"):
            resource.properties[shares].pop(deployment.id.name, None)

    def work() -> None:
        store.delete(deployment.id)
        store.update(endpoint.id, forget)
        request.services.get(Deployments).remove(deployment.id)

    location = deployment.attributes["location"]
    operation = request.services.get(Operations).run("mfe", deployment.id, location, work)
    return Response(202, None, operation.headers(with_result=True) | TIMEOUT)


def get_logs(request: Request) -> Response:
    """The last lines of a log."""
    deployment = _deployment(request)
    container = request.json.get("containerType") or "InferenceServer"
    if container not in LOGS:
        raise bad(f"The containerType {container!r} is not InferenceServer or StorageInitializer.")
    tail = request.json.get("tail")
    lines = request.services.get(Deployments).log(deployment.id, container).splitlines(keepends=True)
    return Response(200, {"content": "".join(lines[-int(tail) :] if tail else lines)})


ROUTES = [
    Route("GET", ARM, COLLECTION, list_deployments),
    Route("GET", ARM, DEPLOYMENT, get_deployment),
    Route("PUT", ARM, DEPLOYMENT, put_deployment),
    Route("PATCH", ARM, DEPLOYMENT, patch_deployment),
    Route("DELETE", ARM, DEPLOYMENT, delete_deployment),
    Route("POST", ARM, f"{DEPLOYMENT}/getLogs", get_logs),
]
