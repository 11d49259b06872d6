"""Decides what a unit that came back changes, and whether it may: against the repository as it is now."""

from collections import Counter
from dataclasses import dataclass

from translation_drift.exchange.collecting import Exchangeable
from translation_drift.exchange.exchange_unit import ReturnedUnit, text_hash
from translation_drift.exchange.inline import tokens
from translation_drift.findings import Finding
from translation_drift.lock import Review
from translation_drift.states import BlockState

UNKNOWN_BLOCK = "unknown-block"
CAME_TWICE = "came-twice"
CHANGED_SINCE = "changed-since-export"
INLINE_LOST = "inline-lost"
STRUCTURE_CHANGED = "structure-changed"


@dataclass(frozen=True)
class Edit:
    """A unit that says something else than the repository: another text, or another state."""

    returned: ReturnedUnit
    at_home: Exchangeable
    text: str | None
    """The block as it is to be; None where only its state is new."""
    review: Review | None
    """None for a text that its translator has not finished."""

    def refused(self, code: str, message: str) -> Finding:
        """A finding at the unit's place in its file."""
        return refused(self.returned, code, message)


def refused(returned: ReturnedUnit, code: str, message: str) -> Finding:
    """A finding at a unit's place in its file, which names the unit."""
    return Finding(returned.path, returned.line, code, f"{returned.name}: {message}")


def edit_of(returned: ReturnedUnit, at_home: Exchangeable, overruling: Review | None) -> Edit | None:
    """What the unit changes, or None; a unit without a text never empties a block."""
    unit = at_home.unit
    text = None
    if returned.target and text_hash(returned.target) != unit.target_hash:
        body = returned.target.replace("\r\n", "\n").strip("\n")
        text = at_home.framed.frame.around(body)
    review = None if returned.pending else _review(returned, at_home, text is not None)
    if review is not None and overruling is not None and (text is not None or unit.pending):
        review = overruling
    if text is None and (review is None or (not unit.pending and unit.review == review)):
        return None
    return Edit(returned, at_home, text, review)


def refusal(edit: Edit) -> Finding | None:
    """Why an edit cannot be taken over, if there is a reason."""
    unit = edit.at_home.unit
    source, _, target = edit.returned.hashes.partition("/")
    if not target:
        message = "the file has lost the hashes of this block; export the page again"
        return edit.refused(CHANGED_SINCE, message)
    if target != unit.target_hash:
        message = "the translation has changed in the repository since the export; export the page again"
        return edit.refused(CHANGED_SINCE, message)
    if source != unit.source_hash:
        message = f"{unit.source_place} has changed since the export; export the page again"
        return edit.refused(CHANGED_SINCE, message)
    lost = _required(edit.at_home) - tokens(edit.returned.target)
    if edit.text is not None and lost:
        return edit.refused(INLINE_LOST, f"lost {', '.join(sorted(lost))}; put it back")
    return None


def _review(returned: ReturnedUnit, at_home: Exchangeable, edited: bool) -> Review:
    """As the file says; but a review that the old text had is none of the new text."""
    if returned.review is None or (edited and returned.review == at_home.unit.review):
        return Review.TRANSLATED
    return returned.review


def _required(at_home: Exchangeable) -> Counter[str]:
    """What the new text must contain: of the source where that is news to it, else of the translation."""
    behind = at_home.unit.state in (BlockState.STALE, BlockState.UNTRANSLATED, BlockState.MISSING)
    return tokens(at_home.unit.source if behind else at_home.framed.body)
