"""Says whether a block that is not settled tells readers something wrong, or only something less."""

import re
from collections import Counter
from enum import StrEnum

from translation_drift.invariants import link_destinations
from translation_drift.normalisation import code_spans
from translation_drift.numerals import differing_numbers, numbers
from translation_drift.pairing import Pair
from translation_drift.states import BlockState, block_state
from translation_drift.units import Unit

_GUARDED = re.compile(
    r"\b(?:deprecat\w*|retire[sd]?|retirement|no longer|removed|end of support|delet\w+|irreversibl\w+|"
    r"secrets?|passwords?|credentials?|access keys?|public(?:ly)? accessible|security|charge[sd]?)\b",
    re.IGNORECASE,
)
"""What costs a reader work, money or safety when it is told wrong."""
_WARNING = re.compile(r"(?:admonition:|\A[!?+\s]+)(?:warning|danger|caution|failure|bug)\b")
_DRIFTED = {BlockState.STALE, BlockState.MISSING, BlockState.EXTRA}


class Urgency(StrEnum):
    """Which of two blocks is taken first."""

    MAJOR = "major"
    """A command, a link, a number or a warning is not what the source says."""
    MINOR = "minor"
    """The words are behind, or only wait for somebody to look."""


def urgency(pair: Pair) -> Urgency:
    """How urgent a pair is; both texts of today decide, so that no history is needed."""
    if block_state(pair) not in _DRIFTED:
        return Urgency.MINOR
    said = [unit for unit in (pair.source, pair.target) if unit]
    if any(_warns(unit) for unit in said) or _differs(pair.source, pair.target):
        return Urgency.MAJOR
    return Urgency.MINOR


def _warns(unit: Unit) -> bool:
    title = unit.block.text if unit.kind == "admonition_title" else ""
    return any(map(_WARNING.match, (*unit.block.containers, title))) or bool(_GUARDED.search(unit.block.text))


def _differs(source: Unit | None, target: Unit | None) -> bool:
    if "code" in {unit.kind for unit in (source, target) if unit}:
        return (source and source.normal) != (target and target.normal)
    if _kept(source) != _kept(target):
        return True
    counts = [numbers(unit.block.text) if unit else Counter[str]() for unit in (source, target)]
    return any(differing_numbers(*counts))


def _kept(unit: Unit | None) -> Counter[str]:
    if unit is None:
        return Counter()
    links = (destination for destination, _ in link_destinations(unit.block.text))
    return Counter([*code_spans(unit.block.text), *links])
