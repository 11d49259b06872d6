"""Deployments that serve a model of the catalog: which they are, and how one is asked."""

import time
from collections.abc import Callable

from local_workspace.arm import Json, ResourceId, section
from local_workspace.references import is_microsofts
from local_workspace.serving.chat.errors import gateway
from local_workspace.serving.chat.model_process import Told, ask
from local_workspace.serving.chat.orders import Order
from local_workspace.serving.served import Served


def is_chat_model(properties: Json) -> bool:
    """Whether a deployment has a model of the catalog and no script: what serves it comes with the model."""
    reference: str = properties.get("model") or ""
    if section(properties, "codeConfiguration") or not reference:
        return False
    return is_microsofts(ResourceId.parse(reference))


def chat(served: Served, order: Order, is_wanted: Callable[[], bool]) -> Told:
    """Begin a conversation with a deployment; a whole answer is given up at its request timeout.

    Raises:
        ServingError: the deployment does not serve, or too many requests are under way.
        ChatError: the conversation is too long, or the model does not answer.
    """
    deadline = time.monotonic() + served.limits.request

    def in_time() -> bool:
        # UNVERIFIED: that a stream may go on beyond the request timeout.
        if not order.stream and time.monotonic() > deadline:
            text = "The request took longer than the deployment's request timeout."
            raise gateway(408, "408", text)
        return is_wanted()

    instance = served.take()
    try:
        return ask(instance, order, in_time, served.leave)
    except Exception:
        served.leave()
        raise
