"""Serverless endpoints: a model of the catalog behind an address with keys, billed by tokens on Azure.

Rules: MicrosoftDocs/azure-ai-docs, articles/machine-learning/how-to-deploy-models-serverless.md (2024-07-19):
no version in the model's id, a name that is unique in the region, one deployment of a model in a workspace,
and a marketplace subscription before a model that is not Microsoft's. Shape: azure-ai-ml 1.35.2,
entities/_autogen_entities; https://learn.microsoft.com/rest/api/azureml/serverless-endpoints (all read
2026-11-21). UNVERIFIED: statuses and wordings of the refusals. The local model stands in for one of
Microsoft's: on Azure it is not offered without a machine of one's own.
"""

import re
import secrets

from local_workspace.arm import Json, Resource, ResourceId, section
from local_workspace.errors import ArmError, user_error
from local_workspace.language_models import NAME
from local_workspace.operations import Operations
from local_workspace.references import MICROSOFTS, REGISTERED_MODEL, only_on_azure
from local_workspace.resources import generic
from local_workspace.resources.catalog import find_catalog
from local_workspace.resources.endpoints import TIMEOUT
from local_workspace.resources.generic import Change, ResourceType, workspace_id, write
from local_workspace.resources.marketplace_subscriptions import check_subscribed
from local_workspace.routing import ARM, WORKSPACE, Request, Response, Route
from local_workspace.serving.refusals import bad
from local_workspace.store import ResourceStore

COLLECTION = f"{WORKSPACE}/serverlessEndpoints"
ONE = f"{COLLECTION}/{{name}}"
ENDPOINT_NAME = re.compile("[a-zA-Z0-9][a-zA-Z0-9-]{0,50}[a-zA-Z0-9]")
SECRETS = "secrets"
"""The attribute that holds the keys and that no answer shows."""


def _missing(name: str) -> ArmError:
    return user_error(404, f"Serverless endpoint {name} was not found.", "NotFoundError")


def _prepare(change: Change) -> None:
    resource, properties = change.resource, change.resource.properties
    if not ENDPOINT_NAME.fullmatch(resource.id.name):
        raise bad(f"The name {resource.id.name!r} of a serverless endpoint must be letters, digits, hyphens.")
    model = str(section(properties, "modelSettings").get("modelId") or "")
    _check_model(change, model)
    location = change.store.get(resource.id.workspace).attributes["location"]
    sent: str = resource.attributes.get("location") or location
    _check_alone(change.store, resource.id, model, sent)
    known: Json = change.before.attributes if change.before else {}
    resource.attributes |= {
        "kind": "ServerlessEndpoint",
        "location": sent,
        "sku": {"name": "Consumption"},
        SECRETS: known.get(SECRETS) or {"primary": secrets.token_hex(16), "secondary": secrets.token_hex(16)},
    }
    uri = f"https://{resource.id.name.lower()}.{sent}.models.ai.azure.com"
    properties |= {
        "authMode": "Key",
        "contentSafety": {"contentSafetyStatus": "Disabled"},
        "endpointState": "Online",
        "inferenceEndpoint": {"uri": uri, "headers": {}},
        "marketplaceSubscriptionId": None,
        "provisioningState": "Succeeded",
    }


def _check_model(change: Change, model: str) -> None:
    found = REGISTERED_MODEL.fullmatch(model)
    if found is None:
        raise bad(f"The modelId {model!r} is no azureml://registries/<registry>/models/<name>.")
    if found["version"]:
        raise bad(f"The modelId {model} names a version: a serverless endpoint always has the latest one.")
    asset = ResourceId.parse(model)
    if found["registry"].lower() != MICROSOFTS:
        check_subscribed(change.store, change.resource.id.workspace, model)
        raise only_on_azure(asset, "model")
    if found["name"].lower() != NAME.lower():
        raise only_on_azure(asset, "model")
    find_catalog(change.request.services)


def _check_alone(store: ResourceStore, endpoint: ResourceId, model: str, location: str) -> None:
    for other in store.search("serverlessEndpoints"):
        if other.id == endpoint:
            continue
        same = other.id.name.lower() == endpoint.name.lower()
        if same and other.attributes["location"] == location:
            raise bad(f"There is a serverless endpoint {endpoint.name} in {location}: choose another name.")
        has: str = other.properties["modelSettings"]["modelId"]
        if other.id.workspace == endpoint.workspace and has.lower() == model.lower():
            raise bad(f"The workspace has an endpoint of {model} already, {other.id.name}: one is the limit.")


def _answer(_: Request, resource: Resource) -> Json:
    document = resource.to_wire()
    document.pop(SECRETS, None)
    return document


ENDPOINTS = ResourceType("serverlessEndpoints", _missing, {}, {"tags": {}}, prepare=_prepare, answer=_answer)


def _id(request: Request) -> ResourceId:
    return workspace_id(request).child(ENDPOINTS.collection, request["name"])


def _endpoint(request: Request) -> Resource:
    endpoint = request.services.get(ResourceStore).find(_id(request))
    if endpoint is None:
        raise _missing(request["name"])
    return endpoint


def put_endpoint(request: Request) -> Response:
    """Make or change an endpoint: done at once, and told as a long-running operation."""
    response = write(ENDPOINTS, request, _id(request))
    endpoint = _endpoint(request)
    location = endpoint.attributes["location"]
    operation = request.services.get(Operations).run("mfe", endpoint.id, location, lambda: None)
    response.headers |= operation.headers() | TIMEOUT
    return response


def delete_endpoint(request: Request) -> Response:
    """Delete an endpoint with its keys."""
    store = request.services.get(ResourceStore)
    endpoint = store.find(_id(request))
    if endpoint is None:
        return Response(204)
    location = endpoint.attributes["location"]
    store.delete(endpoint.id)
    operation = request.services.get(Operations).run("mfe", endpoint.id, location, lambda: None)
    return Response(202, None, operation.headers(with_result=True) | TIMEOUT)


def list_keys(request: Request) -> Response:
    """The two keys."""
    return Response(200, _keys(_endpoint(request)))


def regenerate_keys(request: Request) -> Response:
    """Replace one of the keys; the other goes on."""
    endpoint = _endpoint(request)
    kind = str(request.json.get("keyType") or "").lower()
    if kind not in ("primary", "secondary"):
        raise bad("The keyType must be Primary or Secondary.")

    def change(resource: Resource) -> None:
        resource.attributes[SECRETS][kind] = secrets.token_hex(16)

    return Response(200, _keys(request.services.get(ResourceStore).update(endpoint.id, change)))


def _keys(endpoint: Resource) -> Json:
    keys = endpoint.attributes[SECRETS]
    return {"primaryKey": keys["primary"], "secondaryKey": keys["secondary"]}


ROUTES = [
    Route("PUT", ARM, ONE, put_endpoint),
    Route("DELETE", ARM, ONE, delete_endpoint),
    Route("POST", ARM, f"{ONE}/listKeys", list_keys),
    Route("POST", ARM, f"{ONE}/regenerateKeys", regenerate_keys),
    *generic.routes(ENDPOINTS),
]
