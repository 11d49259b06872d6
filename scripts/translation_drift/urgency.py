"""Says whether a block that is not settled tells readers something wrong, or only something less."""

from enum import StrEnum

from translation_drift.pairing import Pair
from translation_drift.severity import has_facts, severity


class Urgency(StrEnum):
    """Which of two blocks is taken first."""

    MAJOR = "major"
    """A command, a link, a number or a warning is not what the source says."""
    MINOR = "minor"
    """The words are behind, or only wait for somebody to look."""


def urgency(pair: Pair) -> Urgency:
    """How urgent a pair is: as its severity says, and without a counterpart, as what stands in it."""
    changed = severity(pair)
    if changed is not None:
        return Urgency.MAJOR if changed.is_major else Urgency.MINOR
    alone = pair.target if pair.source is None else pair.source if pair.target is None else None
    return Urgency.MAJOR if alone is not None and has_facts(alone) else Urgency.MINOR
