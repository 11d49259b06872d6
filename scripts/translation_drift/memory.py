"""Remembers how each block of the source has been said in a language, wherever it stands now.

Nothing is stored: the locks tell against which source text each translated block was accepted, so that the
translation of a block is found after the block moved to another page, or its page was renamed, split or
merged. Only translations that stand as they were accepted are remembered. Behind them come the texts of
files that translators brought along, which nobody here has accepted.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from translation_drift.bitext import PageUnits, load_lock, load_page
from translation_drift.lock import Lock, Review
from translation_drift.memory_files import FileText, read_memory_files, words_of
from translation_drift.project import Project
from translation_drift.units import Samples, Unit

EXACT = 100
ALIKE = 75
"""Percentage from which a translation of another text is worth looking at."""
_NEAREST = 3
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class Remembered:
    """One accepted translation, and the source text that it stands for."""

    page: str
    """Empty of a translation in a file of memory."""
    path: str
    unit: Unit
    """The translation."""
    source_hash: str
    source_text: str | None
    """None when the source has this text on no page any more."""
    review: Review

    @property
    def place(self) -> str:
        """Where the translation stands, as messages show it."""
        return f"{self.path}:{self.unit.line}"


@dataclass(frozen=True)
class Suggestion:
    """A translation that may be of use for a block."""

    percent: int
    """How alike the source texts are, in words; 100 is the same text."""
    remembered: Remembered


class Memory:
    """The accepted translations of all pages of one language, and the texts of files of memory."""

    def __init__(self, remembered: Iterable[Remembered], brought: Iterable[FileText] = ()) -> None:
        self._brought: dict[str, list[FileText]] = defaultdict(list)
        for text in brought:
            self._brought[text.source].append(text)
        self._all = sorted(remembered, key=lambda each: each.review is not Review.REVIEWED)
        self._exact: dict[str, list[Remembered]] = defaultdict(list)
        for each in self._all:
            self._exact[each.source_hash].append(each)

    def exact(self, source: Unit) -> Remembered | None:
        """The translation of just this text, one that was reviewed before others."""
        return next(iter(self._exact.get(source.hash, ())), None) or next(self._from_files(source), None)

    def _from_files(self, source: Unit) -> Iterator[Remembered]:
        for text in self._brought.get(words_of(source), ()) if self._brought else ():
            if unit := text.in_place_of(source):
                yield _brought_along(text, unit, source.hash)

    def nearest(self, source: Unit) -> list[Suggestion]:
        """The most useful translations, the best first: of the same text, or of one that is alike."""
        if source.kind == "code":
            return []
        same = self.exact(source)
        found = [Suggestion(EXACT, same)] if same else []
        alike = sorted(self._alike(source), key=lambda suggestion: -suggestion.percent)
        seen = {each.remembered.unit.normal for each in found}
        for suggestion in alike:
            if suggestion.remembered.unit.normal not in seen:
                seen.add(suggestion.remembered.unit.normal)
                found.append(suggestion)
        return found[:_NEAREST]

    @cached_property
    def _texts(self) -> list[tuple[Counter[str], Remembered]]:
        brought = (
            _brought_along(text, text.translation) for texts in self._brought.values() for text in texts
        )
        return [(_words(each.source_text), each) for each in (*self._all, *brought) if each.source_text]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The texts that a word stands in."""
        places: dict[str, list[int]] = defaultdict(list)
        for place, (words, _) in enumerate(self._texts):
            for word in words:
                places[word].append(place)
        return places

    def _alike(self, source: Unit) -> Iterator[Suggestion]:
        wanted = _words(source.normal)
        for place in self._candidates(wanted):
            words, remembered = self._texts[place]
            if _share(wanted, words) >= ALIKE and remembered.source_hash != source.hash:
                percent = likeness(source.normal, remembered.source_text or "")
                if percent >= ALIKE:
                    yield Suggestion(percent, remembered)

    def _candidates(self, wanted: Counter[str]) -> set[int]:
        """Texts that share a rare word; one that lacks so many of the words cannot be alike."""
        rarest = sorted(wanted.elements(), key=lambda word: len(self._places.get(word, ())))
        needed = len(rarest) - _fewest_shared(len(rarest)) + 1
        return {place for word in set(rarest[:needed]) for place in self._places.get(word, ())}


def load_memory(project: Project, language: str) -> Memory:
    """Reads all pages and locks of a language, and the files of memory."""
    samples = Samples(project.samples)
    texts = {
        unit.hash: unit.normal
        for page in project.pages(project.source)
        for unit in load_page(project, project.source, page, samples).units
    }
    found: list[Remembered] = []
    for page in project.pages(language):
        lock = load_lock(project, language, page)
        if lock is not None:
            found += _accepted(project, load_page(project, language, page, samples), lock, texts)
    return Memory(found, read_memory_files(project, language))


def likeness(left: str, right: str) -> int:
    """How many of the words of two texts are the same in the same order, in percent."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, _WORD.findall(left), _WORD.findall(right), autojunk=False)
    return int(100 * matcher.ratio())


def _accepted(
    project: Project, translated: PageUnits, lock: Lock, texts: dict[str, str]
) -> Iterator[Remembered]:
    by_hash = {unit.hash: unit for unit in reversed(translated.units)}
    path = project.relative(translated.page.path)
    for entry in lock.entries:
        unit = by_hash.get(entry.target)
        if unit is not None and unit.kind != "code" and entry.target != entry.source:
            name = translated.page.name
            yield Remembered(name, path, unit, entry.source, texts.get(entry.source), entry.review)


def _brought_along(text: FileText, unit: Unit, source_hash: str = "") -> Remembered:
    return Remembered("", text.path, unit, source_hash, text.source, Review.DRAFT)


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))


def _share(left: Counter[str], right: Counter[str]) -> float:
    """The likeness of two texts if their words stood in the same order."""
    return 200 * (left & right).total() / max(left.total() + right.total(), 1)


def _fewest_shared(words: int) -> int:
    """How many of its words a text shares at least with one that is alike."""
    return -(-words * ALIKE // (200 - ALIKE))
