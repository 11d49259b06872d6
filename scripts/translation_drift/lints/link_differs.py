"""A link whose destination is not the one of the source.

A page of Microsoft's documentation in the reader's own language is the same destination. Copy the
destination from the source; the text of the link is yours.
"""

from collections import Counter
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.invariants import image_destinations, link_destinations, same_destination
from translation_drift.prose_lines import line_of
from translation_drift.registry import Place, rule
from translation_drift.units import Unit


@rule("link-differs")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds links and images with other destinations than in the source."""
    for source, target in bitext.comparable:
        if source.kind == "code":
            continue
        wanted = Counter(same_destination(destination) for destination, _ in _destinations(source))
        for destination, offset in _destinations(target):
            if wanted[same_destination(destination)] > 0:
                wanted[same_destination(destination)] -= 1
            else:
                yield line_of(target.block, offset), f"link {destination!r} is not in the source"
        for destination in (+wanted).elements():
            yield target.line, f"link {destination!r} of the source (line {source.line}) is not here"


def _destinations(unit: Unit) -> list[tuple[str, int]]:
    return link_destinations(unit.block.text) + image_destinations(unit.block.text)
