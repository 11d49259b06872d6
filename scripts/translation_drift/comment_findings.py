"""What `i18n check` says about the comments of samples: behind is a warning, broken is an error."""

from collections.abc import Iterator, Sequence

from translation_drift.errors import DriftError
from translation_drift.findings import Finding, Severity
from translation_drift.linting import LintReport, lint_comments
from translation_drift.project import Project
from translation_drift.sample_comments import (
    CommentStatus,
    changes_program,
    comments_path,
    sample_states,
    samples_of,
    translated_samples,
)
from translation_drift.selection import Selection
from translation_drift.states import BlockState

COMMENT_STALE = "comment-stale"
"""A comment of a sample says something else since it was translated. Say what it says now, and let the key be
its present words."""
COMMENT_MISSING = "comment-missing"
"""A comment of a sample that a translated page shows in the source language. Translate it in
`i18n/comments/<language>/<sample>.yml`."""
COMMENT_EXTRA = "comment-extra"
"""A translation of a comment that the sample no longer has. Remove it."""
COMMENT_BROKEN = "comment-broken"
"""Translations of comments that cannot be read, or that would make another program of the sample. Each is one
line, `comment: translation`, for people and not for tools."""
COMMENT_ORPHANED = "comment-orphaned"
"""Translations of the comments of a sample that no page in the language shows. Remove the file, or rename it
after its sample."""

_CODES = {
    BlockState.STALE: COMMENT_STALE,
    BlockState.MISSING: COMMENT_MISSING,
    BlockState.EXTRA: COMMENT_EXTRA,
}


def comment_findings(project: Project, selection: Selection) -> LintReport:
    """All findings about comments of the samples that the selected pages show, those of lints included."""
    report = LintReport()
    for language in selection.translations(project):
        shown = samples_of(project, selection, language)
        begun = {*translated_samples(project, language)}
        for sample in shown:
            report.findings += _of_sample(project, language, sample)
            if sample in begun:
                report.add(_lints(project, language, sample))
        if not selection.pages:
            report.findings += _orphans(project, language, sorted(begun.difference(shown)))
    return report


def _of_sample(project: Project, language: str, sample: str) -> list[Finding]:
    path = project.relative(comments_path(project, language, sample))
    try:
        found = [finding(project, status) for status in sample_states(project, language, sample)]
        if changes_program(project, language, sample):
            message = f"with these comments {sample} is another program; say each in one plain line"
            found.append(Finding(path, 1, COMMENT_BROKEN, message, language=language))
    except DriftError as error:
        where = project.relative(error.path) if error.path else path
        return [Finding(where, error.line or 1, COMMENT_BROKEN, error.message, language=language)]
    return found


def _lints(project: Project, language: str, sample: str) -> LintReport:
    try:
        return lint_comments(project, language, sample)
    except DriftError:
        return LintReport()  # told as broken already


def finding(project: Project, status: CommentStatus) -> Finding:
    """What is to be done about a comment, as a warning."""
    place = f"{project.relative(project.samples / status.sample)}:{status.source_line}"
    path = project.relative(comments_path(project, status.language, status.sample))
    message = {
        BlockState.STALE: f"{place} now says {status.text!r}; translate that and make it the key",
        BlockState.MISSING: f"{status.text!r} is not yet translated into {status.language}; say it in {path}",
        BlockState.EXTRA: f"the sample no longer says {status.text!r}; remove it",
    }[status.state]
    return Finding(
        status.path,
        status.line,
        _CODES[status.state],
        message,
        Severity.WARNING,
        status.language,
        status.text,
    )


def _orphans(project: Project, language: str, samples: Sequence[str]) -> Iterator[Finding]:
    for sample in samples:
        path = project.relative(comments_path(project, language, sample))
        message = f"no page in {language} shows {sample}; remove the file, or rename it after its sample"
        yield Finding(path, 1, COMMENT_ORPHANED, message, language=language)
