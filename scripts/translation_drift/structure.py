"""Finds blocks of the source whose translation has run together with another block."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from translation_drift.bitext import Bitext
from translation_drift.english import sentences
from translation_drift.pairing import Pair
from translation_drift.units import Unit


@dataclass(frozen=True)
class Swallowed:
    """A block of the source whose translation begins in the middle of a block."""

    source: Unit
    line: int
    """Line of the translation where it begins."""
    together: tuple[Unit, ...]
    """All blocks of the source that this one block of the translation holds."""


def swallowed(bitext: Bitext) -> Iterator[Swallowed]:
    """All lost blocks whose text can be seen in the block before or behind."""
    lost = {id(pair) for pair in bitext.lost}
    pairs = [pair for pair in bitext.pairs if pair.source and (pair.target or id(pair) in lost)]
    at = 0
    while at < len(pairs):
        end = at
        while end < len(pairs) and pairs[end].target is None:
            end += 1
        if end > at:
            yield from _in_a_neighbour(pairs, at, end)
        at = end + 1


def _in_a_neighbour(pairs: Sequence[Pair], first: int, end: int) -> Iterator[Swallowed]:
    """Where lost blocks went, if one of the two blocks beside them is longer than its source."""
    if first > 0 and _surplus(pairs[first - 1]):
        yield from _parts(pairs[first - 1], pairs[first - 1 : end])
    elif end < len(pairs) and _surplus(pairs[end]):
        yield from _parts(pairs[end], pairs[first : end + 1])


def _parts(host: Pair, parts: Sequence[Pair]) -> Iterator[Swallowed]:
    """The parts of a block, cut where the sentences of each source end; the first one begins the block."""
    assert host.target
    lines = [line for line, _ in _sentences(host.target)]
    together = tuple(part.source for part in parts if part.source)
    place = 0
    for part, following in pairwise(parts):
        assert part.source
        assert following.source
        place += len(_sentences(part.source))
        if place < len(lines):
            yield Swallowed(following.source, host.target.line + lines[place], together)


def _surplus(pair: Pair) -> bool:
    source, target = pair.source, pair.target
    if source is None or target is None or target.kind not in ("paragraph", "list_item", "heading"):
        return False
    return len(_sentences(target)) > len(_sentences(source))


def line_after(bitext: Bitext, index: int) -> int:
    """Line of the translation behind which a lost block would stand."""
    before = [pair.target.block.end_line for pair in bitext.pairs[:index] if pair.target]
    return max(before, default=1)


def _sentences(unit: Unit) -> list[tuple[int, str]]:
    return sentences(unit.block.text)
