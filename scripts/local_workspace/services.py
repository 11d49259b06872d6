"""How parts of the server find each other without importing each other: by the type of what they offer."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar, cast

log = logging.getLogger(__name__)

T = TypeVar("T")


class Services:
    """The server's living objects, one for each type: ``services.get(ResourceStore)``.

    A part that starts threads or processes registers ``on_close``; closing runs these last first.
    """

    def __init__(self, *objects: object) -> None:
        self._objects: dict[type[Any], object] = {}
        self._closing: list[Callable[[], None]] = []
        for each in objects:
            self.add(type(each), each)

    def add(self, kind: type[T], instance: T) -> T:
        """Offer an object under a type; a Protocol or base class may be the type."""
        self._objects[kind] = instance
        return instance

    def get(self, kind: type[T]) -> T:
        """The object offered under this type; a missing one is a mistake in the server's composition."""
        return cast(T, self._objects[kind])

    def find(self, kind: type[T]) -> T | None:
        """The object offered under this type, if there is any."""
        return cast("T | None", self._objects.get(kind))

    def on_close(self, action: Callable[[], None]) -> None:
        """Run this when the server stops."""
        self._closing.append(action)

    def close(self) -> None:
        """Stop all parts, the last started first; each is stopped even when another fails."""
        while self._closing:
            try:
                self._closing.pop()()
            except Exception:
                log.exception("a part of the server did not stop cleanly")
