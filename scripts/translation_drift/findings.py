"""What a check has to say about a line of a file."""

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """Whether a finding fails a check."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that somebody should look at, with its place."""

    path: str
    line: int
    code: str
    message: str
    severity: Severity = Severity.ERROR
    language: str = field(default="", compare=False)
    """Language of the page; empty where a finding is about no page in particular."""
    block: str = field(default="", compare=False)
    """What stays the same when lines move: the block's id in the lock, or what names its content."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code}: {self.message}"


@dataclass(frozen=True)
class Suppressed:
    """A finding that the page itself says to ignore, and why."""

    finding: Finding
    reason: str
