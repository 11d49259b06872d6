"""Says who translated and who reviewed what, as far as the locks have kept it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from translation_drift.errors import LockError
from translation_drift.lock import Lock, read_lock
from translation_drift.project import Project
from translation_drift.selection import Selection


@dataclass(frozen=True)
class PageCredits:
    """The people behind one page in one language, each with how many of its blocks."""

    page: str
    language: str
    blocks: int
    translators: Mapping[str, int]
    """Without the blocks of which a lock did not keep who translated them."""
    reviewers: Mapping[str, int]

    @property
    def translator_unknown(self) -> int:
        """Blocks that were reviewed when locks did not yet keep who had translated them."""
        return self.blocks - sum(self.translators.values())


def project_credits(project: Project, selection: Selection) -> list[PageCredits]:
    """The credits of all selected pages that have a lock, language by language."""
    return [
        _credits(page, language, _lock(project, language, page))
        for language in selection.translations(project)
        for page in selection.names(project.locks(language))
    ]


def totals(pages: Sequence[PageCredits]) -> dict[str, tuple[Counter[str], Counter[str]]]:
    """Of each language: the blocks of each translator, and of each reviewer."""
    found: dict[str, tuple[Counter[str], Counter[str]]] = {}
    for page in pages:
        translators, reviewers = found.setdefault(page.language, (Counter(), Counter()))
        translators.update(page.translators)
        reviewers.update(page.reviewers)
    return found


def _credits(page: str, language: str, lock: Lock) -> PageCredits:
    translators = Counter(entry.translated_by for entry in lock.entries if entry.translated_by)
    reviewers = Counter(entry.reviewed_by for entry in lock.entries if entry.reviewed_by)
    return PageCredits(page, language, len(lock.entries), translators, reviewers)


def _lock(project: Project, language: str, page: str) -> Lock:
    path = project.lock_path(language, page)
    try:
        lock = read_lock(path)
    except LockError as error:
        raise LockError(error.message, project.relative(path), error.line) from error
    assert lock
    return lock
