"""Keeps what a build has made for the build that follows, while the site is served and a page is edited.

MkDocs builds every page anew on each change. What a page is made of rarely changes, so that a thing is kept
under all that it was made of, and forgotten by the first build that does not ask for it.
"""

import os
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

Made = TypeVar("Made")
State = frozenset[tuple[str, int, int]]
"""Path, time of the last change and size of files: what the server itself tells a change by."""


class Kept(Generic[Made]):
    """Things by what they were made of; none outside of serving, where nobody would ask twice."""

    def __init__(self) -> None:
        self._keeps = False
        self._before: dict[Hashable, Made] = {}
        self._now: dict[Hashable, Made] = {}

    def begin(self, command: str) -> None:
        """Begin a build for one of MkDocs's commands, as `on_startup` names it: only `serve` builds again."""
        self._keeps = command == "serve"
        self._before, self._now = (self._now if self._keeps else {}), {}

    def of(self, key: Hashable, make: Callable[[], Made], worth: Callable[[], bool] = lambda: True) -> Made:
        """Return what was made of the same, or make it and keep it if it is then worth that."""
        if key in self._before:
            self._now[key] = self._before[key]
        if key in self._now:
            return self._now[key]
        made = make()
        if self._keeps and worth():
            self._now[key] = made
        return made


def state_of(*paths: Path) -> State:
    """Return the state of files and of all files below folders; what does not exist has none."""
    return frozenset(state for path in paths for state in _states(path))


def _states(path: Path) -> Iterator[tuple[str, int, int]]:
    if path.is_dir():
        for folder, _, names in os.walk(path):
            yield from (_state(os.path.join(folder, name)) for name in names)
    elif path.is_file():
        yield _state(str(path))


def _state(path: str) -> tuple[str, int, int]:
    found = os.stat(path, follow_symlinks=False)
    return path, found.st_mtime_ns, found.st_size
