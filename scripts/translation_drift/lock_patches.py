"""The change of a lock that would accept what a contributor edited without this tool, as a patch for git.

Somebody who mends a typo of a translation in a web editor cannot run `i18n accept`. Offered is only what
needs no judgement: blocks that were accepted once, whose source still says the same, on pages that no lint
objects to. A new translation, or an edit of a block whose source has changed, is a claim that a person makes.
"""

from dataclasses import dataclass, replace
from difflib import unified_diff

from translation_drift.acceptance import Signature, accepted_lock
from translation_drift.bitext import load_bitext, load_page
from translation_drift.clone import folder_in_clone
from translation_drift.linting import lint_page
from translation_drift.lock import Lock, format_lock
from translation_drift.project import Project
from translation_drift.states import BlockState, block_state
from translation_drift.units import Samples


@dataclass(frozen=True)
class LockPatch:
    """What would accept the edited blocks of one page."""

    path: str
    """The translated page."""
    lines: frozenset[int]
    """The lines at which the edited blocks begin."""
    text: str
    """A unified diff of the lock, for `git apply`."""


def lock_patch(project: Project, language: str, page: str, signature: Signature) -> LockPatch | None:
    """The patch for a page, or None when there is nothing that it could accept."""
    samples = Samples(project.samples)
    source = load_page(project, project.source, page, samples)
    bitext = load_bitext(project, language, page, source, samples)
    edited = [pair for pair in bitext.pairs if block_state(pair) is BlockState.EDITED]
    if bitext.lock is None or not edited or lint_page(replace(bitext, claimed=tuple(edited))).findings:
        return None
    after = accepted_lock(bitext, source, edited, signature)
    lines = frozenset(pair.target.line for pair in edited if pair.target)
    return LockPatch(bitext.path, lines, _difference(project, page, bitext.lock, after))


def _difference(project: Project, page: str, before: Lock, after: Lock) -> str:
    path = folder_in_clone(project.root) + project.relative(project.lock_path(before.language, page))
    old, new = (format_lock(lock).splitlines(keepends=True) for lock in (before, after))
    body = unified_diff(old, new, f"a/{path}", f"b/{path}")
    return "".join([f"diff --git a/{path} b/{path}\n", *body])
