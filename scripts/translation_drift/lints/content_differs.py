"""A text that says something else than its source: the source was rewritten, or another text stands here.

The words of both are compared with what usually goes together on the project's other pages, and so are their
lengths; a project with few pages has too little to compare with, and gets no finding. Translate what the
source says now. What somebody has accepted is not doubted: where a free translation is right, accept it.
"""

import re
from collections.abc import Iterator, Sequence

from translation_drift.bitext import Bitext
from translation_drift.correspondence import TEXT_KINDS, correspondence
from translation_drift.findings import Severity
from translation_drift.registry import Place, rule
from translation_drift.units import Unit

_BESIDE = 2
"""Blocks before and behind, whose things a translation may name where the source says `it`."""
_PRONOUN = re.compile(r"\b(?:it|its|them|they|one|this|that|these|those)\b", re.IGNORECASE)
_UNRELATED = -3.5
"""Weight from which two texts have nothing to do with each other; 22 of 5,616 good blocks lie below it."""


@rule("content-differs", severity=Severity.WARNING)
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds translations of which hardly a word goes with a word of the source."""
    blocks = [pair for pair in bitext.comparable if pair[0].kind in TEXT_KINDS]
    for place, (source, target) in enumerate(blocks):
        if bitext.is_vouched_for(target):
            continue
        judge = correspondence(bitext.project, bitext.language, bitext.source.name)
        if judge.weight(source, target, _beside(blocks, place)) < _UNRELATED:
            yield target.line, f"says something else than the source (line {source.line}); compare them"


def _beside(blocks: Sequence[tuple[Unit, Unit]], place: int) -> Sequence[tuple[Unit, Unit]]:
    """What a block may refer to; a heading stands for itself, and all around it say what it says."""
    source = blocks[place][0]
    if source.kind == "heading" and not _PRONOUN.search(source.normal):
        return ()
    return [*blocks[max(place - _BESIDE, 0) : place], *blocks[place + 1 : place + 1 + _BESIDE]]
