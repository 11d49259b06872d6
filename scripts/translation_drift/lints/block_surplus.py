"""A block of the translation that translates nothing: it was never in the source.

Remove it, or add it to the source page, so that all readers have it.
"""

from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.leftovers import leftovers
from translation_drift.registry import Place, rule


@rule("block-surplus")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds blocks of the translation that the source has never had."""
    told = {left.line for left in leftovers(bitext) if left.repeated}
    for pair in bitext.surplus:
        if pair.target and pair.target.line not in told:
            yield pair.target.line, f"this {pair.target.kind} is not in the source; remove it or add it there"
