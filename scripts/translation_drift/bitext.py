"""A translated page beside its source, unit by unit: what states, lints and acceptance all look at."""

from dataclasses import dataclass
from functools import cached_property

from markdown_pages import MarkdownPagesError, Page, parse_page, read_page_as

from translation_drift.alignment import in_order
from translation_drift.errors import DriftError
from translation_drift.lock import Lock, read_lock
from translation_drift.page_files import check_blocks, check_page_file
from translation_drift.pairing import Pair, pair_units
from translation_drift.project import Project
from translation_drift.units import Samples, Unit, units_of


@dataclass(frozen=True)
class PageUnits:
    """A page with its translation units."""

    page: Page
    units: tuple[Unit, ...]


def load_page(project: Project, language: str, name: str, samples: Samples) -> PageUnits:
    """Reads one page; a page that cannot be read is told by path and line."""
    path = project.page_path(language, name)
    check_page_file(project, path)
    try:
        page = read_page_as(path, language, name)
    except MarkdownPagesError as error:
        raise DriftError(error.message, project.relative(path), error.line) from error
    check_blocks(page, project.relative(path))
    return PageUnits(page, tuple(units_of(page, samples)))


def page_from_text(project: Project, language: str, name: str, text: str, samples: Samples) -> PageUnits:
    """A text as the page that it would be: to look at a page before it is written."""
    path = project.page_path(language, name)
    try:
        page = parse_page(text, path, language, name)
    except MarkdownPagesError as error:
        raise DriftError(error.message, project.relative(path), error.line) from error
    check_blocks(page, project.relative(path))
    return PageUnits(page, tuple(units_of(page, samples)))


@dataclass(frozen=True)
class Bitext:
    """A source page and its translation, paired block by block."""

    project: Project
    language: str
    source: Page
    target: Page
    pairs: tuple[Pair, ...]
    lock: Lock | None = None
    claimed: tuple[Pair, ...] = ()
    """Pairs that somebody says are current although the lock says otherwise: those about to be accepted."""

    @property
    def path(self) -> str:
        """The translated page as messages show it."""
        return self.project.relative(self.target.path)

    @property
    def is_source(self) -> bool:
        """Whether this is the source page itself, which has no translation beside it."""
        return self.source is self.target

    @cached_property
    def comparable(self) -> tuple[tuple[Unit, Unit], ...]:
        """Source and translation of each block whose source has not changed since.

        A block that is known to be behind is drift and told as such; it is no fault of the translator.
        """
        return tuple(
            (pair.source, pair.target)
            for pair in self.pairs
            if pair.source
            if pair.target
            if self._is_claimed(pair) or not _behind(pair)
        )

    def is_vouched_for(self, target: Unit) -> bool:
        """Whether somebody has accepted a block as it is: then a mere suspicion has nothing to add."""
        return id(target) in self._vouched_for

    @cached_property
    def _vouched_for(self) -> frozenset[int]:
        return frozenset(
            id(pair.target)
            for pair in self.pairs
            if pair.target and pair.entry and pair.entry.target == pair.target.hash
            if not self._is_claimed(pair)
        )

    def _is_claimed(self, pair: Pair) -> bool:
        return any(pair is claimed for claimed in self.claimed)

    @cached_property
    def lost(self) -> tuple[Pair, ...]:
        """Blocks of the source that the translation must have had, and does not have."""
        return tuple(pair for pair in self.pairs if pair.target is None and (self.lock is None or pair.entry))

    @cached_property
    def surplus(self) -> tuple[Pair, ...]:
        """Blocks of the translation that no block of the source has ever stood behind."""
        return tuple(pair for pair in self.pairs if pair.source is None and pair.entry is None)

    @cached_property
    def displaced(self) -> tuple[Pair, ...]:
        """Blocks that the translation has in another place, although the source has not moved them."""
        if not any(pair.moved for pair in self.pairs):
            return ()
        places = {entry.block: place for place, entry in enumerate(self.lock.entries if self.lock else ())}
        entries = [places.get(pair.entry.block) if pair.entry else None for pair in self.pairs]
        still = dict(in_order([(index, place) for index, place in enumerate(entries) if place is not None]))
        return tuple(
            pair
            for index, pair in enumerate(self.pairs)
            if pair.moved and (index in still or entries[index] is None)
        )


def _behind(pair: Pair) -> bool:
    return pair.entry is not None and pair.source is not None and pair.entry.source != pair.source.hash


def load_bitext(project: Project, language: str, name: str, source: PageUnits, samples: Samples) -> Bitext:
    """Reads a translated page and pairs it with its source."""
    target = load_page(project, language, name, samples)
    lock = load_lock(project, language, name)
    return paired(project, source, target, lock)


def paired(project: Project, source: PageUnits, target: PageUnits, lock: Lock | None) -> Bitext:
    """Two pages that have been read, paired."""
    pairs = tuple(pair_units(source.units, target.units, lock))
    return Bitext(project, target.page.language, source.page, target.page, pairs, lock)


def source_bitext(project: Project, source: PageUnits) -> Bitext:
    """The source page alone, for the lints that need no translation."""
    pairs = tuple(Pair(None, unit) for unit in source.units)
    return Bitext(project, project.source, source.page, source.page, pairs)


def load_lock(project: Project, language: str, name: str) -> Lock | None:
    """The lock of a page, if it has one; one that cannot be read is told by path and line."""
    path = project.lock_path(language, name)
    try:
        return read_lock(path)
    except DriftError as error:
        raise type(error)(error.message, project.relative(path), error.line) from error
