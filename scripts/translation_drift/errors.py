"""The one error that everything in this package raises for its user."""

from pathlib import Path


class DriftError(Exception):
    """Says what is wrong, where, and what to do; `path:line: message` when a place is known."""

    def __init__(self, message: str, path: Path | str | None = None, line: int | None = None) -> None:
        self.message = message
        self.path = path
        self.line = line
        place = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        super().__init__(f"{place}{message}")


class ConfigurationError(DriftError):
    """The project or the command line is not as the command needs it (exit code 2)."""


class LockError(DriftError):
    """A lock cannot be read as one that this tool wrote."""
