"""The gate for continuous integration: do the locks fit the files, and are the pages free of defects?

A block that is behind is a warning unless the project's gates say otherwise, and so is a page that nobody has
translated yet: a correction of the source page, or a new one, must not have to wait for four translators.
"""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime

from translation_drift.bitext import Bitext, load_bitext, load_page
from translation_drift.comment_findings import comment_findings
from translation_drift.errors import LockError
from translation_drift.finding_blocks import block_id, in_language
from translation_drift.findings import Finding, Severity
from translation_drift.gates import Gates, PageGate, read_gates
from translation_drift.linting import LintReport, lint_page, lint_project
from translation_drift.lock import format_lock
from translation_drift.pairing import Pair
from translation_drift.project import Project
from translation_drift.selection import Progress, Selection
from translation_drift.states import BlockState, block_state
from translation_drift.units import Samples

PAGE_MISSING = "page-missing"
"""A page that nobody has translated; readers get the source page and are told so. `i18n start` begins it."""
PAGE_ORPHANED = "page-orphaned"
"""A translation without a source page. Remove it, or rename it after its source with `i18n mv`."""
LOCK_MISSING = "lock-missing"
"""A translation that nobody has accepted. Look it over, then run `i18n accept`."""
LOCK_ORPHANED = "lock-orphaned"
"""A lock without a translated page. Remove the lock, restore the page, or begin it anew with `i18n start`."""
LOCK_BROKEN = "lock-broken"
"""A lock that the tool did not write: edited by hand, copied, or with marks of a merge. Restore it or accept
the page again."""
LOCK_BEHIND = "lock-behind"
"""A block of a translation that was changed or added since. Look it over, then run `i18n accept`."""


def check_project(
    project: Project, selection: Selection, progress: Progress | None = None, today: date | None = None
) -> LintReport:
    """All findings about locks and pages of a selection; ages count up to `today`, by default in UTC."""
    report = LintReport()
    gates, today = read_gates(project), today or datetime.now(UTC).date()
    if selection.includes_source(project):
        report.add(lint_project(project, Selection((project.source,), selection.pages)))
    names = selection.names(project.pages(project.source))
    for done, name in enumerate(names, start=1):
        report.add(_check_page(project, selection, name, gates, today))
        if progress:
            progress(done, len(names))
    for language in selection.translations(project):
        report.findings += in_language(language, _orphans(project, selection, language))
    report.add(comment_findings(project, selection))
    report.findings.sort()
    return report


def _check_page(project: Project, selection: Selection, name: str, gates: Gates, today: date) -> LintReport:
    report = LintReport()
    samples = Samples(project.samples)
    source = load_page(project, project.source, name, samples)
    gate = PageGate(project, name, samples, gates, today)
    for language in selection.translations(project):
        path = project.relative(project.page_path(language, name))
        if not os.path.lexists(project.page_path(language, name)):
            message = f"no translation of {project.relative(source.page.path)}; translate the page"
            report.findings.append(Finding(path, 1, PAGE_MISSING, message, Severity.WARNING, language))
            continue
        try:
            bitext = load_bitext(project, language, name, source, samples)
        except LockError as error:
            finding = Finding(str(error.path), error.line or 1, LOCK_BROKEN, error.message, language=language)
            report.findings.append(finding)
            continue
        report.add(lint_page(bitext))
        report.findings += in_language(language, _lock_findings(bitext, name, gate))
    return report


def _lock_findings(bitext: Bitext, name: str, gate: PageGate) -> Iterator[Finding]:
    lock_path = bitext.project.lock_path(bitext.language, name)
    shown = bitext.project.relative(lock_path)
    if bitext.lock is None:
        message = f"nobody has accepted {bitext.path}; run `i18n accept {name} --lang {bitext.language}`"
        yield Finding(shown, 1, LOCK_MISSING, message)
        return
    expected = (bitext.project.relative(bitext.source.path), bitext.language)
    if (bitext.lock.source, bitext.lock.language) != expected:
        yield Finding(
            shown, 1, LOCK_BROKEN, f"this is the lock of {bitext.lock.source} in {bitext.lock.language}"
        )
    elif format_lock(bitext.lock).encode() != lock_path.read_bytes().replace(b"\r\n", b"\n"):
        yield Finding(
            shown, 1, LOCK_BROKEN, "not written as the tool writes it; run `i18n accept` on the page"
        )
    for pair in bitext.pairs:
        yield from _block_findings(bitext, name, pair, gate)


def _block_findings(bitext: Bitext, name: str, pair: Pair, gate: PageGate) -> Iterator[Finding]:
    state = block_state(pair)
    unit = pair.target or pair.source
    if unit is None or state.settled:
        return
    path = bitext.path if pair.target else bitext.project.relative(bitext.source.path)
    accept = f"run `i18n accept {name} --lang {bitext.language}`"
    if state in (BlockState.EDITED, BlockState.UNACCEPTED):
        what = "was changed since it was accepted" if state is BlockState.EDITED else "was never accepted"
        message = f"the translation of this block {what}; {accept}"
        yield Finding(path, unit.line, LOCK_BEHIND, message, block=block_id(pair))
    elif pair not in (*bitext.lost, *bitext.surplus, *bitext.displaced):
        severity, drift = gate.judge(pair) if state is BlockState.STALE else (Severity.WARNING, "")
        message = _DRIFT[state].format(language=bitext.language, drift=drift)
        yield Finding(path, unit.line, state.value, message, severity, block=block_id(pair))


_DRIFT = {
    BlockState.STALE: "the source has changed since this was translated ({drift}); see `i18n diff`",
    BlockState.MISSING: "not yet translated into {language}",
    BlockState.EXTRA: "the source no longer has this block; remove it",
    BlockState.MOVED: "the source has this block in another place; move it",
    BlockState.UNTRANSLATED: "repeats the source instead of translating it",
}


def _orphans(project: Project, selection: Selection, language: str) -> Iterator[Finding]:
    sources = set(project.pages(project.source))
    for name in selection.names(project.pages(language)):
        if name not in sources:
            path = project.relative(project.page_path(language, name))
            yield Finding(
                path, 1, PAGE_ORPHANED, f"there is no {project.source} page of this name; remove it"
            )
    for name in selection.names(project.locks(language)):
        if name not in project.pages(language):
            path = project.relative(project.lock_path(language, name))
            yield Finding(path, 1, LOCK_ORPHANED, "there is no such page; remove the lock")
