"""Findings as annotations of GitHub Actions, by its workflow commands `::error` and the like."""

from collections.abc import Iterator

from translation_drift.findings import Finding
from translation_drift.reports.findings import PATCH_ADVICE, FindingsReport
from translation_drift.reports.report import Report


def annotations(report: Report) -> Iterator[str]:
    """One line a finding; what was suppressed, what is uncertain and the totals are notices."""
    for finding in report.annotations():
        yield _annotation(str(finding.severity), finding, finding.code, finding.message)
    if isinstance(report, FindingsReport):
        yield from _notices(report)


def _notices(report: FindingsReport) -> Iterator[str]:
    for each in report.suppressed:
        message = f"{each.finding.message} (ignored: {each.reason})"
        yield _annotation("notice", each.finding, f"suppressed {each.finding.code}", message)
    for note in report.notes:
        yield f"::notice title=i18n::{_escaped(note)}"
    if report.lock_patch:
        patch = f"{PATCH_ADVICE}\n{report.lock_patch}"
        yield f"::notice title=lock patch::{_escaped(patch)}"
    yield f"::notice title=i18n::{_escaped(report.totals())}"


def _annotation(command: str, finding: Finding, title: str, message: str) -> str:
    place = f"file={_property(finding.path)},line={finding.line},title={_property(title)}"
    return f"::{command} {place}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
