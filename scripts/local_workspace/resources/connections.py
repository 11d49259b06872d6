"""Connections to other services: their credentials are kept apart.

Shapes: recordings 2022-08..2023-05, PUT and GET …/connections/{connection}; a new one answers 200 too.
"""

from local_workspace.arm import Json, Resource
from local_workspace.errors import ArmError, user_error
from local_workspace.resources import generic
from local_workspace.resources.generic import Change, ResourceType, listed, page, workspace_id
from local_workspace.routing import ARM, WORKSPACE, Request, Response, Route
from local_workspace.store import ResourceStore

COLLECTION = f"{WORKSPACE}/connections"


def _missing(name: str) -> ArmError:
    return user_error(404, f"Connection {name} can't be found in this workspace", "NotFoundError")


def _prepare(change: Change) -> None:
    properties = change.resource.properties
    for required in ("category", "authType"):
        if not properties.get(required):
            raise user_error(400, f"The field '{required}' is required for a connection.", "BadArgument")
    change.resource.attributes["secrets"] = properties.pop("credentials", None)
    properties["credentials"] = None


def _answer(_: Request, resource: Resource) -> Json:
    document = resource.to_wire()
    document.pop("secrets", None)
    return document


CONNECTIONS = ResourceType(
    "connections",
    _missing,
    {"metadata": {}, "target": None, "expiryTime": None},
    {"location": None, "tags": None},
    prepare=_prepare,
    answer=_answer,
    created=200,
)


def list_connections(request: Request) -> Response:
    """All connections, or those of one category."""
    category = request.query.get("category")
    part = page(
        request,
        workspace_id(request),
        "connections",
        {"$.properties.category": category} if category else {},
    )
    return listed(request, [_answer(request, each) for each in part.resources], part.next)


def list_secrets(request: Request) -> Response:
    """One connection with its credentials."""
    connection = request.services.get(ResourceStore).find(
        workspace_id(request).child("connections", request["name"])
    )
    if connection is None:
        raise _missing(request["name"])
    document = _answer(request, connection)
    document["properties"]["credentials"] = connection.attributes.get("secrets")
    return Response(200, document)


ROUTES = [
    Route("GET", ARM, COLLECTION, list_connections),
    Route("POST", ARM, f"{COLLECTION}/{{name}}/listsecrets", list_secrets),
    *generic.routes(CONNECTIONS),
]
