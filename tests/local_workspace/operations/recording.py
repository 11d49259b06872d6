# pyright: basic
"""Records which operations of the SDK a piece of a test calls, and which requests each of them sends."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar, copy_context
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import requests

from .rest_names import name_of
from .sdk import SdkOperation

LOGIN = "https://login.microsoftonline.com/"
"""Signing in belongs to no operation: which one asks for the token is chance."""


LOOK_UP = "GET {workspace}"
"""The SDK asks for this once and keeps the answer: which operation sends it depends on what ran before."""


@dataclass(frozen=True)
class Sent:
    """One request of the SDK and what was answered."""

    method: str
    url: str
    status: int
    refusal: str
    """The text of the answer if it is 501."""


@dataclass
class Call:
    """A call of an operation by the test itself; what the SDK calls on its way belongs to this one."""

    operation: str
    returned: bool = False
    sent: list[Sent] = field(default_factory=list[Sent])


def names_of(calls: Iterable[Call]) -> set[str]:
    """The requests of calls by their names, without what the SDK looks up on its way."""
    sent = {name_of(each.method, each.url) for call in calls for each in call.sent}
    return sent - {LOOK_UP} or sent


_running: ContextVar[Call | None] = ContextVar("running", default=None)


@contextmanager
def recorded(operations: Iterable[SdkOperation]) -> Iterator[list[Call]]:
    """All calls of these operations that are made in this process meanwhile."""
    from azure.core.paging import ItemPaged

    calls: list[Call] = []
    with ExitStack() as patches:
        for each in operations:
            wrapper = _noting(each.name, each.function, calls)
            patches.enter_context(patch.object(each.kind, each.method, wrapper))
        # Pages are asked for, and long-running operations followed, after the call has returned.
        patches.enter_context(patch.object(ItemPaged, "__init__", _bound_pages(ItemPaged.__init__)))
        patches.enter_context(patch.object(threading.Thread, "start", _in_context(threading.Thread.start)))
        patches.enter_context(patch.object(requests.Session, "send", _sending(requests.Session.send)))
        yield calls


@contextmanager
def attributed(operation: str, calls: list[Call]) -> Iterator[Call]:
    """Note a call; all that is sent meanwhile belongs to it, also what a thread or a later page sends."""
    call = Call(operation)
    calls.append(call)
    token = _running.set(call)
    try:
        yield call
    finally:
        _running.reset(token)
    call.returned = True


def _noting(name: str, function: Callable[..., Any], calls: list[Call]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        if _running.get() is not None:
            return function(*args, **kwargs)
        with attributed(name, calls):
            return function(*args, **kwargs)

    return wrapper


def _bound_pages(construct: Callable[..., None]) -> Callable[..., None]:
    def wrapper(self: Any, *args: Any, **kwargs: Any) -> None:
        context = copy_context()
        bound = [functools.partial(context.copy().run, each) if callable(each) else each for each in args]
        construct(self, *bound, **kwargs)

    return wrapper


def _in_context(start: Callable[..., None]) -> Callable[..., None]:
    def wrapper(self: threading.Thread) -> None:
        self.run = functools.partial(copy_context().run, self.run)
        start(self)

    return wrapper


def _sending(send: Callable[..., requests.Response]) -> Callable[..., requests.Response]:
    def wrapper(self: requests.Session, request: requests.PreparedRequest, **kwargs: Any) -> Any:
        call, url = _running.get(), str(request.url)
        answer = send(self, request, **kwargs)
        if call is not None and not url.startswith(LOGIN):
            refusal = answer.text if answer.status_code == 501 else ""
            call.sent.append(Sent(str(request.method), url, answer.status_code, refusal))
        return answer

    return wrapper
