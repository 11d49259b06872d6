"""Says since when a block of a translation has been behind.

Only history knows it: the day of the commit that first left the source with other words than were accepted.
Where git does not reach back so far, the block may have been behind ever since it was accepted.
"""

from collections.abc import Iterator
from datetime import date

from translation_drift.errors import ConfigurationError
from translation_drift.pairing import Pair
from translation_drift.project import Project
from translation_drift.revisions import history, units_of_text
from translation_drift.units import Samples


class SourceAges:
    """Looks up, for the blocks of one source page, when each text of them was last the page's own."""

    def __init__(self, project: Project, page: str, samples: Samples) -> None:
        self._texts = _texts(project, page, samples)
        self._read: list[tuple[date, frozenset[str]]] = []

    def stale_since(self, pair: Pair, today: date) -> date | None:
        """The first day on which the source said something else than was accepted; None when it does not.

        A change that is not committed is of today. A sample that a block embeds is read as it is today, so
        that a block of which only the sample changed counts from the day on which it was accepted.
        """
        if pair.entry is None or pair.source is None or pair.entry.source == pair.source.hash:
            return None
        accepted = date.fromisoformat(pair.entry.date)
        first = today
        for day, hashes in self._all():
            if pair.entry.source in hashes:
                return first
            if day < accepted:
                break
            first = day
        return accepted

    def _all(self) -> Iterator[tuple[date, frozenset[str]]]:
        yield from self._read
        for each in self._texts:
            self._read.append(each)
            yield each


def _texts(project: Project, page: str, samples: Samples) -> Iterator[tuple[date, frozenset[str]]]:
    """The page as each commit left it, newest first: its day and the hashes of its blocks."""
    path = project.page_path(project.source, page)
    try:
        for day, text in history(project, page):
            yield (
                date.fromisoformat(day),
                frozenset(unit.hash for unit in units_of_text(path, text, samples)),
            )
    except ConfigurationError:  # no git: as without any history
        return
