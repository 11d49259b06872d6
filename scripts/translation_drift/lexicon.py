"""Which words of a translation go with which words of the source, counted over the blocks of many pages.

Nobody writes it: words that again and again stand in the same blocks answer each other. A word says how much
more likely a block is the translation of its source, rather than of any other text, when one of its answers
is there, and how much less when none is. All weights are natural logarithms of that ratio.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import NamedTuple

Words = frozenset[str]


@dataclass(frozen=True)
class Example:
    """A block and its translation."""

    page: str
    source: Words
    target: Words


class Answers(NamedTuple):
    """What usually stands on the other side when a word is there."""

    words: Words
    present: float
    """Weight of a block that has one of them."""
    absent: float
    """Weight of a block that has none."""


_SELDOM = 4
"""Blocks with a word below which nothing is concluded from it."""
_TOGETHER = 2
"""Blocks that two words share at least."""
_NO_CHANCE = 8.0
"""Log-likelihood ratio from which two words are together by no chance (one time in 200)."""
_CANDIDATES, _ANSWERS = 10, 4
_PRIOR = 1.0
"""Added to the blocks with an answer and to those without, so that few blocks prove little."""
_MOST = 2.0
"""Weight of a present answer at most, and of a word that stands as it is on both sides."""


class Lexicon:
    """What the blocks of a project's pages teach, in both directions."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.pages = _places({example.page} for example in examples)
        self._sides = _Side([each.source for each in examples]), _Side([each.target for each in examples])
        self.everything = (1 << len(examples)) - 1

    def elsewhere(self, page: str) -> tuple["Direction", "Direction"]:
        """What all pages but one teach: from the source to the translation, and back."""
        source, target = self._sides
        there = self.everything & ~self.pages.get(page, 0)
        return Direction(source, target, there), Direction(target, source, there)


class Direction:
    """What a set of blocks teaches about the words of one side."""

    def __init__(self, own: "_Side", other: "_Side", there: int) -> None:
        self._own, self._other, self._there = own, other, there
        self._known: dict[str, Answers | None] = {}

    def weight(self, words: Words, answers: Words, around: Words = frozenset()) -> float:
        """How much the words of one text speak for the other text.

        An answer that stands around the other text is no evidence: a translation names what the source calls
        `it`.
        """
        return sum(self._of(word, answers, around) for word in sorted(words))

    def _of(self, word: str, answers: Words, around: Words) -> float:
        if word in answers:
            return _MOST
        if word not in self._known:
            self._known[word] = self._answers(word)
        known = self._known[word]
        if known is None or (not known.words & answers and known.words & around):
            return 0.0
        return known.present if known.words & answers else known.absent

    def _answers(self, word: str) -> Answers | None:
        own = self._own.places.get(word, 0) & self._there
        if own.bit_count() < _SELDOM:
            return None
        fitting = {each: self._association(own, each) for each in self._own.candidates(word, self._other)}
        words = [each for each in nlargest(_ANSWERS, fitting, fitting.__getitem__) if fitting[each] > 0]
        answered = 0
        for each in words:
            answered |= self._other.places[each] & self._there
        usual = ((answered & own).bit_count() + _PRIOR) / (own.bit_count() + 2 * _PRIOR)
        rest = self._there & ~own
        by_chance = ((answered & rest).bit_count() + 0.5) / (rest.bit_count() + 1)
        if not words or usual <= by_chance:
            return None
        present = min(math.log(usual / by_chance), _MOST)
        return Answers(frozenset(words), present, math.log((1 - usual) / (1 - by_chance)))

    def _association(self, own: int, word: str) -> float:
        other = self._other.places[word] & self._there
        found = association(
            (own & other).bit_count(), own.bit_count(), other.bit_count(), self._there.bit_count()
        )
        return found if found > _NO_CHANCE else 0.0


class _Side:
    """The words of one language by the blocks that have them, as one bit a block."""

    def __init__(self, texts: Sequence[Words]) -> None:
        self._texts = texts
        self.places = _places(texts)
        self._candidates: dict[str, list[str]] = {}

    def candidates(self, word: str, other: "_Side") -> list[str]:
        """The words of the other side that may answer a word."""
        if word not in self._candidates:
            own = self.places[word]
            together: Counter[str] = Counter()
            for place in _bits(own):
                together.update(other._texts[place])
            fitting = {
                each: association(count, own.bit_count(), other.places[each].bit_count(), len(self._texts))
                for each, count in together.items()
                if count >= _TOGETHER
            }
            best = nlargest(_CANDIDATES, sorted(fitting), fitting.__getitem__)
            self._candidates[word] = [each for each in best if fitting[each] > 0]
        return self._candidates[word]


def association(both: int, left: int, right: int, blocks: int) -> float:
    """Dunning's log-likelihood ratio of two words that stand in the same blocks more often than by chance."""
    if both < _TOGETHER or both * blocks <= left * right:
        return 0.0
    only_left, only_right = left - both, right - both
    table = (
        (both, left * right),
        (only_left, left * (blocks - right)),
        (only_right, (blocks - left) * right),
        (blocks - left - only_right, (blocks - left) * (blocks - right)),
    )
    return 2 * sum(seen * math.log(seen * blocks / expected) for seen, expected in table if seen)


def _places(texts: Iterable[Iterable[str]]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, text in enumerate(texts):
        for word in text:
            places[word] = places.get(word, 0) | 1 << place
    return places


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
