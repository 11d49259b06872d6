"""What `i18n accept` wrote or refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from translation_drift.acceptance import Acceptance
from translation_drift.findings import Finding

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class AcceptanceReport:
    """Page by page: refusals, or what was written."""

    acceptances: Sequence[Acceptance]
    name: ClassVar[str] = "i18n-acceptance"
    version: ClassVar[int] = 1

    @property
    def clean(self) -> bool:
        """Whether nothing was refused."""
        return not any(acceptance.refusals for acceptance in self.acceptances)

    def data(self) -> dict[str, Any]:
        """Every page with its figures."""
        return {
            "pages": [
                {
                    "path": acceptance.path,
                    "accepted": not acceptance.refusals,
                    "written": acceptance.written,
                    "remaining": acceptance.remaining,
                    "refusals": [str(finding) for finding in acceptance.refusals],
                }
                for acceptance in self.acceptances
            ]
        }

    def annotations(self) -> Iterable[Finding]:
        """The refusals."""
        return [finding for acceptance in self.acceptances for finding in acceptance.refusals]

    def write(self, console: "Console") -> None:
        """One line a page, and one a refusal."""
        for acceptance in self.acceptances:
            for finding in acceptance.refusals:
                console.print(str(finding), markup=False, soft_wrap=True)
            console.print(_summary(acceptance), markup=False, soft_wrap=True)


def _summary(acceptance: Acceptance) -> str:
    if acceptance.refusals:
        return f"{acceptance.path}: refused, nothing was written"
    left = f", {acceptance.remaining} still to do (`i18n diff`)" if acceptance.remaining else ""
    return f"{acceptance.path}: {acceptance.written} blocks accepted{left}"
