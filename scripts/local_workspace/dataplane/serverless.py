"""What `{endpoint}.{region}.models.ai.azure.com` answers: chats with the model of a serverless endpoint.

Keys only: MicrosoftDocs/azure-ai-docs, concept-model-catalog.md (2024-12-11, read 2026-11-21). UNVERIFIED:
the refusal of a wrong key, taken to be that of Azure OpenAI.
"""

import hmac

from local_workspace.arm import Resource, ResourceId
from local_workspace.dataplane import chat_endpoint
from local_workspace.dataplane.chat import refused
from local_workspace.dataplane.chat_endpoint import CHAT
from local_workspace.routing import SERVERLESS, Request, Response, Route
from local_workspace.serving.chat.base_model import BaseModel
from local_workspace.serving.chat.errors import ChatError, gateway
from local_workspace.store import ResourceStore


def answer(request: Request) -> Response:
    """Answer whoever has a key."""
    try:
        endpoint = _endpoint(request)
        _check_key(request, endpoint.attributes["secrets"])
    except ChatError as error:
        return refused(error)
    model = ResourceId.parse(endpoint.properties["modelSettings"]["modelId"]).name
    return chat_endpoint.answer(request, model, request.services.get(BaseModel).chat)


def _endpoint(request: Request) -> Resource:
    for endpoint in request.services.get(ResourceStore).search("serverlessEndpoints"):
        if endpoint.properties["inferenceEndpoint"]["uri"] == f"https://{request.host}":
            return endpoint
    # On Azure there is no such host.
    raise gateway(404, "404", f"There is no serverless endpoint at https://{request.host}.")


def _check_key(request: Request, keys: dict[str, str]) -> None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    sent = token if scheme.lower() == "bearer" else request.headers.get("api-key", "")
    if not any(hmac.compare_digest(sent.encode(), key.encode()) for key in keys.values()):
        raise gateway(401, "401", "Access denied due to invalid key: use a key of this endpoint.")


ROUTES = [Route(method, SERVERLESS, path, answer, authenticated=False) for method, path in CHAT]
