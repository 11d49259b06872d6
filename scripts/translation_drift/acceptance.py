"""Writes down that a translation says what the source says now: the only way in which a lock changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from translation_drift.bitext import Bitext, PageUnits, load_bitext, load_page
from translation_drift.blobs import blob_id
from translation_drift.errors import ConfigurationError
from translation_drift.findings import Finding, Severity
from translation_drift.linting import lint_page
from translation_drift.lock import Entry, Lock, Review, write_lock
from translation_drift.pairing import Pair
from translation_drift.project import Project
from translation_drift.review import own_reviews, translated_by
from translation_drift.severity import kept_of
from translation_drift.states import BlockState, block_state
from translation_drift.units import Samples, Unit

NOT_CHANGED = "not-changed"
"""A block whose source has changed and whose translation has not. Translate the change, or say with
`i18n accept --unchanged WHY` why the translation may stay as it is."""
NO_TRANSLATION = "no-translation"
"""A page that was to be accepted and is not translated. `i18n start` begins it."""


@dataclass(frozen=True)
class Signature:
    """Who accepts, on what day, as what, and why a translation may stay as it is."""

    by: str
    date: str
    review: Review | None = None
    """For what is new or changed, by default `translated`; the unchanged is raised to it, never lowered."""
    unchanged: str = ""

    def __post_init__(self) -> None:
        if any(mark in f"{self.by} " for mark in (" tr:", " why:")) or not self.by.strip():
            raise ConfigurationError(f"{self.by!r} cannot stand in a lock as a name: say another with --by")
        if "\n" in self.by + self.unchanged or "\r" in self.by + self.unchanged:
            raise ConfigurationError("a name and a reason are one line each: leave the line break out")


@dataclass(frozen=True)
class Part:
    """What of a page is accepted: all, or the blocks with one of these ids."""

    page: str
    blocks: tuple[str, ...] = ()
    """Ids of blocks, ids of headings (for their sections), or `L` and a line of the translated page."""


@dataclass
class Acceptance:
    """What came of an attempt: either refusals and no change, or the entries that were written."""

    path: str
    refusals: list[Finding] = field(default_factory=list[Finding])
    written: int = 0
    """Lines of the lock that are new or say something else than before."""
    remaining: int = 0
    """Blocks of the page that are still not settled."""


def accept(project: Project, language: str, part: Part, signature: Signature) -> Acceptance:
    """Accepts a page, or a part of it, in one language; refuses when a lint has something to say."""
    path = project.relative(project.page_path(language, part.page))
    if not project.page_path(language, part.page).is_file():
        return Acceptance(path, [Finding(path, 1, NO_TRANSLATION, "there is no translation to accept")])
    samples = Samples(project.samples)
    source = load_page(project, project.source, part.page, samples)
    bitext = load_bitext(project, language, part.page, source, samples)
    chosen = _chosen(bitext, part)
    refusals = [*_lints(bitext, chosen), *_unchanged(bitext, chosen, signature)]
    refusals += own_reviews(bitext, chosen, signature.by) if signature.review is Review.REVIEWED else ()
    if refusals:
        return Acceptance(path, sorted(refusals))
    lock = accepted_lock(bitext, source, chosen, signature)
    write_lock(lock, project.lock_path(language, part.page))
    after = load_bitext(project, language, part.page, source, samples)
    remaining = sum(not block_state(pair).settled for pair in after.pairs)
    before = set(bitext.lock.entries) if bitext.lock else set[Entry]()
    return Acceptance(path, written=len(set(lock.entries) - before), remaining=remaining)


def _chosen(bitext: Bitext, part: Part) -> list[Pair]:
    if not part.blocks:
        return list(bitext.pairs)
    chosen: list[Pair] = []
    for name in part.blocks:
        named = [pair for pair in bitext.pairs if name in _names(pair)]
        if not named:
            raise ConfigurationError(
                f"{part.page} has no block #{name}; take an id of `i18n diff`, a heading's id, or L<line>",
                bitext.path,
            )
        chosen += [pair for pair in named if pair not in chosen]
    return chosen


def _names(pair: Pair) -> Iterator[str]:
    if pair.entry:
        yield pair.entry.block
    if pair.source:
        yield pair.source.hash[:8]
        yield pair.source.section
        yield pair.source.block.heading_id or ""
    if pair.target:
        yield from (f"L{line}" for line in range(pair.target.block.line, pair.target.block.end_line + 1))


def _lints(bitext: Bitext, chosen: Sequence[Pair]) -> list[Finding]:
    claimed = replace(bitext, claimed=tuple(chosen))
    return [found for found in lint_page(claimed).findings if found.severity is Severity.ERROR]


def _unchanged(bitext: Bitext, chosen: Sequence[Pair], signature: Signature) -> Iterator[Finding]:
    for pair in chosen:
        if pair.target is None or pair.entry is None or signature.unchanged:
            continue
        if block_state(pair) is BlockState.STALE and pair.target.hash == pair.entry.target:
            message = "the source has changed and the translation has not; translate, or say --unchanged WHY"
            yield Finding(bitext.path, pair.target.line, NOT_CHANGED, message)


def accepted_lock(bitext: Bitext, source: PageUnits, chosen: Sequence[Pair], signature: Signature) -> Lock:
    """The lock that says that the chosen pairs are current, and of the others what it said before."""
    picked = {id(pair) for pair in chosen}
    taken = {pair.entry.block for pair in bitext.pairs if pair.entry}
    entries: list[Entry] = []
    for pair in bitext.pairs:
        if id(pair) in picked and pair.source and pair.target:
            entries.append(_entry(pair, pair.source, pair.target, signature, taken))
        elif pair.entry and (id(pair) not in picked or pair.source):
            entries.append(pair.entry)
    return lock_of(bitext, source, entries)


def lock_of(bitext: Bitext, source: PageUnits, entries: Sequence[Entry]) -> Lock:
    """The lock of a page with these entries, which names the source that they were made against."""
    blob = blob_id(bitext.source.path.read_bytes())
    return Lock(
        source=bitext.project.relative(bitext.source.path),
        language=bitext.language,
        source_blob=blob,
        entries=tuple(entries),
        older_blobs=older_blobs(bitext.lock, blob, entries, source),
    )


def _entry(pair: Pair, source: Unit, target: Unit, signature: Signature, taken: set[str]) -> Entry:
    old = pair.entry
    same = old is not None and (old.source, old.target) == (source.hash, target.hash)
    if old is not None and same and not _raises(signature.review, old.review):
        return old._replace(**kept_of(source))
    review = signature.review or Review.TRANSLATED
    unchanged = old is not None and not same and old.target == target.hash
    return Entry(
        block=old.block if old else _new_id(source.hash, taken),
        kind=source.kind,
        target=target.hash,
        review=review,
        date=signature.date,
        by=signature.by,
        reason=old.reason if old and same else signature.unchanged if unchanged else "",
        translator=translated_by(pair) if review is Review.REVIEWED else "",
        **kept_of(source),
    )


def _raises(review: Review | None, old: Review) -> bool:
    levels = list(Review)
    return review is not None and levels.index(review) > levels.index(old)


def _new_id(source_hash: str, taken: set[str]) -> str:
    number = int(source_hash[:8], 16)
    while f"{number:08x}" in taken:
        number = (number + 1) % 16**8
    taken.add(f"{number:08x}")
    return f"{number:08x}"


def older_blobs(lock: Lock | None, blob: str, entries: Sequence[Entry], source: PageUnits) -> tuple[str, ...]:
    """Ids of older sources, as long as an entry still stands against a text that the newest does not have."""
    if lock is None or {entry.source for entry in entries} <= {unit.hash for unit in source.units}:
        return ()
    return tuple(old for old in (lock.source_blob, *lock.older_blobs) if old != blob)
