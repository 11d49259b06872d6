"""What a client polls after it has put an asset into a registry: not ARM, but the services behind it.

Headers and bodies: recordings 2022-09..2023-05, PUT …/registries/{registry}/{data|components}/… 202, POST
…/import 202 (ends with 204), PUT …/environments/… 202, GET …/{service}/v1.0/operations/{operation} 200, which
has no body for environments.
"""

from typing import Literal
from uuid import uuid4

from local_workspace.arm import PROVIDER, Json, Resource, ResourceId
from local_workspace.errors import user_error
from local_workspace.routing import API, Request, Response, Route
from local_workspace.settings import Settings
from local_workspace.store import ResourceStore

Service = Literal["assetstore", "environment"]


def begun(request: Request, asset: ResourceId, service: Service, *, tells_asset: bool = True) -> Response:
    """Say that an asset is being made; it is there already, and the first poll says so."""
    region, operation = request["region"], uuid4().hex
    properties: Json = {"assetId": str(asset) if tells_asset else None, "service": service}
    request.services.get(ResourceStore).put(Resource(_id(request, operation), properties))
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Location": f"https://{region}.api.azureml.ms/{service}/v1.0/operations/{operation}",
        "x-ms-async-operation-timeout": "PT1H",
    }
    return Response(202, b"null", headers)


def get_operation(request: Request) -> Response:
    """How the making of an asset ended."""
    found = request.services.get(ResourceStore).find(_id(request, request["operation"]))
    if found is None:
        raise user_error(404, f"Operation {request['operation']} was not found.", "NotFound")
    if found.properties["service"] == "environment":
        return Response(200)
    asset = found.properties["assetId"]
    return Response(200, {"assetId": asset}) if asset else Response(204)


def _id(request: Request, operation: str) -> ResourceId:
    subscription = request.services.get(Settings).identity.subscription
    path = (("locations", request["region"]), ("registryAssetOperations", operation))
    return ResourceId(subscription, None, PROVIDER, path)


ROUTES = [
    Route("GET", API, "/assetstore/v1.0/operations/{operation}", get_operation),
    Route("GET", API, "/environment/v1.0/operations/{operation}", get_operation),
]
