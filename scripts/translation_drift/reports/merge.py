"""What `i18n merge-driver` and `i18n install-merge-driver` did."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from translation_drift.findings import Finding

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class MergeReport:
    """One merged lock; git shows this while it merges, so a clean merge says nothing."""

    path: str
    conflicts: Sequence[str]
    """What both sides changed: ids of blocks, or `text` where git merged lines."""
    name: ClassVar[str] = "i18n-merge"
    version: ClassVar[int] = 1

    @property
    def clean(self) -> bool:
        """Whether nothing is left to decide; git takes the exit code for that."""
        return not self.conflicts

    def data(self) -> dict[str, Any]:
        """The lock and its conflicts."""
        return {"path": self.path, "conflicts": list(self.conflicts)}

    def annotations(self) -> Iterable[Finding]:
        """One place a conflict."""
        message = "both sides accepted this block; keep one line, then run `i18n accept`"
        return [Finding(self.path, 1, "merge-conflict", message, block=block) for block in self.conflicts]

    def write(self, console: "Console") -> None:
        """One line, if there is a conflict."""
        if self.conflicts:
            blocks = ", ".join(self.conflicts)
            console.print(f"{self.path}: both sides accepted {blocks}", markup=False, soft_wrap=True)


@dataclass(frozen=True)
class InstallationReport:
    """What was written so that git merges locks with this tool."""

    written: Sequence[str]
    name: ClassVar[str] = "i18n-installation"
    version: ClassVar[int] = 1

    @property
    def clean(self) -> bool:
        """An installation that fails raises an error."""
        return True

    def data(self) -> dict[str, Any]:
        """Every setting."""
        return {"written": list(self.written)}

    def annotations(self) -> Iterable[Finding]:
        """Nothing: a setting has no place in a page."""
        return ()

    def write(self, console: "Console") -> None:
        """One line a setting."""
        for each in self.written:
            console.print(each, markup=False, soft_wrap=True)
