"""What is known of a translated page, in figures: words that still hold, who translated and who reviewed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property

from translation_drift.lock import Review
from translation_drift.project import Project
from translation_drift.states import BlockState, BlockStatus, PageState, PageStatus

_ADDRESS = re.compile(r"\s*<[^>]*>")
_HOLDS = (BlockState.FRESH, BlockState.COSMETIC, BlockState.MOVED)
_LACKING = (BlockState.MISSING, BlockState.UNTRANSLATED)


@dataclass(frozen=True)
class Words:
    """How many words of the English page are in which state in one language."""

    all: int = 0
    fresh: int = 0
    """The translation says what English says."""
    behind: int = 0
    """English has changed since."""
    missing: int = 0
    """There is no translation."""
    unchecked: int = 0
    """There is a translation, and nobody has compared this state of it with English."""
    reviewed: int = 0
    """Those of the fresh words that were reviewed."""

    def __add__(self, other: "Words") -> "Words":
        return Words(*(getattr(self, it.name) + getattr(other, it.name) for it in fields(self)))

    def share(self, part: int) -> float:
        """Return a part of all words, from 0 to 1; a page without words has all of them."""
        return part / self.all if self.all else 1.0


@dataclass(frozen=True)
class PageRecord:
    """What readers are told about one page in one language."""

    page: str
    language: str
    words: Words
    translators: tuple[str, ...] = ()
    """Who translated blocks, as far as the locks have kept it, each once, those of most blocks first."""
    reviewers: tuple[str, ...] = ()
    draft: bool = False
    """Whether a part of it is a draft."""
    date: str = ""
    """Last day on which somebody compared a part of it with English; empty when nobody ever did."""


def page_record(status: PageStatus) -> PageRecord:
    """Return the record of a page; a page that is not translated lacks all words."""
    if status.state is PageState.MISSING:
        return PageRecord(status.page, status.language, Words(all=status.words, missing=status.words))
    blocks = status.unpacked()
    accepted = [block for block in blocks if block.date]
    return PageRecord(
        page=status.page,
        language=status.language,
        words=Words(*map(sum, zip(*map(_block_words, blocks), strict=True))),
        translators=_names(block.translator for block in accepted if block.translator),
        reviewers=_names(block.by for block in accepted if block.review == Review.REVIEWED),
        draft=any(block.review == Review.DRAFT for block in accepted),
        date=max((block.date for block in accepted), default=""),
    )


def _block_words(block: BlockStatus) -> tuple[int, ...]:
    """Return a block's part of each of the figures of `Words`; there are thousands of blocks."""
    count = block.words
    fresh = count * (block.state in _HOLDS)
    behind = count * (block.state is BlockState.STALE)
    missing = count * (block.state in _LACKING)
    unchecked = count * (block.state in (BlockState.UNACCEPTED, BlockState.EDITED))
    return count, fresh, behind, missing, unchecked, fresh * (block.review == Review.REVIEWED)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    """The people behind blocks; an e-mail address is nothing for readers."""
    counts = Counter(_ADDRESS.sub("", name).strip() for name in names)
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


class TranslationRecords:
    """The records of all translations of a project, each made when somebody asks for it."""

    def __init__(self, project: Project, states: Mapping[tuple[str, str], PageStatus]) -> None:
        self.project = project
        self.states = states
        self._records: dict[tuple[str, str], PageRecord] = {}
        self._sources: dict[str, list[str]] = {}

    def of(self, page: str, language: str) -> PageRecord:
        """Return the record of a page."""
        key = page, language
        if key not in self._records:
            self._records[key] = page_record(self.states[key])
        return self._records[key]

    def source(self, page: str) -> list[str]:
        """Return the lines of a page in the source language."""
        if page not in self._sources:
            path = self.project.page_path(self.project.source, page)
            self._sources[page] = path.read_text(encoding="utf-8").splitlines()
        return self._sources[page]

    @cached_property
    def pages(self) -> list[str]:
        """The names of the source's pages."""
        return self.project.pages(self.project.source)

    def in_language(self, language: str) -> list[PageRecord]:
        """Return the records of all pages of the source in a language."""
        return [self.of(page, language) for page in self.pages]

    def people(self) -> dict[str, dict[str, tuple[int, int]]]:
        """Return who translated and who reviewed how many pages of each language, by name."""
        found: dict[str, dict[str, tuple[int, int]]] = {}
        for name, language, translated, reviewed in self._signatures():
            of_name = found.setdefault(name, {})
            before = of_name.get(language, (0, 0))
            of_name[language] = before[0] + translated, before[1] + reviewed
        return dict(sorted(found.items(), key=lambda item: item[0].casefold()))

    def _signatures(self) -> Iterator[tuple[str, str, int, int]]:
        for language in self.project.translations:
            for record in self.in_language(language):
                yield from ((name, language, 1, 0) for name in record.translators)
                yield from ((name, language, 0, 1) for name in record.reviewers)
