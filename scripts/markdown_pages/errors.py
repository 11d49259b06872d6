"""The errors of this package: each says where."""

from pathlib import Path


class MarkdownPagesError(Exception):
    """A page or a sample that cannot be read as it stands; its text begins with `path:line:`."""

    def __init__(self, message: str, path: Path, line: int | None = None) -> None:
        self.message = message
        self.path = path
        self.line = line
        where = f"{path}:{line}" if line else str(path)
        super().__init__(f"{where}: {message}")
