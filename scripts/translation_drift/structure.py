"""Finds blocks of the source whose translation has run together with another block."""

from collections.abc import Iterator
from dataclasses import dataclass

from translation_drift.bitext import Bitext
from translation_drift.english import sentences
from translation_drift.units import Unit


@dataclass(frozen=True)
class Swallowed:
    """A block of the source that the translation has only as a part of another block."""

    source: Unit
    host: Unit
    line: int
    """Line of the translation where the swallowed text begins."""


def swallowed(bitext: Bitext) -> Iterator[Swallowed]:
    """All lost blocks whose text can be seen in the block before."""
    lost = {id(pair) for pair in bitext.lost}
    host: Unit | None = None
    expected = 0
    for pair in bitext.pairs:
        if pair.source and pair.target:
            host, expected = pair.target, len(_sentences(pair.source))
        elif pair.source and host and id(pair) in lost:
            surplus = _sentences(host)[expected:]
            if surplus and host.kind in ("paragraph", "list_item", "heading"):
                yield Swallowed(pair.source, host, host.line + surplus[0][0])
                expected += len(_sentences(pair.source))


def line_after(bitext: Bitext, index: int) -> int:
    """Line of the translation behind which a lost block would stand."""
    before = [pair.target.block.end_line for pair in bitext.pairs[:index] if pair.target]
    return max(before, default=1)


def _sentences(unit: Unit) -> list[tuple[int, str]]:
    return sentences(unit.block.text)
