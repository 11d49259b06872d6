"""Keeps a review what it says: a second person has read the translation."""

from collections.abc import Iterator, Sequence

from translation_drift.bitext import Bitext
from translation_drift.findings import Finding
from translation_drift.pairing import Pair

OWN_REVIEW = "own-review"
"""Nobody reviews what they translated: the translator accepts first, then somebody else reviews."""


def own_reviews(bitext: Bitext, chosen: Sequence[Pair], reviewer: str) -> Iterator[Finding]:
    """A refusal for each block that the reviewer, as far as the lock knows, has translated."""
    for pair in chosen:
        if pair.source is None or pair.target is None or _is_reviewed(pair):
            continue
        if pair.entry is None or _is_new_translation(pair):
            message = (
                "nobody has accepted this translation yet, so its reviewer would be its translator; "
                "accept it with the translator's --by first, then review"
            )
            yield Finding(bitext.path, pair.target.line, OWN_REVIEW, message)
        elif _is_same_person(translated_by(pair), reviewer):
            message = f"{reviewer.strip()} has translated this block; somebody else has to review it"
            yield Finding(bitext.path, pair.target.line, OWN_REVIEW, message)


def translated_by(pair: Pair) -> str:
    """Who translated a pair as it stands, or nobody where the lock does not know."""
    return "" if pair.entry is None or _is_new_translation(pair) else pair.entry.translated_by


def _is_new_translation(pair: Pair) -> bool:
    """Whether both texts differ from what was accepted: more than a reviewer's correction."""
    entry, source, target = pair.entry, pair.source, pair.target
    return bool(entry and source and target and entry.source != source.hash and entry.target != target.hash)


def _is_reviewed(pair: Pair) -> bool:
    entry, source, target = pair.entry, pair.source, pair.target
    if entry is None or source is None or target is None or not entry.reviewed_by:
        return False
    return (entry.source, entry.target) == (source.hash, target.hash)


def _is_same_person(left: str, right: str) -> bool:
    return " ".join(left.split()).casefold() == " ".join(right.split()).casefold()
