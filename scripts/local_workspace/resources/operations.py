"""The status and the result of long-running operations."""

from local_workspace.arm import PROVIDER, Json, ResourceId
from local_workspace.operations import RUNNING, Operations
from local_workspace.resources.subscriptions import subscription_id
from local_workspace.routing import ARM, Request, Response, Route

LOCATION = "/subscriptions/{subscription}/providers/Microsoft.MachineLearningServices/locations/{location}"


def _operation(request: Request, collection: str) -> ResourceId:
    path = (("locations", request["location"]), (collection, request["operation"]))
    return ResourceId(subscription_id(request), None, PROVIDER, path)


def get_status(request: Request) -> Response:
    """How far it is."""
    resource = request.services.get(Operations).get(_operation(request, f"{request['kind']}OperationsStatus"))
    document: Json = {"id": str(resource.id), "name": resource.id.name} | resource.properties
    document.pop("resourceId", None)
    running = document["status"] in RUNNING
    if not running:
        document["percentComplete"] = 100.0
    return Response(200, document, {"Retry-After": "1"} if running else {})


def get_result(request: Request) -> Response:
    """202 while it runs, 200 without a body when it has ended.

    Recordings 2022-12..2023-06, GET …/mfeOperationResults/{id}.
    """
    resource = request.services.get(Operations).get(_operation(request, f"{request['kind']}OperationsStatus"))
    if resource.properties["status"] in RUNNING:
        return Response(202, {}, {"Location": f"{request.url}?api-version=2024-10-01", "Retry-After": "1"})
    return Response(200)


ROUTES = [
    Route("GET", ARM, f"{LOCATION}/{{kind}}OperationsStatus/{{operation}}", get_status),
    Route("GET", ARM, f"{LOCATION}/{{kind}}OperationResults/{{operation}}", get_result),
]
