"""The error that everything in this package raises for its user."""

from pathlib import Path


class SnippetsError(Exception):
    """Says what is wrong, where, and what to do; `path:line: message` when a place is known."""

    def __init__(self, message: str, path: Path | str | None = None, line: int | None = None) -> None:
        self.message = message
        self.path = path
        self.line = line
        place = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        super().__init__(f"{place}{message}")


class SettingsError(SnippetsError):
    """The project's settings, or the command line, are not as the tests need them."""


class WorkspaceError(SnippetsError):
    """A workspace could not be started, made or cleaned up."""


class SessionError(SnippetsError):
    """A session's process died, hung or spoke nonsense: nothing more can run in it."""
