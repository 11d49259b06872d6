"""How well the blocks of a translation answer to those of its source, by what the other pages teach.

Words, what translations leave as it is, and lengths (after Gale and Church) are weighed together: a weight
below zero says that the block is rather the translation of another text. A page is never judged by itself.
"""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from statistics import fmean, pstdev

from translation_drift.bitext import load_bitext, load_page
from translation_drift.content_words import content_words
from translation_drift.errors import DriftError
from translation_drift.invariants import kept_alike
from translation_drift.lexicon import Example, Lexicon
from translation_drift.project import Project
from translation_drift.units import Samples, Unit, readable

TEXT_KINDS = frozenset({"paragraph", "list_item", "table_row", "heading", "admonition_title"})
_PAGES = 50
"""Pages to learn from: with 1,400 blocks, those of 20, more add little but time."""
_BACK = 0.5
"""Share of the weight from the translation to the source: it repeats most of the weight of the other way."""
_KEPT = 3.0
"""Weight of a code span, a number, a name or a destination that both have."""
_LONG = 30
"""Characters from which lengths tell something."""
_ENOUGH = 30
"""Blocks from which the usual length is known."""
_ANY_TEXT = 1.0
"""Deviation of the logarithm of the ratio of the lengths of texts that have nothing to do with each other."""
_LENGTH_AGAINST, _LENGTH_FOR = -4.0, 1.0
"""Limits of the weight of a length."""


class Correspondence:
    """The judge of one page."""

    def __init__(self, lexicon: Lexicon, page: str, ratios: Sequence[float]) -> None:
        self._there, self._back = lexicon.elsewhere(page)
        self._usual = (fmean(ratios), pstdev(ratios)) if len(ratios) >= _ENOUGH else None

    def weight(self, source: Unit, target: Unit, beside: Sequence[tuple[Unit, Unit]]) -> float:
        """How much speaks for a block being the translation of its source; `beside` it stand other blocks."""
        own, other = content_words(readable(source.block)), content_words(readable(target.block))
        before = frozenset[str]().union(*(content_words(readable(unit.block)) for unit, _ in beside))
        after = frozenset[str]().union(*(content_words(readable(unit.block)) for _, unit in beside))
        words = self._there.weight(own, other, after) + _BACK * self._back.weight(other, own, before)
        return words + _KEPT * kept_alike(source.block.text, target.block.text) + self._length(source, target)

    def sentence(self, sentence: str, target: Unit) -> float:
        """How much speaks for a sentence of the source being said somewhere in a block."""
        words = self._there.weight(content_words(sentence), content_words(readable(target.block)))
        return words + _KEPT * kept_alike(sentence, target.block.text)

    def _length(self, source: Unit, target: Unit) -> float:
        if self._usual is None or max(len(source.normal), len(target.normal)) < _LONG:
            return 0.0
        mean, deviation = self._usual
        away = _ratio(source, target) - mean
        weight = math.log(_ANY_TEXT / deviation) - (away / deviation) ** 2 / 2 + (away / _ANY_TEXT) ** 2 / 2
        return min(max(weight, _LENGTH_AGAINST), _LENGTH_FOR)


@lru_cache(maxsize=8)
def correspondence(project: Project, language: str, page: str) -> Correspondence:
    """The judge of a page, who has read the other pages; while a command runs, they are read once."""
    lexicon, ratios = _learned(project, language)
    return Correspondence(lexicon, page, [ratio for name, ratio in ratios if name != page])


@lru_cache(maxsize=8)
def _learned(project: Project, language: str) -> tuple[Lexicon, list[tuple[str, float]]]:
    blocks = list(_blocks(project, language))
    examples = [
        Example(page, content_words(readable(source.block)), content_words(readable(target.block)))
        for page, source, target in blocks
    ]
    ratios = [
        (page, _ratio(source, target))
        for page, source, target in blocks
        if min(len(source.normal), len(target.normal)) >= _LONG / 2
    ]
    return Lexicon(examples), ratios


def _blocks(project: Project, language: str) -> Iterator[tuple[str, Unit, Unit]]:
    samples = Samples(project.samples)
    translated = set(project.pages(language))
    for page in [name for name in project.pages(project.source) if name in translated][:_PAGES]:
        try:
            source = load_page(project, project.source, page, samples)
            pairs = load_bitext(project, language, page, source, samples).comparable
        except DriftError:
            continue  # it is told where that page itself is checked
        yield from ((page, *pair) for pair in pairs if pair[0].kind in TEXT_KINDS)


def _ratio(source: Unit, target: Unit) -> float:
    return math.log((len(target.normal) + 1) / (len(source.normal) + 1))
