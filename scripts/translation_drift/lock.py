"""The lock of a translated page: against which source text each of its blocks was accepted.

One line a block, so that two people who accept different blocks of a page change different lines. Every
line ends its fixed part with a checksum over itself, the page and the language: a line written by hand, or
copied from another lock, is refused. A lock is plain text, the same bytes for the same content, and needs
no history to be read.
"""

import hashlib
import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from translation_drift import normalisation
from translation_drift.errors import LockError
from translation_drift.normalisation import RULES

_FIRST_LINE = "# Written by `i18n accept`. Lines that were changed by hand are refused by `i18n check`."
_TOOL = "translation_drift "
_ENTRY = re.compile(
    r"([0-9a-f]{8}) +(\w+) +src:([0-9a-f]{12}) raw:([0-9a-f]{8}) tgt:([0-9a-f]{12}) like:([0-9a-f]{16}) "
    r"(\w+) +(\d{4}-\d\d-\d\d) sum:([0-9a-f]{4}) (?:inv:([0-9a-f]{8}!?) )?(?:txt:([0-9a-f]{8}) )?"
    r"by:(.*?)(?: tr:(.*?))?(?: why:(.*))?"
)


class Review(StrEnum):
    """How far people have taken a translated block."""

    DRAFT = "draft"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"


_REVIEWS = {review.value: review for review in Review}


class Entry(NamedTuple):
    """What was accepted for one block; a tuple, because a project has a hundred thousand of them."""

    block: str
    """Id of the block: kept while the block is edited, so that its line stays in its place."""
    kind: str
    source: str
    """Hash of what the source said."""
    raw: str
    """Hash of how the source was written down."""
    target: str
    """Hash of what the translation said."""
    sketch: str
    """Tells an edited source block from a new one."""
    review: Review
    date: str
    by: str
    reason: str = ""
    """Why the translation was left as it was although the source had changed."""
    translator: str = ""
    """Of what somebody else has reviewed: who had translated it. Empty in a lock that did not keep this."""
    invariants: str = ""
    """Of the source: hash of its code, numbers and addresses. Empty in a lock that did not keep this."""
    wording: str = ""
    """Of the source: hash of what it said but for its addresses. Empty without any, and in such a lock."""

    @property
    def translated_by(self) -> str:
        """Who translated the block, or nobody where a lock did not keep this."""
        return self.translator if self.review is Review.REVIEWED else self.by

    @property
    def reviewed_by(self) -> str:
        """Who reviewed the block, or nobody."""
        return self.by if self.review is Review.REVIEWED else ""


@dataclass(frozen=True)
class Lock:
    """All entries of a page in one language, in the order of the source."""

    source: str
    """Path of the source page, relative to the project."""
    language: str
    source_blob: str
    """Git's id of the source page as it was when something was last accepted."""
    entries: tuple[Entry, ...] = ()
    older_blobs: tuple[str, ...] = field(default=())
    """Ids of older source pages that hold the text that a stale entry was accepted against."""
    rules: int = field(default_factory=lambda: normalisation.RULES_VERSION)
    """Version of the rules of normalisation that the hashes were made with."""

    def with_entries(self, entries: tuple[Entry, ...]) -> "Lock":
        """The same lock with other entries."""
        return replace(self, entries=entries)


def format_lock(lock: Lock) -> str:
    """The one text of a lock."""
    header = [
        _FIRST_LINE,
        f"source: {lock.source}",
        f"language: {lock.language}",
        f"source_blob: {lock.source_blob}",
        *(f"older_blob: {blob}" for blob in lock.older_blobs),
        f"tool: {_TOOL}{lock.rules}",
        "",
    ]
    return "\n".join([*header, *(_line(lock, entry) for entry in lock.entries), ""])


def parse_lock(text: str, path: Path | str, *, older_rules: bool = False) -> Lock:
    """Reads a lock back; raises LockError with the line of whatever this tool cannot have written.

    A lock of older rules is refused, too, unless `older_rules`: its hashes say nothing of today's.
    """
    header, last, lines = _split(text, path)
    entries: dict[str, Entry] = {}
    lock = _empty_lock(header, path)
    if lock.rules != normalisation.RULES_VERSION and not older_rules:
        raise LockError(
            f"written with rules {lock.rules}, these are rules {normalisation.RULES_VERSION}; "
            "run `i18n restamp`, which changes no state",
            path,
            1,
        )
    for number, line in enumerate(lines, start=last + 1):
        entry = _entry(line, lock, path, number)
        if entry.block in entries:
            raise LockError(f"block {entry.block} has two lines; keep the newer one", path, number)
        entries[entry.block] = entry
    return lock.with_entries(tuple(entries.values()))


