"""Merges two versions of a lock block by block, where git would compare neighbouring lines.

What one side changed is taken. Where both changed a block, they agree if they accepted the same texts, and
if only one side accepted against a newer source, that side is the newer one. Taking it claims nothing that
is not so: when the merged page says something else, `i18n check` finds the block edited. The rest is a
conflict. The header names the newer source page, and keeps the other as an older one that `i18n diff` may
still need; the next `i18n accept` writes it anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from translation_drift.errors import LockError
from translation_drift.lock import Entry, Lock, Review, format_lock

_MARKERS = ("<<<<<<< ours", "=======", ">>>>>>> theirs")
_REVIEWS = list(Review)


@dataclass(frozen=True)
class Conflict:
    """A block that both sides changed; None where a side removed it."""

    ours: Entry | None
    theirs: Entry | None


@dataclass(frozen=True)
class MergedLock:
    """What came of a merge: entries in the order of the source, with conflicts in their places."""

    header: Lock
    items: tuple[Entry | Conflict, ...]

    @property
    def conflicts(self) -> list[Conflict]:
        """What people have to decide."""
        return [item for item in self.items if isinstance(item, Conflict)]

    def text(self) -> str:
        """The lock; conflicts stand between git's markers, which every reader of locks refuses."""
        lines = (line for item in self.items for line in self._lines(item))
        return format_lock(self.header) + "".join(f"{line}\n" for line in lines)

    def _lines(self, item: Entry | Conflict) -> list[str]:
        if isinstance(item, Entry):
            return [self._line(item)]
        begin, between, end = _MARKERS
        ours, theirs = ([self._line(entry)] if entry else [] for entry in (item.ours, item.theirs))
        return [begin, *ours, between, *theirs, end]

    def _line(self, entry: Entry) -> str:
        return format_lock(self.header.with_entries((entry,))).rstrip("\n").rpartition("\n")[2]


def merge_locks(base: Lock | None, ours: Lock, theirs: Lock) -> MergedLock:
    """Merges two locks of one page; `base` is None when both sides wrote the first one.

    Raises:
        LockError: they are not locks of the same page in the same language.
    """
    if (ours.source, ours.language) != (theirs.source, theirs.language):
        raise LockError(f"lock of {ours.source} on one side and of {theirs.source} on the other", "lock")
    before = _by_id(base.entries if base else ())
    left, right = _by_id(ours.entries), _by_id(theirs.entries)
    merged = (
        _merged(before.get(block), left.get(block), right.get(block))
        for block in _order(list(before), list(left), list(right))
    )
    return MergedLock(_header(base, ours, theirs), tuple(item for item in merged if item is not None))


def _merged(base: Entry | None, ours: Entry | None, theirs: Entry | None) -> Entry | Conflict | None:
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    if ours is None or theirs is None:
        return Conflict(ours, theirs)
    if (ours.source, ours.target) == (theirs.source, theirs.target):
        return max(ours, theirs, key=lambda entry: (_REVIEWS.index(entry.review), entry.date))
    newer = [entry for entry in (ours, theirs) if base and entry.source != base.source]
    return newer[0] if len(newer) == 1 else Conflict(ours, theirs)


def _order(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """All ids in the order of the side that moved blocks; those of the other follow their neighbours."""
    lead, other = (theirs, ours) if _keeps_order(base, ours) else (ours, theirs)
    order = list(lead)
    known = set(order)
    place = 0
    for block in other:
        if block in known:
            place = order.index(block) + 1
        else:
            order.insert(place, block)
            place += 1
    return order


def _keeps_order(base: Sequence[str], side: Sequence[str]) -> bool:
    kept = set(base) & set(side)
    return [block for block in base if block in kept] == [block for block in side if block in kept]


def _header(base: Lock | None, ours: Lock, theirs: Lock) -> Lock:
    newer, older = (theirs, ours) if base and base.source_blob == ours.source_blob else (ours, theirs)
    blobs = [*ours.older_blobs, *theirs.older_blobs]
    if not base or base.source_blob not in (ours.source_blob, theirs.source_blob):
        blobs.insert(0, older.source_blob)
    kept = tuple(blob for blob in dict.fromkeys(blobs) if blob != newer.source_blob)
    return replace(newer, entries=(), older_blobs=kept)


def _by_id(entries: Sequence[Entry]) -> dict[str, Entry]:
    return {entry.block: entry for entry in entries}
