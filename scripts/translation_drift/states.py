"""Says of each block of a translation whether it still says what the source says."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from translation_drift.english import says_something
from translation_drift.pairing import Pair
from translation_drift.severity import severity
from translation_drift.units import readable


class BlockState(StrEnum):
    """What is true of one block; the order is the order of urgency."""

    STALE = "stale"
    """The source says something else since the translation was accepted."""
    MISSING = "missing"
    """The source has a block that the translation lacks."""
    EXTRA = "extra"
    """The translation has a block that the source lacks."""
    UNTRANSLATED = "untranslated"
    """The translation repeats the source's words."""
    UNACCEPTED = "unaccepted"
    """There is a translation, and nobody has accepted it."""
    EDITED = "edited"
    """The translation was changed since it was accepted."""
    MOVED = "moved"
    """The source has the block in another place."""
    COSMETIC = "cosmetic"
    """The source is written down otherwise and says the same."""
    FRESH = "fresh"
    """Both say what they said when the translation was accepted."""

    @property
    def settled(self) -> bool:
        """Whether nobody has to do anything."""
        return self in (BlockState.FRESH, BlockState.COSMETIC)


class PageState(StrEnum):
    """What is true of a page in one language."""

    MISSING = "missing"
    """There is no translated page."""
    ORPHANED = "orphaned"
    """There is no source page any more."""
    UNTRACKED = "untracked"
    """There is a translated page without a lock."""
    BEHIND = "behind"
    """At least one block is not settled."""
    FRESH = "fresh"
    """All blocks are settled."""


class Lines(NamedTuple):
    """Where a block stands on its page, both lines included."""

    first: int
    last: int


class BlockStatus(NamedTuple):
    """The state of one block, for people to find and for a site to mark."""

    state: BlockState
    block: str
    """Id that `i18n accept PAGE#id` takes; empty for a block of which the source knows nothing."""
    kind: str
    section: str
    """Id of the heading that the block stands under."""
    source: Lines | None
    target: Lines | None
    review: str = ""
    by: str = ""
    date: str = ""
    severity: str = ""
    """Of a stale block: a `DriftSeverity`; else empty."""
    words: int = 0
    """Words of the source's block that a translator has to write; of a block without a source: 0."""
    translator: str = ""
    """Who translated the block, which `by` says only until it is reviewed; empty where no lock kept it."""


@dataclass(frozen=True)
class PageStatus:
    """The state of a page in one language, with all of its blocks."""

    page: str
    language: str
    path: str
    state: PageState
    counts: Mapping[BlockState, int] = field(default_factory=dict[BlockState, int])
    """How many blocks there are of each state."""
    packed: str = "[]"
    """The blocks as JSON: a tree has many, and most questions are answered without them."""
    is_source: bool = False
    words: int = 0
    """Words of the source page that a translator has to write; of the source itself: 0."""
    fresh_words: int = 0
    """Those of them whose blocks are settled."""
    shown: tuple[str, ...] = ()
    """The samples that the translation shows, sorted."""

    @cached_property
    def blocks(self) -> tuple[BlockStatus, ...]:
        """The state of each block."""
        return self.unpacked()

    def unpacked(self) -> tuple[BlockStatus, ...]:
        """Return the state of each block without keeping it: for who asks every page once."""
        return tuple(map(_unpacked, json.loads(self.packed)))

    @property
    def unsettled(self) -> list[BlockStatus]:
        """The blocks that somebody has to look at."""
        if all(state.settled for state in self.counts):
            return []
        return [block for block in self.blocks if not block.state.settled]


def pack(blocks: Sequence[BlockStatus]) -> str:
    """Blocks as `PageStatus` keeps them."""
    return json.dumps(blocks, separators=(",", ":"))


def _unpacked(record: list[Any]) -> BlockStatus:
    state, block, kind, section, source, target, *acceptance = record
    lines = Lines(*source) if source else None
    return BlockStatus(
        BlockState(state), block, kind, section, lines, Lines(*target) if target else None, *acceptance
    )


def block_state(pair: Pair) -> BlockState:
    """The most urgent thing that is true of a pair."""
    source, target, entry = pair.source, pair.target, pair.entry
    if source is None:
        return BlockState.EXTRA
    if target is None:
        return BlockState.MISSING
    if entry is not None and entry.source != source.hash:
        return BlockState.STALE
    if source.kind != "code" and source.normal == target.normal and says_something(readable(target.block)):
        return BlockState.UNTRANSLATED
    if entry is None:
        return BlockState.UNACCEPTED
    if entry.target != target.hash:
        return BlockState.EDITED
    if pair.moved:
        return BlockState.MOVED
    return BlockState.FRESH if entry.raw == source.raw else BlockState.COSMETIC


def block_status(pair: Pair) -> BlockStatus:
    """What to tell about a pair."""
    unit = pair.target or pair.source
    assert unit is not None
    entry = pair.entry
    return BlockStatus(
        state=block_state(pair),
        block=entry.block if entry else pair.source.hash[:8] if pair.source else "",
        kind=unit.kind,
        section=(pair.source or unit).section,
        source=Lines(pair.source.block.line, pair.source.block.end_line) if pair.source else None,
        target=Lines(pair.target.block.line, pair.target.block.end_line) if pair.target else None,
        review=entry.review.value if entry else "",
        by=entry.by if entry else "",
        date=entry.date if entry else "",
        severity=severity(pair) or "",
        words=pair.source.words if pair.source else 0,
        translator=entry.translated_by if entry else "",
    )
