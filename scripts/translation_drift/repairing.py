"""Puts right what is mechanical in a translated page, and keeps what was accepted accepted.

The lock of a block is written anew only as far as the repair goes. Its target moves on when the translation
stood as it was accepted before the repair. Its source moves on only when the older source is at hand and
shows that nothing but code or destinations has changed since. So a block that was stale for its words, or
that somebody had edited, is so afterwards.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from translation_drift.acceptance import older_blobs
from translation_drift.bitext import Bitext, PageUnits, load_bitext, load_page, page_from_text, paired
from translation_drift.blobs import blob_id
from translation_drift.differences import old_texts
from translation_drift.errors import DriftError
from translation_drift.lock import Entry, Lock, write_lock
from translation_drift.mechanical import in_step, only_mechanical
from translation_drift.pairing import Pair
from translation_drift.project import Project
from translation_drift.repair import Mender, Repair
from translation_drift.repairs import (
    code_fences,
    destinations,
    heading_ids,
    hidden_runs,
    list_markers,
    tab_labels,
)
from translation_drift.severity import kept_of
from translation_drift.suppressions import suppressions
from translation_drift.text_edits import Lines, apply_edits
from translation_drift.units import Samples, Unit

_MENDERS: tuple[Mender, ...] = (
    code_fences.mend,
    destinations.mend,
    heading_ids.mend,
    hidden_runs.mend,
    list_markers.mend,
    tab_labels.mend,
)


@dataclass(frozen=True)
class RepairedPage:
    """What can be put right on a page."""

    path: str
    repairs: tuple[Repair, ...] = ()
    refusal: str = ""
    """Why the page was left alone."""
    refusal_line: int = 1
    kept: int = 0
    """Lines of the lock that were written anew, so that what was accepted stays accepted."""


def repair_page(project: Project, language: str, page: str, *, write: bool) -> RepairedPage:
    """Repairs one page; without `write` it only says what it would do."""
    samples = Samples(project.samples)
    source = load_page(project, project.source, page, samples)
    before = load_bitext(project, language, page, source, samples)
    found: list[Repair] = []
    try:
        bitext = _with_items_split(before, source, samples, found)
        unaligned = [*bitext.lost, *bitext.surplus]
        if unaligned:
            return _left_alone(bitext, unaligned[0])
        current = _behind_in_words(bitext, samples)
        mended = _mended(bitext, source, samples, current.pairs, found)
    except DriftError as error:
        return RepairedPage(before.path, refusal=error.message, refusal_line=error.line or 1)
    if not found:
        return RepairedPage(before.path)
    lock = _kept_lock(bitext, mended, source, current)
    if write:
        bitext.target.path.write_bytes(mended.target.text.encode())
        if lock is not None:
            write_lock(lock, project.lock_path(language, page))
    old = set(bitext.lock.entries) if bitext.lock else set[Entry]()
    kept = len(set(lock.entries) - old) if lock else 0
    return RepairedPage(before.path, tuple(sorted(found)), kept=kept)


@dataclass(frozen=True)
class _Current:
    pairs: list[Pair]
    """Pairs that may be repaired: the source is as it was accepted, or only differs mechanically."""
    mechanical: frozenset[str]
    """Ids of the blocks whose source only differs mechanically from the accepted one."""


def _behind_in_words(bitext: Bitext, samples: Samples) -> _Current:
    behind = [pair for pair in bitext.pairs if pair.source and pair.entry and _changed(pair)]
    wanted = {pair.entry.source for pair in behind if pair.entry}
    old = old_texts(bitext, samples, wanted) if wanted else {}
    mechanical = frozenset(
        pair.entry.block
        for pair in behind
        if pair.source and pair.entry
        if (text := old.get(pair.entry.source)) is not None and only_mechanical(text, pair.source)
    )
    pairs = [
        pair
        for pair in bitext.pairs
        if pair.source and (not _changed(pair) or pair.source.kind == "code" or _id(pair) in mechanical)
    ]
    return _Current(pairs, mechanical)


def _changed(pair: Pair) -> bool:
    return pair.entry is not None and pair.source is not None and pair.entry.source != pair.source.hash


def _id(pair: Pair) -> str:
    return pair.entry.block if pair.entry else ""


def _with_items_split(bitext: Bitext, source: PageUnits, samples: Samples, found: list[Repair]) -> Bitext:
    lines = Lines(bitext.target.text)
    repairs = _allowed(bitext, list(list_markers.split(bitext, lines)))
    if not repairs:
        return bitext
    after = _applied(bitext, source, samples, repairs)
    if len(after.target.blocks) != len(bitext.target.blocks) + len(repairs):
        return bitext
    found += repairs
    return after


def _mended(
    bitext: Bitext, source: PageUnits, samples: Samples, pairs: list[Pair], found: list[Repair]
) -> Bitext:
    lines = Lines(bitext.target.text)
    repairs = _allowed(bitext, [repair for mender in _MENDERS for repair in mender(bitext, pairs, lines)])
    after = _applied(bitext, source, samples, repairs)
    if not _touches_nothing_else(bitext, after, repairs):
        raise DriftError(
            "the repairs would change other blocks; repair the page by hand", line=repairs[0].line
        )
    found += repairs
    return after


def _touches_nothing_else(before: Bitext, after: Bitext, repairs: Sequence[Repair]) -> bool:
    old, new = _units(before), _units(after)
    lines = {repair.line for repair in repairs}
    return len(old) == len(new) and all(
        left.hash == right.hash or not lines.isdisjoint(range(left.line, left.block.end_line + 1))
        for left, right in zip(old, new, strict=True)
    )


def _applied(bitext: Bitext, source: PageUnits, samples: Samples, repairs: Sequence[Repair]) -> Bitext:
    text = apply_edits(bitext.target.text, [repair.edit for repair in repairs])
    target = page_from_text(bitext.project, bitext.language, bitext.target.name, text, samples)
    return paired(bitext.project, source, target, bitext.lock)


def _allowed(bitext: Bitext, repairs: list[Repair]) -> list[Repair]:
    """The repairs of what the page does not say is meant to be so."""
    remarks = [remark for remark in suppressions(bitext) if remark.reason]
    return [
        repair
        for repair in repairs
        if not any(r.code == repair.code and r.first <= repair.line <= r.last for r in remarks)
    ]


def _left_alone(bitext: Bitext, pair: Pair) -> RepairedPage:
    if pair.target:
        what, line = f"the {pair.target.kind} has no block of the source", pair.target.line
    else:
        assert pair.source
        what, line = f"the {pair.source.kind} of line {pair.source.line} of the source is not here", 1
    return RepairedPage(
        bitext.path, refusal=f"structure differs, left alone: {what}; repair that first", refusal_line=line
    )


def _kept_lock(before: Bitext, after: Bitext, source: PageUnits, current: _Current) -> Lock | None:
    if before.lock is None:
        return None
    renewed = dict(_renewed(before, after, current))
    entries = tuple(renewed.get(entry.block, entry) for entry in before.lock.entries)
    if any(new.source != old.source for old, new in zip(before.lock.entries, entries, strict=True)):
        blob = blob_id(before.source.path.read_bytes())
        older = older_blobs(before.lock, blob, entries, source)
        return replace(before.lock, source_blob=blob, older_blobs=older, entries=entries)
    return before.lock.with_entries(entries)


def _renewed(before: Bitext, after: Bitext, current: _Current) -> Iterator[tuple[str, Entry]]:
    new_units = {old.line: new for old, new in zip(_units(before), _units(after), strict=True)}
    for pair in before.pairs:
        entry, source, old = pair.entry, pair.source, pair.target
        if entry is None or old is None or entry.target != old.hash:
            continue
        new = new_units[old.line]
        if new.hash == old.hash:
            continue
        if source and entry.block in current.mechanical and in_step(source, new):
            entry = entry._replace(**kept_of(source))
        yield entry.block, entry._replace(target=new.hash)


def _units(bitext: Bitext) -> list[Unit]:
    units = [pair.target for pair in bitext.pairs if pair.target]
    return sorted(units, key=lambda unit: (unit.line, unit.block.end_line))
