"""A block that stands in another place than its source, although the source has not moved it.

Steps, and the code behind the sentence that introduces it, have one order in all languages. Move it back.
"""

from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.registry import Place, rule


@rule("order-differs")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds blocks that the translation has in another order."""
    for pair in bitext.displaced:
        if pair.source and pair.target and pair.source.section == pair.target.section:
            yield (
                pair.target.line,
                f"stands in another place than in the source (line {pair.source.line}); move it",
            )
