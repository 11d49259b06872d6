"""What `{resource}.openai.azure.com` answers: one resource, and in it one deployment of the local model.

Addresses: https://learn.microsoft.com/azure/ai-services/openai/reference and …/api-version-lifecycle (the v1
form). Refusals: 401, https://github.com/microsoft/genaiscript/issues/781; 404, chatboxai/chatbox#646; all
read 2026-11-21. UNVERIFIED: the refusal of an unknown api-version, and that a missing token is refused as a
wrong key is.
"""

import hmac
import re

from local_workspace.dataplane.chat import Ask, answered, refused
from local_workspace.errors import ArmError
from local_workspace.language_models import NAME
from local_workspace.routing import AZURE_OPENAI, Handler, Request, Response, Route
from local_workspace.serving.chat.base_model import BaseModel
from local_workspace.serving.chat.errors import ChatError, gateway, invalid
from local_workspace.serving.chat.orders import Order
from local_workspace.settings import Settings
from local_workspace.tokens import Tokens

AUDIENCES = ("https://cognitiveservices.azure.com", "https://ai.azure.com")
API_VERSION = re.compile(r"20\d\d-\d\d-\d\d(-preview)?|latest|preview|v1")


def chat_with_deployment(request: Request) -> Response:
    """Chat with the deployment that the path names."""
    _check_caller(request)
    if not API_VERSION.fullmatch(request.query.get("api-version", "")):
        raise gateway(404, "404", "Resource not found")
    _check_deployment(request["deployment"])
    return answered(request, lambda _: (NAME, _ask(request)))


def chat_with_model(request: Request) -> Response:
    """Chat with the deployment that the body names as its model."""
    _check_caller(request)

    def chosen(order: Order) -> tuple[str, Ask]:
        if order.model is None:
            raise invalid("Missing required parameter: 'model'.", "model", "missing_required_parameter")
        _check_deployment(order.model)
        return NAME, _ask(request)

    return answered(request, chosen)


def list_models(request: Request) -> Response:
    """The models that can be asked."""
    _check_caller(request)
    model = {"id": NAME, "object": "model", "created": 1730419200, "owned_by": "HuggingFaceTB"}
    return Response(200, {"object": "list", "data": [model]})


def _ask(request: Request) -> Ask:
    return request.services.get(BaseModel).chat


def _check_deployment(name: str) -> None:
    if name.lower() != NAME.lower():
        message = (
            "The API deployment for this resource does not exist. If you created the deployment within the "
            "last 5 minutes, please wait a moment and try again."
        )
        raise gateway(404, "DeploymentNotFound", message)


def _check_caller(request: Request) -> None:
    """A key, or a token of Entra ID; a client of OpenAI's own sends the key as a token."""
    identity = request.services.get(Settings).identity
    if request["resource"] != identity.workspace:
        # On Azure there is no such host.
        own = f"https://{identity.workspace}.openai.azure.com"
        raise gateway(
            404, "404", f"There is no Azure OpenAI resource at https://{request.host}: it is {own}."
        )
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    sent = request.headers.get("api-key") or (token if scheme.lower() == "bearer" else "")
    if hmac.compare_digest(sent.encode(), identity.openai_key.encode()):
        return
    try:
        request.services.get(Tokens).check(f"Bearer {token}", AUDIENCES)
    except ArmError as error:
        message = (
            "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a "
            "valid key for an active subscription and use a correct regional API endpoint for your resource."
        )
        raise gateway(401, "401", message) from error


def _refusing(handler: Handler) -> Handler:
    def answer(request: Request) -> Response:
        try:
            return handler(request)
        except ChatError as error:
            return refused(error)

    return answer


DEPLOYMENT = "/openai/deployments/{deployment}/chat/completions"
ROUTES = [
    Route("POST", AZURE_OPENAI, DEPLOYMENT, _refusing(chat_with_deployment), authenticated=False),
    Route(
        "POST", AZURE_OPENAI, "/openai/v1/chat/completions", _refusing(chat_with_model), authenticated=False
    ),
    Route("GET", AZURE_OPENAI, "/openai/v1/models", _refusing(list_models), authenticated=False),
]
