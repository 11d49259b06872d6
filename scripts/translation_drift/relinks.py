"""Says where the links of a translation have to lead after nothing but their destinations has changed."""

from collections import Counter
from collections.abc import Mapping

from translation_drift.invariants import destinations, same_destination
from translation_drift.pairing import Pair
from translation_drift.severity import DriftSeverity, severity


def new_destinations(pair: Pair, old_source: str | None = None) -> Mapping[str, str] | None:
    """What each outdated destination in the translation of a relinked block becomes; for other blocks none.

    `old_source` is the text of the source's block as it was accepted, where git has it: its links stand in
    the same order as today's. Without it a single changed destination is certain; None says that there are
    several, so that a person has to look.
    """
    if severity(pair) is not DriftSeverity.RELINK or pair.source is None or pair.target is None:
        return {}
    now = destinations(pair.source.block.text)
    there = destinations(pair.target.block.text)
    wanted = Counter(map(same_destination, now))
    outdated = {each for each in there if same_destination(each) not in wanted}
    if Counter(map(same_destination, there)) == wanted:
        return {}
    if old_source is not None:
        return _by_place(destinations(old_source), now, outdated)
    lacking = {each for each in now if same_destination(each) not in set(map(same_destination, there))}
    if len(outdated) == len(lacking) == 1 and len(there) == len(now):
        return {outdated.pop(): lacking.pop()}
    return None


def _by_place(old: list[str], now: list[str], outdated: set[str]) -> Mapping[str, str] | None:
    became: dict[str, set[str]] = {}
    for before, after in zip(old, now, strict=False):
        became.setdefault(same_destination(before), set()).add(after)
    choices = {each: became.get(same_destination(each), set()) for each in outdated}
    if not choices or len(old) != len(now) or any(len(new) != 1 for new in choices.values()):
        return None
    return {each: next(iter(new)) for each, new in choices.items()}
