"""Joins the commands of the table to the functions that carry them out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from local_workspace.az.session import Session

Handler = Callable[[Session], Any]

HANDLERS: dict[str, Handler] = {}


def command(*names: str) -> Callable[[Handler], Handler]:
    """Mark a function as the one that carries out these commands; what it returns is printed."""

    def register(handler: Handler) -> Handler:
        HANDLERS.update(dict.fromkeys(names, handler))
        return handler

    return register
