"""What `i18n adopt` took over."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from translation_drift.adoption import Adoption, Outcome
from translation_drift.findings import Finding, Severity

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class AdoptionReport:
    """Page by page."""

    adoptions: Sequence[Adoption]
    name: ClassVar[str] = "i18n-adoption"
    version: ClassVar[int] = 1

    @property
    def clean(self) -> bool:
        """Whether the source of every page was found."""
        return not any(each.outcome is Outcome.UNKNOWN for each in self.adoptions)

    def data(self) -> dict[str, Any]:
        """Every page with its outcome."""
        return {
            "pages": [
                {"path": each.path, "outcome": each.outcome.value, "why": each.why, "drafts": each.drafts}
                for each in self.adoptions
            ]
        }

    def annotations(self) -> Iterator[Finding]:
        """The pages of unknown origin."""
        for each in self.adoptions:
            if each.outcome is Outcome.UNKNOWN:
                message = f"{each.why}; nothing of it is accepted: read it, then `i18n accept`"
                yield Finding(each.path, 1, "unknown-base", message, Severity.WARNING)

    def write(self, console: "Console") -> None:
        """One line a page of unknown origin, and the counts."""
        for finding in self.annotations():
            console.print(str(finding), markup=False, soft_wrap=True)
        counts = Counter(each.outcome for each in self.adoptions)
        drafts = sum(each.drafts for each in self.adoptions)
        console.print(
            f"{counts[Outcome.BASE_FOUND]} pages adopted ({drafts} blocks as drafts), "
            f"{counts[Outcome.UNKNOWN]} of unknown origin, {counts[Outcome.HAS_LOCK]} had a lock",
            markup=False,
            soft_wrap=True,
        )
