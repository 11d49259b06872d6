"""What an endpoint answers that has a chat model: the model inference API, and the older `/score`.

Addresses: https://learn.microsoft.com/azure/machine-learning/reference-model-inference-api and …-info (GET
/info; read 2026-11-21); `/v1` in front of them: https://github.com/alan-turing-institute/llms-useful-resources,
scripts/azure-ml. Body and answer of `/score`: LangChain, AzureMLChatOnlineEndpoint with
LlamaChatContentFormatter.
"""

import json
from collections.abc import Mapping
from typing import Any

from local_workspace.arm import Json, section
from local_workspace.dataplane.chat import Ask, answered, refused
from local_workspace.routing import Request, Response
from local_workspace.serving.chat import orders
from local_workspace.serving.chat.answers import Answer
from local_workspace.serving.chat.errors import ChatError, gateway, invalid

CHAT = (("POST", "/chat/completions"), ("POST", "/v1/chat/completions"), ("GET", "/info"))
RENAMED: Mapping[str, str] = {"max_new_tokens": "max_tokens", "max_tokens": "max_tokens"}
PASSED_ON = ("seed", "stop", "temperature", "top_p")


def answer(request: Request, model: str, ask: Ask) -> Response:
    """Answer what came to the address of one model."""
    try:
        if request.path == "/info":
            return Response(200, _info(model))
        if request.path == "/score":
            return _score(request, model, ask)
        if request.method == "POST":
            return answered(request, lambda _: (model, ask))
        raise gateway(404, "404", "Resource not found")
    except ChatError as error:
        return refused(error)


def _info(model: str) -> Json:
    return {
        "model_name": model,
        "model_type": "chat-completions",
        "model_provider_name": "HuggingFaceTB",
    }


def _score(request: Request, model: str, ask: Ask) -> Response:
    order = orders.read(json.dumps(_translated(request.content)).encode())
    whole = Answer(model, ask(order, lambda: not request.abandoned.is_set())).whole()
    return Response(200, {"output": whole["choices"][0]["message"]["content"]})


def _translated(content: bytes) -> Json:
    """The request as a chat: greedy when it says not to sample."""
    try:
        sent: Any = json.loads(content)
        data: Json = section(sent, "input_data")
        messages: Any = data["input_string"]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        message = 'Expected {"input_data": {"input_string": [messages], "parameters": {…}}}.'
        raise invalid(message, "input_data") from error
    parameters = section(data, "parameters")
    chat: Json = {RENAMED[name]: value for name, value in parameters.items() if name in RENAMED}
    chat |= {name: value for name, value in parameters.items() if name in PASSED_ON}
    if not parameters.get("do_sample", True):
        chat["temperature"] = 0
    return {"messages": messages, **chat}
