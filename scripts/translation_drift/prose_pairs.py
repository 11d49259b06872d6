"""The blocks whose sentences can be compared with those of their source."""

from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.units import Unit

PROSE_KINDS = frozenset({"paragraph", "list_item", "table_row"})


def prose_pairs(bitext: Bitext) -> Iterator[tuple[Unit, Unit]]:
    """Source and translation of each block of running text whose source has not changed since."""
    return (pair for pair in bitext.comparable if pair[0].kind in PROSE_KINDS)
