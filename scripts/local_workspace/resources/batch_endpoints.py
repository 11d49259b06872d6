"""Batch endpoints: an address, and the deployment that answers when a call names none.

Shapes, statuses and headers: recordings 2022-10..2023-04, GET, PUT and DELETE …/batchEndpoints/{endpoint}. In
none of them has making a deployment made it the default one.
"""

from local_workspace.arm import Json, ResourceId, section
from local_workspace.operations import Operations
from local_workspace.resources import endpoints, generic
from local_workspace.resources.endpoints import TIMEOUT, address, check_unique
from local_workspace.resources.generic import Change, ResourceType
from local_workspace.routing import ARM, WORKSPACE, Request, Response, Route
from local_workspace.serving.batch.refusals import check_endpoint, no_such_endpoint
from local_workspace.store import ResourceStore

ONE = f"{WORKSPACE}/batchEndpoints/{{name}}"


def _prepare(change: Change) -> None:
    resource, properties = change.resource, change.resource.properties
    check_endpoint(change.store, resource.id, properties, section(resource.attributes, "tags"))
    location = change.store.get(resource.id.workspace).attributes["location"]
    check_unique(change.store, resource.id, location)
    properties |= {
        "authMode": "AADToken",
        "defaults": {"deploymentName": section(properties, "defaults").get("deploymentName")},
        "provisioningState": "Succeeded",
        "scoringUri": f"{address(resource.id, location)}/jobs",
        "swaggerUri": None,
    }
    notes: Json = properties["properties"]
    notes["azureml.onlineendpointid"] = str(resource.id).lower()
    notes["BatchEndpointCreationApiVersion"] = change.request.query.get("api-version", "")
    resource.attributes["location"] = location
    properties.pop("keys", None)


ENDPOINTS = ResourceType(
    "batchEndpoints",
    lambda _: no_such_endpoint(),
    {"description": None, "properties": {}},
    {"tags": {}},
    prepare=_prepare,
)


def endpoint_id(request: Request) -> ResourceId:
    """The endpoint that the path names."""
    return endpoints.endpoint_id(request, ENDPOINTS)


def put_endpoint(request: Request) -> Response:
    """Make or change an endpoint."""
    return endpoints.put_endpoint(request, ENDPOINTS)


def delete_endpoint(request: Request) -> Response:
    """Delete an endpoint and its deployments; the jobs that it started stay.

    MicrosoftDocs/azure-ai-docs, how-to-mlflow-batch.md, "Clean up resources" (read 2026-11-21).
    """
    store = request.services.get(ResourceStore)
    endpoint = store.find(endpoint_id(request))
    if endpoint is None:
        return Response(204)

    def work() -> None:
        store.delete(endpoint.id)

    location = endpoint.attributes["location"]
    operation = request.services.get(Operations).run("mfe", endpoint.id, location, work)
    return Response(202, None, operation.headers(with_result=True) | TIMEOUT)


ROUTES = [
    Route("PUT", ARM, ONE, put_endpoint),
    Route("DELETE", ARM, ONE, delete_endpoint),
    *generic.routes(ENDPOINTS),
]
