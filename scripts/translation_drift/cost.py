"""Says what an edit of the source costs: the words that translators have to write, in all languages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from translation_drift.bitext import PageUnits, load_bitext, load_page
from translation_drift.project import Project
from translation_drift.revisions import source_changes, text_at, units_of_text
from translation_drift.selection import Progress
from translation_drift.severity import DriftSeverity, severity
from translation_drift.states import BlockState, block_state
from translation_drift.units import Samples, Unit

NEW = "new"
"""A block, or a page, that has no translation yet."""
PAGE = "page"
"""Kind of an item that is a whole page."""


@dataclass(frozen=True)
class CostItem:
    """One block of the source that translations have to follow, or a page that they have to begin."""

    path: str
    """The source page, relative to the project."""
    line: int
    kind: str
    change: str
    """NEW, or how much it changed: a `DriftSeverity`."""
    words: int
    """Words in one language; of links that are repaired mechanically none."""
    languages: tuple[str, ...]

    @property
    def total(self) -> int:
        """Words in all languages together."""
        return self.words * len(self.languages)


def cost_against_locks(
    project: Project, languages: Sequence[str], pages: Sequence[str], progress: Progress
) -> list[CostItem]:
    """What the source pages, as they are now, cost more than what was accepted."""
    items: list[CostItem] = []
    samples = Samples(project.samples)
    for done, page in enumerate(pages, start=1):
        source = load_page(project, project.source, page, samples)
        items += _page_items(project, languages, page, source, samples)
        progress(done, len(pages))
    return items


def cost_since(
    project: Project, languages: Sequence[str], pages: Sequence[str], revision: str, progress: Progress
) -> list[CostItem]:
    """What the source pages, as they are now, cost more than at a revision of git."""
    items: list[CostItem] = []
    samples = Samples(project.samples)
    for done, page in enumerate(pages, start=1):
        source = load_page(project, project.source, page, samples)
        path = project.relative(source.page.path)
        before = text_at(project, revision, page)
        if before is None:
            items.append(_whole_page(path, source, languages))
        else:
            items += (
                _item(path, change.new, severity(change.pair) or NEW, languages)
                for change in source_changes(units_of_text(source.page.path, before, samples), source.units)
            )
        progress(done, len(pages))
    return items


def _page_items(
    project: Project, languages: Sequence[str], page: str, source: PageUnits, samples: Samples
) -> Iterator[CostItem]:
    path = project.relative(source.page.path)
    missing = [language for language in languages if not project.page_path(language, page).is_file()]
    if missing:
        yield _whole_page(path, source, missing)
    changes: dict[int, dict[str, str]] = {}
    for language in languages:
        if language not in missing:
            bitext = load_bitext(project, language, page, source, samples)
            for pair in bitext.pairs:
                if pair.source and block_state(pair) in (BlockState.STALE, BlockState.MISSING):
                    changes.setdefault(pair.source.line, {})[language] = severity(pair) or NEW
    for unit in source.units:
        if behind := changes.get(unit.line):
            yield _item(path, unit, _most_urgent(behind.values()), tuple(behind))


def _whole_page(path: str, source: PageUnits, languages: Sequence[str]) -> CostItem:
    return CostItem(path, 1, PAGE, NEW, sum(unit.words for unit in source.units), tuple(languages))


def _item(path: str, unit: Unit, change: str, languages: Sequence[str]) -> CostItem:
    words = 0 if change == DriftSeverity.RELINK else unit.words
    return CostItem(path, unit.line, unit.kind, change, words, tuple(languages))


def _most_urgent(changes: Iterable[str]) -> str:
    order = [NEW, *DriftSeverity]
    return min(changes, key=order.index)
