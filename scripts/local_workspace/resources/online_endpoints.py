"""Online endpoints: an address, who may call it, and how its traffic is shared out.

Shapes, statuses and headers: recordings 2022-10, GET, PUT and DELETE …/onlineEndpoints/{endpoint}; the newer
of 2026-03-03 (Azure/azure-sdk-assets, test_online_endpoint_e2e) are the same. Keys and tokens:
MicrosoftDocs/azure-ai-docs, how-to-authenticate-online-endpoint.md (read 2026-11-21).
"""

import secrets
import time
from uuid import NAMESPACE_URL, uuid5

from local_workspace.arm import Json, Resource, ResourceId, section
from local_workspace.errors import ArmError, user_error
from local_workspace.operations import Operations
from local_workspace.resources import endpoints, generic
from local_workspace.resources.endpoints import TIMEOUT, address, check_unique, refuse_while_running
from local_workspace.resources.generic import Change, ResourceType
from local_workspace.routing import ARM, WORKSPACE, Request, Response, Route
from local_workspace.serving.deployments import Deployments
from local_workspace.serving.refusals import AUTH_MODES, bad, check_endpoint
from local_workspace.settings import Settings
from local_workspace.store import ResourceStore
from local_workspace.tokens import LIFETIME, Tokens

COLLECTION = f"{WORKSPACE}/onlineEndpoints"
ONE = f"{COLLECTION}/{{name}}"
SECRETS = "secrets"
"""The attribute that holds the keys and that no answer shows."""


def endpoint_id(request: Request) -> ResourceId:
    """The endpoint that the path names."""
    return endpoints.endpoint_id(request, ENDPOINTS)


def endpoint_of(request: Request) -> Resource:
    """The endpoint that the path names; refused when there is none."""
    return endpoints.endpoint_of(request, ENDPOINTS)


def _missing(name: str) -> ArmError:
    # Recorded are other resources only (404, UserError); the wording is unverified.
    return user_error(404, f"Online endpoint {name} was not found.", "NotFoundError")


def _prepare(change: Change) -> None:
    resource, properties = change.resource, change.resource.properties
    if change.before:
        refuse_while_running(change.before)
    check_endpoint(change.store, resource.id, properties)
    workspace = change.store.get(resource.id.workspace)
    location = workspace.attributes["location"]
    check_unique(change.store, resource.id, location)
    host = address(resource.id, location)
    properties |= {
        "authMode": AUTH_MODES[properties["authMode"].lower()],
        "provisioningState": "Succeeded",
        "scoringUri": f"{host}/score",
        "swaggerUri": f"{host}/swagger.json",
    }
    properties["properties"]["azureml.onlineendpointid"] = str(resource.id).lower()
    settings = change.request.services.get(Settings)
    known: Json = change.before.attributes if change.before else {}
    resource.attributes |= {
        "identity": _identity(resource, settings.identity.tenant),
        "kind": "Managed",
        "location": location,
        SECRETS: known.get(SECRETS) or {"primary": _key(), "secondary": _key()},
    }
    properties.pop("keys", None)


def _identity(endpoint: Resource, tenant: str) -> Json:
    sent = section(endpoint.attributes, "identity")
    principal = str(uuid5(NAMESPACE_URL, str(endpoint.id)))
    return {
        **sent,
        "type": sent.get("type") or "SystemAssigned",
        "principalId": principal,
        "tenantId": tenant,
    }


def _key() -> str:
    return secrets.token_hex(32)


def _answer(_: Request, resource: Resource) -> Json:
    document = resource.to_wire()
    document.pop(SECRETS, None)
    return document


ENDPOINTS = ResourceType(
    "onlineEndpoints",
    _missing,
    {
        "compute": None,
        "description": None,
        "mirrorTraffic": {},
        "properties": {},
        "publicNetworkAccess": "Enabled",
        "traffic": {},
    },
    {"tags": {}},
    prepare=_prepare,
    answer=_answer,
)


def put_endpoint(request: Request) -> Response:
    """Make or change an endpoint."""
    return endpoints.put_endpoint(request, ENDPOINTS)


def delete_endpoint(request: Request) -> Response:
    """Delete an endpoint and its deployments."""
    store = request.services.get(ResourceStore)
    endpoint = store.find(endpoint_id(request))
    if endpoint is None:
        return Response(204)
    deployments = store.children(endpoint.id, "deployments").resources
    for deployment in deployments:
        refuse_while_running(deployment)

    def work() -> None:
        store.delete(endpoint.id)
        for deployment in deployments:
            request.services.get(Deployments).remove(deployment.id)

    operation = request.services.get(Operations).run(
        "mfe", endpoint.id, endpoint.attributes["location"], work
    )
    return Response(202, None, operation.headers(with_result=True) | TIMEOUT)


def list_keys(request: Request) -> Response:
    """The two keys."""
    keys = endpoint_of(request).attributes[SECRETS]
    _check_mode(request, "Key")
    return Response(200, {"primaryKey": keys["primary"], "secondaryKey": keys["secondary"]})


def regenerate_keys(request: Request) -> Response:
    """Replace one of the keys: by a new one, or by the one that was sent."""
    endpoint = endpoint_of(request)
    _check_mode(request, "Key")
    kind = str(request.json.get("keyType") or "").lower()
    if kind not in ("primary", "secondary"):
        raise bad("The keyType must be Primary or Secondary.")

    def change(resource: Resource) -> None:
        # The SDK sends the present key along (azure-ai-ml 1.35.2, _online_endpoint_operations.py).
        sent = request.json.get("keyValue")
        resource.attributes[SECRETS][kind] = (
            sent if sent and sent != resource.attributes[SECRETS][kind] else _key()
        )

    def work() -> None:
        request.services.get(ResourceStore).update(endpoint.id, change)

    operation = request.services.get(Operations).run(
        "mfe", endpoint.id, endpoint.attributes["location"], work
    )
    return Response(202, None, operation.headers(with_result=True) | TIMEOUT)


def get_token(request: Request) -> Response:
    """A token of Azure Machine Learning's own for this endpoint."""
    endpoint = endpoint_of(request)
    _check_mode(request, "AMLToken")
    now = int(time.time())
    document: Json = {"accessToken": request.services.get(Tokens).issue(str(endpoint.id))}
    document |= {"expiryTimeUtc": now + LIFETIME, "refreshAfterTimeUtc": now + LIFETIME // 2}
    return Response(200, document | {"tokenType": "Bearer"})


def _check_mode(request: Request, mode: str) -> None:
    found = endpoint_of(request).properties["authMode"]
    if found != mode:
        raise bad(f"Endpoint {request['name']} has the authMode {found}, not {mode}.")


ROUTES = [
    Route("PUT", ARM, ONE, put_endpoint),
    Route("DELETE", ARM, ONE, delete_endpoint),
    Route("POST", ARM, f"{ONE}/listKeys", list_keys),
    Route("POST", ARM, f"{ONE}/regenerateKeys", regenerate_keys),
    Route("POST", ARM, f"{ONE}/token", get_token),
    *generic.routes(ENDPOINTS),
]
