"""Watches which files of the project a test opens, so that no kept result depends on an undeclared one."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_TOOLS = (".git", ".hypothesis", ".pytest_cache", ".venv", ".venvs", "__pycache__", "node_modules")
_MADE = (*_TOOLS, "build", "site")
"""Folders of what commands made, not of what the project consists of."""


class ReadWatch:
    """Notes, while it watches, every file of a folder that this process opens and that is not allowed."""

    def __init__(self, root: Path) -> None:
        self._root = f"{root}{os.sep}"
        self._allowed: tuple[str, ...] | None = None
        self.undeclared: set[str] = set()
        sys.addaudithook(self._see)

    def watch(self, allowed: Iterable[str]) -> None:
        """Begin, with the files and folders that may be opened."""
        self._allowed = tuple(allowed)

    def rest(self) -> None:
        """Take no notice until the next `watch`."""
        self._allowed = None

    def _see(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" or self._allowed is None or not isinstance(arguments[0], str):
            return
        path = os.path.abspath(arguments[0])
        if path.startswith(self._root):
            name = path.removeprefix(self._root)
            if not self._is_allowed(name) and os.path.isfile(path):  # a name may be below another folder's
                self.undeclared.add(name)

    def _is_allowed(self, name: str) -> bool:
        assert self._allowed is not None
        if any(part in _MADE for part in name.split(os.sep)):
            return True
        return any(name == allowed or name.startswith(f"{allowed}{os.sep}") for allowed in self._allowed)
