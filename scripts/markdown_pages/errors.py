"""How an error about a file says where, and the one error that reading pages and samples raises."""

from pathlib import Path


class LocatedError(Exception):
    """Says what is wrong, where, and what to do; `path:line: message` when a place is known."""

    def __init__(self, message: str, path: Path | str | None = None, line: int | None = None) -> None:
        self.message = message
        self.path = None if path is None else Path(path)
        self.line = line
        place = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        super().__init__(f"{place}{message}")


class MarkdownPagesError(LocatedError):
    """A page or a sample is not as the site needs it."""
