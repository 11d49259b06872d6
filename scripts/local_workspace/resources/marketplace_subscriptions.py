"""Marketplace subscriptions: the terms of a model's provider accepted for a workspace, before it is deployed.

Rules: MicrosoftDocs/azure-ai-docs, articles/machine-learning/how-to-deploy-models-serverless.md (2024-07-19):
one for each offer and workspace, none for models of Microsoft. Shape: azure-ai-ml 1.35.2,
entities/_autogen_entities (read 2026-11-21). Here it is a record: nothing is bought, and no terms are known.
UNVERIFIED: statuses and wordings of the refusals, and the names in a plan.
"""

from local_workspace.arm import Json, Resource, ResourceId
from local_workspace.errors import ArmError, user_error
from local_workspace.operations import Operations
from local_workspace.references import REGISTERED_MODEL, is_microsofts
from local_workspace.resources import generic
from local_workspace.resources.endpoints import TIMEOUT
from local_workspace.resources.generic import Change, ResourceType, workspace_id, write
from local_workspace.routing import ARM, WORKSPACE, Request, Response, Route
from local_workspace.serving.refusals import bad
from local_workspace.store import ResourceStore

COLLECTION = f"{WORKSPACE}/marketplaceSubscriptions"
ONE = f"{COLLECTION}/{{name}}"


def check_subscribed(store: ResourceStore, workspace: ResourceId, model: str) -> None:
    """Refuse a model whose provider's terms the workspace has not accepted."""
    kept = store.children(workspace, SUBSCRIPTIONS.collection).resources
    if not any(each.properties["modelId"].lower() == model.lower() for each in kept):
        raise bad(f"The workspace has no marketplace subscription to {model}: create one first.")


def _missing(name: str) -> ArmError:
    return user_error(404, f"Marketplace subscription {name} was not found.", "NotFoundError")


def _prepare(change: Change) -> None:
    properties = change.resource.properties
    model = str(properties.get("modelId") or "")
    found = REGISTERED_MODEL.fullmatch(model)
    if found is None or found["version"]:
        raise bad(f"The modelId {model!r} is no azureml://registries/<registry>/models/<name>.")
    if is_microsofts(ResourceId.parse(model)):
        raise bad(f"{model} is offered by Microsoft: it needs no marketplace subscription.")
    kept = change.store.children(change.resource.id.workspace, SUBSCRIPTIONS.collection).resources
    for other in kept:
        if other.id != change.resource.id and other.properties["modelId"].lower() == model.lower():
            raise bad(f"The workspace is subscribed to {model} already, as {other.id.name}.")
    plan: Json = {"publisherId": found["registry"], "offerId": found["name"], "planId": "local"}
    properties |= {
        "marketplacePlan": plan,
        "marketplaceSubscriptionStatus": "Subscribed",
        "provisioningState": "Succeeded",
    }


SUBSCRIPTIONS = ResourceType("marketplaceSubscriptions", _missing, {}, {}, prepare=_prepare)


def _id(request: Request) -> ResourceId:
    return workspace_id(request).child(SUBSCRIPTIONS.collection, request["name"])


def put_subscription(request: Request) -> Response:
    """Subscribe: done at once, and told as a long-running operation."""
    response = write(SUBSCRIPTIONS, request, _id(request))
    response.headers |= _told(request, _id(request)) | TIMEOUT
    return response


def delete_subscription(request: Request) -> Response:
    """End a subscription."""
    store = request.services.get(ResourceStore)
    if store.find(_id(request)) is None:
        return Response(204)
    store.delete(_id(request))
    return Response(202, None, _told(request, _id(request), with_result=True) | TIMEOUT)


def _told(request: Request, subscription: ResourceId, *, with_result: bool = False) -> dict[str, str]:
    workspace: Resource = request.services.get(ResourceStore).get(subscription.workspace)
    location = workspace.attributes["location"]
    operation = request.services.get(Operations).run("mfe", subscription, location, lambda: None)
    return operation.headers(with_result=with_result)


ROUTES = [
    Route("PUT", ARM, ONE, put_subscription),
    Route("DELETE", ARM, ONE, delete_subscription),
    *generic.routes(SUBSCRIPTIONS),
]
