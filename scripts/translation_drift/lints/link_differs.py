"""A link whose destination is not the one of the source.

A page of Microsoft's documentation in the reader's own language is the same destination. Copy the
destination from the source; the text of the link is yours.
"""

import re
from collections import Counter
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.invariants import image_destinations, link_destinations
from translation_drift.prose_lines import line_of
from translation_drift.registry import Place, rule
from translation_drift.units import Unit

_LOCALE = re.compile(r"(?<=[/.])(?:en-us|ja-jp|zh-tw|pl-pl|ru-ru)/", re.IGNORECASE)


@rule("link-differs")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds links and images with other destinations than in the source."""
    for source, target in bitext.comparable:
        if source.kind == "code":
            continue
        wanted = Counter(_same(destination) for destination, _ in _destinations(source))
        for destination, offset in _destinations(target):
            if wanted[_same(destination)] > 0:
                wanted[_same(destination)] -= 1
            else:
                yield line_of(target.block, offset), f"link {destination!r} is not in the source"
        for destination in (+wanted).elements():
            yield target.line, f"link {destination!r} of the source (line {source.line}) is not here"


def _destinations(unit: Unit) -> list[tuple[str, int]]:
    return link_destinations(unit.block.text) + image_destinations(unit.block.text)


def _same(destination: str) -> str:
    return _LOCALE.sub("", destination)
