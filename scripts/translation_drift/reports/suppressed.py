"""What the pages themselves say to ignore, of the reports that know such a thing."""

from collections.abc import Sequence

from translation_drift.findings import Suppressed
from translation_drift.reports.findings import FindingsReport
from translation_drift.reports.report import Report


def suppressed(report: Report) -> Sequence[Suppressed]:
    """The suppressed findings of a report, each with its reason."""
    return report.suppressed if isinstance(report, FindingsReport) else ()
