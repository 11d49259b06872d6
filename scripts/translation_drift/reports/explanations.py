"""What codes mean, as `i18n explain` shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from translation_drift.codes import Explanation
from translation_drift.findings import Finding

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class ExplanationsReport:
    """Some codes with their meaning."""

    explanations: Sequence[Explanation]
    name: ClassVar[str] = "i18n-explanations"
    version: ClassVar[int] = 1

    @property
    def clean(self) -> bool:
        """An explanation is no finding."""
        return True

    def data(self) -> dict[str, Any]:
        """Every explanation."""
        return {"explanations": [asdict(each) for each in self.explanations]}

    def annotations(self) -> Iterable[Finding]:
        """Nothing: a code has no place."""
        return ()

    def write(self, console: "Console") -> None:
        """One paragraph a code."""
        for each in self.explanations:
            console.print(f"[bold]{each.code}[/] ({each.sort})")
            for text in filter(None, (each.meaning, each.advice)):
                console.print(text, markup=False)
            console.print()
