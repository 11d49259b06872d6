"""One change of a translated page that needs no translator."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from translation_drift.bitext import Bitext
from translation_drift.pairing import Pair
from translation_drift.text_edits import Edit, Lines


@dataclass(frozen=True, order=True)
class Repair:
    """What is changed where, and which lint would have told it."""

    line: int
    code: str
    message: str
    edit: Edit


Mender = Callable[[Bitext, list[Pair], Lines], Iterator[Repair]]
"""Finds what one kind of repair can do for a page, among the pairs that may be touched."""
