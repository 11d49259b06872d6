"""What lints and the gate have found, as `i18n lint` and `i18n check` show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from translation_drift.findings import Finding, Severity, Suppressed
from translation_drift.linting import LintReport

if TYPE_CHECKING:
    from rich.console import Console

PATCH_ADVICE = "to accept the edits whose source is the same, apply this patch of the locks (`git apply`):"


@dataclass(frozen=True)
class FindingsReport:
    """Findings with their places, what was suppressed, and what would settle some of them."""

    report: LintReport
    notes: tuple[str, ...] = ()
    """What the check could not know."""
    lock_patch: str = ""
    """A patch that accepts the edits that need no judgement; empty when there are none."""
    report_only: bool = False
    """Whether findings are told and fail nothing."""
    name: ClassVar[str] = "i18n-findings"
    version: ClassVar[int] = 1

    @property
    def clean(self) -> bool:
        """Whether there is no finding but warnings."""
        return self.report_only or not any(
            finding.severity is Severity.ERROR for finding in self.report.findings
        )

    @property
    def suppressed(self) -> list[Suppressed]:
        """What the pages themselves say to ignore, with the reasons."""
        return self.report.suppressed

    def data(self) -> dict[str, Any]:
        """Every finding and every suppression."""
        return {
            "pages": self.report.pages,
            "findings": [_finding(finding) for finding in self.report.findings],
            "suppressed": [
                {**_finding(suppressed.finding), "reason": suppressed.reason}
                for suppressed in self.report.suppressed
            ],
            "notes": list(self.notes),
            "lock_patch": self.lock_patch,
        }

    def annotations(self) -> Iterable[Finding]:
        """The findings themselves."""
        return self.report.findings

    def write(self, console: "Console") -> None:
        """One line a finding, and a line of totals."""
        for finding in self.report.findings:
            note = " (warning)" if finding.severity is Severity.WARNING else ""
            console.print(f"{finding}{note}", markup=False, soft_wrap=True)
        for suppressed in self.report.suppressed:
            console.print(
                f"{suppressed.finding} (ignored: {suppressed.reason})", markup=False, soft_wrap=True
            )
        for remark in self.notes:
            console.print(f"note: {remark}", markup=False, soft_wrap=True)
        if self.lock_patch:
            console.print(f"{PATCH_ADVICE}\n{self.lock_patch}", markup=False, soft_wrap=True)
        console.print(self.totals(), markup=False)

    def totals(self) -> str:
        """Pages, errors, warnings and suppressions in one line."""
        errors = sum(finding.severity is Severity.ERROR for finding in self.report.findings)
        warnings = len(self.report.findings) - errors
        ignored = len(self.report.suppressed)
        return f"{self.report.pages} pages: {errors} errors, {warnings} warnings, {ignored} suppressed"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "path": finding.path,
        "line": finding.line,
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "language": finding.language,
        "block": finding.block,
    }
