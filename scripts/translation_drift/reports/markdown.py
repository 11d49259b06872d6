"""Findings as the summary of a pull request: a table by language, then everything else folded away.

GitHub refuses a comment of more than 65,536 characters by its own words ("Body is too long (maximum is 65536
characters)"), of more than 262,144 bytes as measured (objectstack-ai/objectstack#18826, 2026-09), so findings
that no longer fit are counted instead. Where GitHub Actions runs this, its variables
(docs.github.com, "Default environment variables") make each place a link.
"""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from translation_drift.findings import Finding, Severity, Suppressed
from translation_drift.reports.findings import PATCH_ADVICE, FindingsReport
from translation_drift.reports.report import Report
from translation_drift.reports.suppressed import suppressed

MOST = 60_000
"""Characters of a summary: below both limits, with room for what a workflow writes around it."""
_FOR_PATCH = 20_000
_NOBODY = "(none)"


def markdown_summary(report: Report) -> str:
    """A report in GitHub's Markdown, short enough for a comment."""
    findings = sorted(report.annotations())
    ignored = suppressed(report)
    errors = [_item(each) for each in findings if each.severity is Severity.ERROR]
    warnings = [_item(each) for each in findings if each.severity is Severity.WARNING]
    reasons = [f"{_item(each.finding)} — ignored: {_plain(each.reason)}" for each in ignored]
    text = "\n".join([_headline(report, errors, warnings), "", *_table(findings, ignored), ""])
    text += "".join(f"> {_plain(note)}\n\n" for note in _notes(report)) + _patch(report)
    for title, items, opened in (
        ("errors", errors, True),
        ("warnings", warnings, False),
        ("suppressed", reasons, False),
    ):
        text += _details(title, items, MOST - len(text), opened=opened)
    return text


def _headline(report: Report, errors: Sequence[str], warnings: Sequence[str]) -> str:
    if isinstance(report, FindingsReport):
        return f"### Translations: {report.totals()}"
    return f"### Translations ({report.name}): {len(errors)} errors, {len(warnings)} warnings"


def _table(findings: Iterable[Finding], ignored: Iterable[Suppressed]) -> list[str]:
    counts = Counter((each.language, each.severity.value) for each in findings)
    counts.update((each.finding.language, "suppressed") for each in ignored)
    languages = sorted({language for language, _ in counts})
    if not languages:
        return ["Nothing to do."]
    columns = (Severity.ERROR.value, Severity.WARNING.value, "suppressed")
    return [
        "| language | errors | warnings | suppressed |",
        "|---|--:|--:|--:|",
        *(
            f"| {language or _NOBODY} | {' | '.join(str(counts[language, column]) for column in columns)} |"
            for language in languages
        ),
    ]


def _notes(report: Report) -> Sequence[str]:
    return report.notes if isinstance(report, FindingsReport) else ()


def _patch(report: Report) -> str:
    patch = report.lock_patch if isinstance(report, FindingsReport) else ""
    if not patch:
        return ""
    if len(patch) > _FOR_PATCH:
        return (
            "> The patch of the locks is too long to be shown; `i18n check --lock-patch FILE` writes it.\n\n"
        )
    fence = "````"
    return _folded(PATCH_ADVICE, f"{fence}diff\n{patch}{fence}\n", opened=False)


def _details(title: str, items: Sequence[str], room: int, *, opened: bool) -> str:
    """A folded list of as many items as there is room for, and the number of the others."""
    if not items:
        return ""
    left = room - 200
    shown: list[str] = []
    for item in items:
        left -= len(item) + 1
        if left < 0:
            break
        shown.append(item)
    rest = len(items) - len(shown)
    more = [f"\n… and {rest} more; `i18n check` shows all."] if rest else []
    return _folded(f"{len(items)} {title}", "\n".join([*shown, *more]) + "\n", opened=opened)


def _folded(title: str, body: str, *, opened: bool) -> str:
    return f"<details{' open' if opened else ''}><summary>{title}</summary>\n\n{body}\n</details>\n\n"


def _item(finding: Finding) -> str:
    return f"- {_place(finding)} **{finding.code}**: {_plain(finding.message)}"


def _place(finding: Finding) -> str:
    shown = f"`{finding.path}:{finding.line}`"
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA")
    server, repository, commit = (os.environ.get(name, "") for name in names)
    if not (server and repository and commit):
        return shown
    # `plain=1` shows the lines of a Markdown file instead of the rendered page, so that #L has a target.
    return f"[{shown}]({server}/{repository}/blob/{commit}/{quote(finding.path)}?plain=1#L{finding.line})"


def _plain(text: str) -> str:
    """Text that cannot open a tag, a mention or a list of its own."""
    return text.replace("\n", " ").replace("&", "&amp;").replace("<", "&lt;").replace("@", "@\u200b")
