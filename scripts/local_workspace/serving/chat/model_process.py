"""What a process that holds a model tells of one conversation, read line by line."""

import http.client
import json
from collections.abc import Callable, Generator
from dataclasses import dataclass

from local_workspace.arm import Json
from local_workspace.serving.chat.errors import ChatError, gateway, too_long
from local_workspace.serving.chat.orders import Order
from local_workspace.serving.instance import Instance, NotAnsweredError

SILENCE = 60.0
"""Seconds after which a process that tells nothing, not even that it works, is given up."""


@dataclass(frozen=True)
class Told:
    """A conversation under way."""

    prompt_tokens: int
    answer: http.client.HTTPResponse
    is_wanted: Callable[[], bool]
    """Whether somebody still waits for it."""
    done: Callable[[], None]
    """What is called when it is over, however it ends; once."""

    def events(self) -> Generator[Json]:
        """Pieces of `text` and the `end`; an empty document when there was nothing to tell for a while.

        Raises:
            ChatError: the process failed, or nobody waits any more.
        """
        ended = False
        while not ended:
            event = self._next()
            ended = "end" in event
            yield event

    def close(self) -> None:
        """Hang up, and leave the place to the next."""
        self.answer.close()
        self.done()

    def _next(self) -> Json:
        if not self.is_wanted():
            raise gateway(499, "499", "The client has hung up.")
        try:
            line = self.answer.readline()
        except (OSError, http.client.HTTPException) as error:
            raise failed(repr(error)) from error
        if not line:
            raise failed("its process ended")
        event: Json = json.loads(line) if line.strip() else {}
        if "error" in event:
            raise failed(str(event["error"]))
        return event


def ask(instance: Instance, order: Order, is_wanted: Callable[[], bool], done: Callable[[], None]) -> Told:
    """Give a process a conversation.

    Raises:
        ChatError: it does not fit into the model's context, or the process does not answer.
    """
    body = json.dumps(order.document).encode()
    try:
        answer = instance.open("POST", "/generate", {}, body, SILENCE)
        sizes: Json = json.loads(answer.readline())
    except (NotAnsweredError, OSError, ValueError) as error:
        raise failed(str(error)) from error
    if answer.status != 200:
        answer.close()
        raise too_long(sizes["context"], sizes["prompt_tokens"], order.max_tokens)
    return Told(sizes["prompt_tokens"], answer, is_wanted, done)


def failed(why: str) -> ChatError:
    """The model's process did not do its work."""
    return gateway(500, "InternalServerError", f"The model's process failed: {why}")
