"""Ties the units of a translation to the units of the source that they translate."""

from collections.abc import Sequence
from dataclasses import dataclass

from translation_drift.alignment import Matches, Score, best_matching, equal_runs, gaps, in_order, moved_items
from translation_drift.invariants import certain, translation_score
from translation_drift.lock import Entry, Lock
from translation_drift.sketch import similarity
from translation_drift.units import Unit

_REWRITTEN = 0.1
"""Score of a block where another of its kind stood: rewritten rather than deleted and inserted."""
_EDITED = 0.6
"""Share of common words from which a block in another place is an edited one rather than a new one."""


@dataclass(frozen=True)
class Pair:
    """A unit of the source and the unit that translates it; one of them may be lacking."""

    source: Unit | None
    target: Unit | None
    entry: Entry | None = None
    moved: bool = False
    """The translation stands in another place than its source."""


def pair_units(sources: Sequence[Unit], targets: Sequence[Unit], lock: Lock | None) -> list[Pair]:
    """All units of both pages in the order of the source; a unit without a source follows its neighbour."""
    entries = lock.entries if lock else ()
    entry_source = dict(_same_text([entry.source for entry in entries], [unit.hash for unit in sources]))
    entry_source.update(_edited(entries, sources, entry_source))
    entry_target = dict(_same_text([entry.target for entry in entries], [unit.hash for unit in targets]))
    known = [(entry_source[e], entry_target[e]) for e in entry_source if e in entry_target]
    orphans = {entry_target[e] for e in entry_target if e not in entry_source}
    found = known + _by_structure(sources, targets, known, orphans)
    matches = sorted(found + _elsewhere(sources, targets, found, orphans))
    source_entry = {s: entries[e] for e, s in entry_source.items()}
    target_entry = {t: entries[e] for e, t in entry_target.items()}
    return _pairs(sources, targets, matches, source_entry, target_entry)


def _same_text(old: Sequence[str], new: Sequence[str]) -> Matches:
    if old == new:
        return [(i, i) for i in range(len(old))]
    known = equal_runs(old, new)
    return known + moved_items(old, new, known)


def _edited(entries: Sequence[Entry], sources: Sequence[Unit], same: dict[int, int]) -> Matches:
    if len(same) == len(entries) or len(same) == len(sources):
        return []

    def score(e: int, s: int) -> float:
        alike = similarity(entries[e].sketch, sources[s].sketch)
        if entries[e].kind == sources[s].kind:
            return _REWRITTEN + alike
        return alike if alike > 0.5 else 0.0

    found = _match_gaps(list(same.items()), len(entries), len(sources), score, set(same), set(same.values()))
    return found + _edited_elsewhere(entries, sources, dict([*same.items(), *found]))


def _edited_elsewhere(entries: Sequence[Entry], sources: Sequence[Unit], known: dict[int, int]) -> Matches:
    """Blocks that were moved and edited at once, where no other block can be meant."""
    free = [s for s in range(len(sources)) if s not in set(known.values())]
    more: Matches = []
    for e, entry in enumerate(entries):
        if e not in known:
            alike = [s for s in free if _is_edited(entry, sources[s])]
            if len(alike) == 1:
                more.append((e, alike[0]))
                free.remove(alike[0])
    return more


def _is_edited(entry: Entry, source: Unit) -> bool:
    return entry.kind == source.kind and similarity(entry.sketch, source.sketch) >= _EDITED


def _by_structure(
    sources: Sequence[Unit], targets: Sequence[Unit], known: Matches, orphans: set[int]
) -> Matches:
    paired_sources = {s for s, _ in known}
    paired_targets = {t for _, t in known} | orphans
    if len(paired_sources) == len(sources) or len(paired_targets) == len(targets):
        return []
    if not known and not orphans and _shape(sources) == _shape(targets):
        return [(i, i) for i in range(len(sources))]
    anchors = known or equal_runs([_landmark(u, "s") for u in sources], [_landmark(u, "t") for u in targets])

    def score(s: int, t: int) -> float:
        return translation_score(sources[s], targets[t])

    found = _match_gaps(anchors, len(sources), len(targets), score, paired_sources, paired_targets)
    return found if known else anchors + found


def _elsewhere(
    sources: Sequence[Unit], targets: Sequence[Unit], found: Matches, orphans: set[int]
) -> Matches:
    """Units that were left over in different places and can only be each other's translation."""
    used_targets = {t for _, t in found} | orphans
    used_sources = {s for s, _ in found}
    rest = [t for t in range(len(targets)) if t not in used_targets]
    more: Matches = []
    for s, source in enumerate(sources):
        if s not in used_sources:
            fitting = [t for t in rest if certain(source, targets[t])]
            if len(fitting) == 1:
                more.append((s, fitting[0]))
                rest.remove(fitting[0])
    return more


def _match_gaps(
    known: Matches, rows: int, columns: int, score: Score, used_rows: set[int], used_columns: set[int]
) -> Matches:
    found: Matches = []
    for free_rows, free_columns in gaps(in_order(known), rows, columns):
        open_rows = [row for row in free_rows if row not in used_rows]
        open_columns = [column for column in free_columns if column not in used_columns]
        if open_rows and open_columns:
            found += best_matching(open_rows, open_columns, score)
    return found


def _shape(units: Sequence[Unit]) -> list[tuple[str, int | None, str | None]]:
    return [(unit.kind, unit.block.level, unit.block.heading_id) for unit in units]


def _landmark(unit: Unit, side: str) -> object:
    if unit.block.heading_id and unit.kind == "heading":
        return unit.block.heading_id
    return unit.embeds or (side, id(unit))


def _pairs(
    sources: Sequence[Unit],
    targets: Sequence[Unit],
    matches: Matches,
    source_entry: dict[int, Entry],
    target_entry: dict[int, Entry],
) -> list[Pair]:
    target_of = dict(matches)
    still = set(in_order(matches))
    pairs: dict[tuple[int, int], Pair] = {}
    for s, source in enumerate(sources):
        t = target_of.get(s)
        if t is None:
            pairs[s, -1] = Pair(source, None, source_entry.get(s))
        else:
            entry = source_entry.get(s) or target_entry.get(t)
            pairs[s, -1] = Pair(source, targets[t], entry, moved=(s, t) not in still)
    source_of = {t: s for s, t in matches}
    place = -1
    for t, target in enumerate(targets):
        if t in source_of:
            place = source_of[t]
        else:
            pairs[place, t] = Pair(None, target, target_entry.get(t))
    return [pairs[key] for key in sorted(pairs)]
