"""Decides which findings of `i18n check` fail it: in a branch's own pages, everywhere, or drift as well.

An author of the source is never failed for translations that fall behind, and a translator only for the
pages that the branch touches. What stays an error there: a defect that a lint finds, a translation that
nobody has accepted, and a lock that does not fit its page. An edit of an accepted block whose source still
says the same is a warning, since the patch of the lock that accepts it can be made without asking anybody;
an edit of a block whose source has changed, too, is still behind, as readers are told. Who translates a page
anew, or a part of it, answers for what is missing there; who mends a typo does not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from translation_drift.acceptance import Signature
from translation_drift.checking import LOCK_BEHIND
from translation_drift.clone import last_author
from translation_drift.findings import Finding, Severity
from translation_drift.lock_patches import LockPatch, lock_patch
from translation_drift.project import Project
from translation_drift.selection import Selection
from translation_drift.states import BlockState
from translation_drift.touched import Touched


@dataclass(frozen=True)
class Contributor:
    """Who edited, where that is known; otherwise the last author of each page in git is taken."""

    name: str
    date: str


def lock_patches(
    project: Project, selection: Selection, findings: Iterable[Finding], contributor: Contributor
) -> list[LockPatch]:
    """The patches of all locks that are behind only because somebody edited without accepting."""
    behind = {(finding.language, finding.path) for finding in findings if finding.code == LOCK_BEHIND}
    patches: list[LockPatch] = []
    for language in selection.translations(project):
        for page in project.pages(language) if behind else ():
            path = project.relative(project.page_path(language, page))
            if (language, path) in behind and (by := contributor.name or last_author(project.root, path)):
                patch = lock_patch(project, language, page, Signature(by, contributor.date))
                patches += [patch] if patch else []
    return patches


def touched_only(
    project: Project, findings: Iterable[Finding], touched: Touched, patches: Sequence[LockPatch]
) -> list[Finding]:
    """Errors of other pages, and edits that a patch accepts, warn; what advanced pages lack fails."""
    offered = {(patch.path, line) for patch in patches for line in patch.lines}
    incomplete = {
        (language, project.relative(project.page_path(project.source, page)))
        for language in project.translations
        for page in project.pages(project.source)
        if project.relative(project.page_path(language, page)) in touched.advanced
    }

    def judged(finding: Finding) -> Finding:
        if finding.code == BlockState.MISSING and (finding.language, finding.path) in incomplete:
            return replace(finding, severity=Severity.ERROR)
        patched = finding.code == LOCK_BEHIND and (finding.path, finding.line) in offered
        fails = finding.path in touched.paths and not patched
        return finding if fails else replace(finding, severity=Severity.WARNING)

    return list(map(judged, findings))


def everything(findings: Iterable[Finding]) -> list[Finding]:
    """Warnings as errors: nothing may be behind or missing."""
    return [replace(finding, severity=Severity.ERROR) for finding in findings]
