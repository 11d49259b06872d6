"""Batch deployments: a model or a pipeline component, and how files are scored with it.

Shapes, statuses and headers: recordings 2022-12..2023-04, GET and PUT …/deployments/{deployment}. Defaults:
MicrosoftDocs/azure-ai-docs, reference-yaml-deployment-batch.md (read 2026-11-21). A deployment costs nothing
and does nothing until a job is started, so that making one is over at once.
"""

from copy import deepcopy

from local_workspace.arm import Json, Resource, ResourceId, member
from local_workspace.errors import ArmError, user_error
from local_workspace.operations import Operations
from local_workspace.resources.batch_endpoints import ENDPOINTS, ONE, endpoint_id
from local_workspace.resources.endpoints import TIMEOUT, begin, endpoint_of
from local_workspace.resources.generic import Change, ResourceType, listed, page, write
from local_workspace.routing import ARM, Request, Response, Route
from local_workspace.serving.batch.refusals import check_deployment
from local_workspace.store import ResourceStore

COLLECTION = f"{ONE}/deployments"
DEPLOYMENT = f"{COLLECTION}/{{deployment}}"
RETRIES: Json = {"maxRetries": 3, "timeout": "PT30S"}
RESOURCES: Json = {"instanceCount": 1, "instanceType": None, "properties": None}


def _missing(name: str) -> ArmError:
    # Recorded are other resources only (404, UserError); the wording is unverified.
    return user_error(404, f"Batch deployment {name} was not found.", "NotFoundError")


def _prepare(change: Change) -> None:
    resource, properties = change.resource, change.resource.properties
    for name, defaults in (("resources", RESOURCES), ("retrySettings", RETRIES)):
        sent = {key: value for key, value in member(properties, name).items() if value is not None}
        properties[name] = deepcopy(defaults) | sent
    level = properties["loggingLevel"]
    properties["loggingLevel"] = level.capitalize() if isinstance(level, str) else level
    check_deployment(change.store, resource.id, properties)
    properties["provisioningState"] = "Succeeded"
    resource.attributes["location"] = change.store.get(resource.id.parent).attributes["location"]


DEPLOYMENTS = ResourceType(
    "deployments",
    _missing,
    {
        "codeConfiguration": None,
        "compute": None,
        "description": None,
        "environmentId": None,
        "environmentVariables": {},
        "errorThreshold": -1,
        "loggingLevel": "Info",
        "maxConcurrencyPerInstance": 1,
        "miniBatchSize": 10,
        "model": None,
        "outputAction": "AppendRow",
        "outputFileName": "predictions.csv",
        "properties": {},
    },
    {"tags": {}},
    prepare=_prepare,
)


def deployment_id(request: Request) -> ResourceId:
    """The deployment that the path names."""
    return endpoint_id(request).child("deployments", request["deployment"])


def _deployment(request: Request) -> Resource:
    deployment = request.services.get(ResourceStore).find(deployment_id(request))
    if deployment is None:
        raise _missing(request["deployment"])
    return deployment


def put_deployment(request: Request) -> Response:
    """Make or change a deployment: done at once, and told as a long-running operation."""
    endpoint_of(request, ENDPOINTS)
    response = write(DEPLOYMENTS, request, deployment_id(request))
    state = "Creating" if response.status == 201 else "Updating"
    operation = begin(request, _deployment(request), state)
    request.services.get(Operations).finish(operation)
    document = _deployment(request).to_wire()
    document["properties"]["provisioningState"] = state
    response.content = document
    response.headers |= operation.headers() | TIMEOUT
    return response


def get_deployment(request: Request) -> Response:
    """One deployment."""
    deployment = _deployment(request)
    return Response(200, deployment.to_wire(), {"ETag": deployment.etag})


def list_deployments(request: Request) -> Response:
    """The deployments of an endpoint."""
    part = page(request, endpoint_of(request, ENDPOINTS).id, "deployments", {})
    return listed(request, [each.to_wire() for each in part.resources], part.next)


def delete_deployment(request: Request) -> Response:
    """Delete a deployment; an endpoint whose default it was has none then (unverified)."""
    store = request.services.get(ResourceStore)
    deployment = store.find(deployment_id(request))
    if deployment is None:
        return Response(204)

    def forget(endpoint: Resource) -> None:
        if endpoint.properties["defaults"]["deploymentName"] == deployment.id.name:
            endpoint.properties["defaults"] = {"deploymentName": None}

    def work() -> None:
        store.delete(deployment.id)
        store.update(deployment.id.parent, forget)

    location = deployment.attributes["location"]
    operation = request.services.get(Operations).run("mfe", deployment.id, location, work)
    return Response(202, None, operation.headers(with_result=True) | TIMEOUT)


ROUTES = [
    Route("GET", ARM, COLLECTION, list_deployments),
    Route("GET", ARM, DEPLOYMENT, get_deployment),
    Route("PUT", ARM, DEPLOYMENT, put_deployment),
    Route("DELETE", ARM, DEPLOYMENT, delete_deployment),
]
