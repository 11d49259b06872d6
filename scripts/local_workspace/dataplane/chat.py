"""How a chat with a model becomes an answer on the wire, whichever address it came to."""

from collections.abc import Callable

from local_workspace.routing import Request, Response
from local_workspace.serving.chat import orders
from local_workspace.serving.chat.answers import Answer
from local_workspace.serving.chat.errors import ChatError, gateway
from local_workspace.serving.chat.model_process import Told
from local_workspace.serving.chat.orders import Order

LARGEST = 4 << 20
"""Bytes of a request; many times what fits into the context of any model that runs here."""

Ask = Callable[[Order, Callable[[], bool]], Told]
"""Begins a conversation: what is asked, and whether somebody still waits for it."""


def answered(request: Request, chosen: Callable[[Order], tuple[str, Ask]]) -> Response:
    """Answer a chat; `chosen` says which model does, by its name for the client.

    Raises:
        ChatError: it is refused.
    """
    if len(request.content) > LARGEST:
        # UNVERIFIED: the service's own limit and its wording.
        raise gateway(413, "RequestTooLarge", f"The request is larger than {LARGEST} bytes.")
    order = orders.read(request.content)
    name, ask = chosen(order)
    answer = Answer(name, ask(order, lambda: not request.abandoned.is_set()))
    if not order.stream:
        return Response(200, answer.whole())
    stream = answer.stream(include_usage=order.include_usage)
    return Response(200, stream, {"Content-Type": "text/event-stream; charset=utf-8"})


def refused(error: ChatError) -> Response:
    """The document of a refusal."""
    headers = {} if error.retry_after is None else {"Retry-After": str(error.retry_after)}
    return Response(error.status, {"error": error.error}, headers)
