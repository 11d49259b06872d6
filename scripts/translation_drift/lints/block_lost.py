"""A block of the source that the translation does not have, or had and has lost.

A block that was added to the source after the translation was accepted is not this: `i18n status` calls it
missing.
"""

from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.registry import Place, rule
from translation_drift.structure import line_after, swallowed


@rule("block-lost")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds blocks of the source that the translation should have and lacks."""
    merged = {id(unit) for part in swallowed(bitext) for unit in part.together}
    lost = {id(pair) for pair in bitext.lost}
    for index, pair in enumerate(bitext.pairs):
        if id(pair) in lost and pair.source and id(pair.source) not in merged:
            what = f"{pair.source.kind} of line {pair.source.line} of the source"
            yield line_after(bitext, index), f"here the {what} is not translated; add it"
