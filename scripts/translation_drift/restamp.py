"""Writes locks again as this version writes them, without a change of what they say.

After a change of the rules, a block that was current is current, and one that was behind is behind: what
was accepted is recognised under the rules that it was accepted with, and its hashes are made anew. The same
brings older locks up to what newer ones keep of the source; of a block that is behind, only git knows it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from translation_drift import normalisation
from translation_drift.bitext import load_page
from translation_drift.blobs import read_blob
from translation_drift.errors import LockError
from translation_drift.lock import Entry, Lock, read_lock, write_lock
from translation_drift.pairing import Pair, pair_units
from translation_drift.project import Project
from translation_drift.revisions import units_of_text
from translation_drift.severity import kept_of
from translation_drift.units import Samples, Unit, units_of


@dataclass(frozen=True)
class Restamped:
    """What came of one lock."""

    path: str
    written: int
    """Lines that are written otherwise than before."""
    unknown: int
    """Lines of which nothing can be known: they are behind, and git does not have the old text."""


@dataclass(frozen=True)
class _Reading:
    """Units as the rules of the lock and as today's rules see them."""

    then: Sequence[Unit]
    now: Mapping[int, Unit]
    """By line."""


def restamp(project: Project, language: str, page: str) -> Restamped:
    """Brings one lock up to this version; the translated page and its source have to exist."""
    path = project.lock_path(language, page)
    lock = _lock(project, language, page)
    samples = Samples(project.samples)
    source = _reading(project, project.source, page, samples, lock.rules)
    target = _reading(project, language, page, samples, lock.rules)
    pairs = {pair.entry: pair for pair in pair_units(source.then, target.then, lock) if pair.entry}
    behind = any(not pair.source or pair.source.hash != entry.source for entry, pair in pairs.items())
    accepted = _accepted_texts(project, lock, samples) if behind else {}
    entries: list[Entry] = []
    for entry in lock.entries:
        pair = pairs.get(entry, Pair(None, None))
        stamped_source = _with_source(entry, pair, source, accepted)
        entries.append(stamped_source._replace(target=_target(entry, pair, target)))
    stamped = replace(lock, entries=tuple(entries), rules=normalisation.RULES_VERSION)
    write_lock(stamped, path)
    written = sum(old != new for old, new in zip(lock.entries, entries, strict=True))
    unknown = sum(not entry.invariants for entry in entries)
    return Restamped(project.relative(path), written, unknown)


def _with_source(entry: Entry, pair: Pair, source: _Reading, accepted: Mapping[str, Unit]) -> Entry:
    current = source.now.get(pair.source.line) if pair.source else None
    if pair.source and pair.source.hash == entry.source:
        return _against(entry, current) if current else entry
    old = accepted.get(entry.source)
    if old is None or (current and current.hash == old.hash):  # new rules must not hide an old change
        return entry
    return _against(entry, old)


def _against(entry: Entry, source: Unit) -> Entry:
    return entry._replace(**{**kept_of(source), "raw": entry.raw})


def _target(entry: Entry, pair: Pair, target: _Reading) -> str:
    if pair.target is None or pair.target.hash != entry.target:
        return entry.target
    unit = target.now.get(pair.target.line)
    return unit.hash if unit else entry.target


def _accepted_texts(project: Project, lock: Lock, samples: Samples) -> dict[str, Unit]:
    """The older source blocks that git has, as today's rules see them, by hash under those of the lock."""
    found: dict[str, Unit] = {}
    for blob in (lock.source_blob, *lock.older_blobs):
        text = read_blob(project.root, blob)
        if text is not None:
            now = {unit.line: unit for unit in units_of_text(project.root / lock.source, text, samples)}
            then = units_of_text(project.root / lock.source, text, samples, lock.rules)
            found |= {unit.hash: now[unit.line] for unit in then if unit.line in now}
    return found


def _reading(project: Project, language: str, page: str, samples: Samples, rules: int) -> _Reading:
    read = load_page(project, language, page, samples)
    return _Reading(units_of(read.page, samples, rules), {unit.line: unit for unit in read.units})


def _lock(project: Project, language: str, page: str) -> Lock:
    path = project.lock_path(language, page)
    try:
        lock = read_lock(path, older_rules=True)
    except LockError as error:
        raise LockError(error.message, project.relative(path), error.line) from error
    if lock is None:
        raise LockError("there is no lock; accept the page", project.relative(path))
    return lock
