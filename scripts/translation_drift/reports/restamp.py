"""Which locks were written anew, as `i18n restamp` shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from translation_drift.findings import Finding
from translation_drift.restamp import Restamped

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class RestampReport:
    """Lock by lock: lines that are written otherwise, and lines of which too little is known."""

    locks: Sequence[Restamped]
    name: ClassVar[str] = "i18n-restamp"
    version: ClassVar[int] = 1

    @property
    def clean(self) -> bool:
        """No state has changed, so there is nothing to do."""
        return True

    def data(self) -> dict[str, Any]:
        """Every lock with its figures."""
        return {"locks": [asdict(lock) for lock in self.locks]}

    def annotations(self) -> Iterable[Finding]:
        """Nothing: no state has changed."""
        return ()

    def write(self, console: "Console") -> None:
        """One line for each lock that was written anew, and a line of totals."""
        for lock in self.locks:
            if lock.written:
                unknown = f", {lock.unknown} of unknown severity until accepted" if lock.unknown else ""
                console.print(f"{lock.path}: {lock.written} lines{unknown}", markup=False, soft_wrap=True)
        written = sum(lock.written > 0 for lock in self.locks)
        console.print(f"{written} of {len(self.locks)} locks were written anew; no state has changed")