def read_lock(path: Path, *, older_rules: bool = False) -> Lock | None:
    """The lock at a path, or None when there is none; raises LockError as `parse_lock` does."""
    if not path.exists():
        return None
    if not path.is_file():
        raise LockError("is no file, but has the name of a lock; remove it", path)
    try:
        return parse_lock(path.read_text(encoding="utf-8"), path, older_rules=older_rules)
    except UnicodeDecodeError as error:
        raise LockError("not UTF-8 text; restore it from git or accept the page again", path) from error


def write_lock(lock: Lock, path: Path) -> None:
    """Writes a lock; a lock that says the same already is left untouched."""
    text = format_lock(lock).encode()
    if path.is_file() and path.read_bytes() == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)


def _line(lock: Lock, entry: Entry) -> str:
    tokens = "".join(f"{name}:{value} " for name, value in _kept_of_source(entry) if value)
    translator = f" tr:{entry.translator}" if entry.translator else ""
    reason = f" why:{entry.reason}" if entry.reason else ""
    return (
        f"{entry.block} {entry.kind:<16} src:{entry.source} raw:{entry.raw} tgt:{entry.target} "
        f"like:{entry.sketch} {entry.review:<10} {entry.date} sum:{_checksum(lock, entry)} "
        f"{tokens}by:{entry.by}{translator}{reason}"
    )


def _kept_of_source(entry: Entry) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("inv", entry.invariants), ("txt", entry.wording)


def _checksum(lock: Lock, entry: Entry) -> str:
    content = [lock.source, lock.language, *entry[:_LATER]]
    optional = (*_kept_of_source(entry), ("tr", entry.translator))
    content += [f"{name}:{value}" for name, value in optional if value]
    return hashlib.sha256("\n".join(content).encode()).hexdigest()[:4]


_LATER = Entry._fields.index("translator")
"""From here on a checksum names what an entry holds, because the first locks did not have it."""


def _split(text: str, path: Path | str) -> tuple[dict[str, list[str]], int, list[str]]:
    head, blank, body = text.replace("\r\n", "\n").partition("\n\n")
    if not blank:
        raise LockError("no empty line after the header; restore the lock or accept the page again", path, 1)
    header: dict[str, list[str]] = {}
    for number, line in enumerate(head.split("\n"), start=1):
        if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
            raise LockError("merge marker; keep one side of each line, then run `i18n accept`", path, number)
        if not line.startswith("#"):
            name, _, value = line.partition(": ")
            header.setdefault(name, []).append(value)
    return header, head.count("\n") + 2, body.removesuffix("\n").split("\n") if body else []


def _empty_lock(header: dict[str, list[str]], path: Path | str) -> Lock:
    for name in ("source", "language", "source_blob", "tool"):
        if name not in header:
            raise LockError(f"header has no `{name}:`; restore the lock or accept the page again", path, 1)
    rules = {f"{_TOOL}{version}": version for version in RULES}.get(header["tool"][0])
    if rules is None:
        known = " or ".join(f"{_TOOL}{version}" for version in RULES)
        raise LockError(f"written by {header['tool'][0]}, this knows {known}; accept the page again", path, 1)
    return Lock(
        source=header["source"][0],
        language=header["language"][0],
        source_blob=header["source_blob"][0],
        older_blobs=tuple(header.get("older_blob", ())),
        rules=rules,
    )


def _entry(line: str, lock: Lock, path: Path | str, number: int) -> Entry:
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        raise LockError("merge marker; keep one side of each line, then run `i18n accept`", path, number)
    match = _ENTRY.fullmatch(line)
    if match is None:
        raise LockError(
            "not a line that `i18n accept` writes; restore it or accept the page again", path, number
        )
    block, kind, source, raw, target, sketch, word, date, checksum, *later = match.groups("")
    invariants, wording, by, translator, reason = later
    review = _REVIEWS.get(word)
    if review is None:
        raise LockError(f"unknown review state; known are {', '.join(Review)}", path, number)
    said = (block, kind, source, raw, target, sketch, review, date)
    entry = Entry(*said, by, reason, translator, invariants, wording)
    if _checksum(lock, entry) != checksum:
        raise LockError("edited by hand: the checksum does not fit; accept the block again", path, number)
    return entry
