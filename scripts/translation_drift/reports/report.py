"""What every report can do, so that each format is written once for all of them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from translation_drift.findings import Finding

if TYPE_CHECKING:
    from rich.console import Console


class Report(Protocol):
    """The outcome of one command."""

    name: ClassVar[str]
    """Name of the schema of the JSON form."""
    version: ClassVar[int]
    """Version of that schema; raised when a field is renamed or removed."""

    @property
    def clean(self) -> bool:
        """Whether nothing is left to do: decides the exit code."""
        ...

    def data(self) -> dict[str, Any]:
        """The report's content for JSON."""
        ...

    def annotations(self) -> Iterable[Finding]:
        """What can be shown at a line of a file."""
        ...

    def write(self, console: "Console") -> None:
        """Shows the report to a person."""
        ...
