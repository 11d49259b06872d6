"""The one error that reading pages and samples raises."""

from pathlib import Path


class MarkdownPagesError(Exception):
    """Says what is wrong with a page or a sample, and where: `path:line: message`."""

    def __init__(self, message: str, path: Path | None = None, line: int | None = None) -> None:
        self.message = message
        self.path = path
        self.line = line
        place = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        super().__init__(f"{place}{message}")
