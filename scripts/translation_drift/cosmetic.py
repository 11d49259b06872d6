"""Lets the author of a source page say once, for all languages, that an edit changes nothing for readers.

The edit is what lies between an older text of the page and today's. A translation that was accepted against
exactly that older text stays current; one that was behind already stays behind.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translation_drift.acceptance import Acceptance, Part, Signature, lock_of
from translation_drift.bitext import Bitext, PageUnits, load_bitext, load_page
from translation_drift.errors import ConfigurationError
from translation_drift.findings import Finding
from translation_drift.lock import Entry, write_lock
from translation_drift.pairing import Pair
from translation_drift.project import Project
from translation_drift.revisions import SourceChange, source_changes, units_of_text
from translation_drift.severity import invariants, kept_of
from translation_drift.states import block_state
from translation_drift.units import Samples

NOT_COSMETIC = "not-cosmetic"
"""An edit of the source changes more than its wording: translators have to look at it, so translate it."""
OLDER_CHANGE = "older-change"
"""A translation was behind before the edit: translate the older change; the edit is taken along."""


@dataclass(frozen=True)
class CosmeticEdit:
    """An edit of a source page of which its author says that no translation has to follow."""

    part: Part
    """The page; its blocks are ids, ids of headings or `L` and a line of the source page."""
    before: str
    """The source page as it was before the edit."""
    signature: Signature
    """Who says so and when; `unchanged` is the reason."""


def mark_cosmetic(project: Project, languages: Sequence[str], edit: CosmeticEdit) -> list[Acceptance]:
    """Moves the languages' locks to today's source; raises ConfigurationError when nothing was edited."""
    samples = Samples(project.samples)
    source = load_page(project, project.source, edit.part.page, samples)
    bitexts = [
        load_bitext(project, language, edit.part.page, source, samples)
        for language in languages
        if project.lock_path(language, edit.part.page).is_file()
        if project.page_path(language, edit.part.page).is_file()
    ]
    changes = _edited(project, edit, source, bitexts, samples)
    path = project.relative(source.page.path)
    refusals = list(_of_substance(path, changes))
    if refusals:
        return [Acceptance(path, refusals)]
    return [_mark(bitext, source, changes, edit, samples) for bitext in bitexts]


def _edited(
    project: Project, edit: CosmeticEdit, source: PageUnits, bitexts: Sequence[Bitext], samples: Samples
) -> list[SourceChange]:
    changes = source_changes(units_of_text(source.page.path, edit.before, samples), source.units)
    lines = {
        pair.source.line
        for bitext in bitexts
        for pair in bitext.pairs
        if pair.source and not set(_names(pair)).isdisjoint(edit.part.blocks)
    }
    edited = [
        change for change in changes if change.old and (not edit.part.blocks or change.new.line in lines)
    ]
    if not edited:
        where = " ".join([edit.part.page, *(f"#{block}" for block in edit.part.blocks)])
        raise ConfigurationError(
            f"no block of {where} says something else than before the edit; name a block as `i18n status` "
            "does, or the text before the edit with --since REV",
            project.relative(source.page.path),
        )
    return edited


def _names(pair: Pair) -> Iterator[str]:
    if pair.entry:
        yield pair.entry.block
    if pair.source:
        block = pair.source.block
        yield from (pair.source.hash[:8], pair.source.section, block.heading_id or "")
        yield from (f"L{line}" for line in range(block.line, block.end_line + 1))


def _of_substance(path: str, changes: Sequence[SourceChange]) -> Iterator[Finding]:
    for change in changes:
        if change.old and invariants(change.old) != invariants(change.new):
            message = (
                "code, a number, an address or a warning changed here, and every translation has to follow; "
                "see `i18n diff`"
            )
            yield Finding(path, change.new.line, NOT_COSMETIC, message)


def _mark(
    bitext: Bitext, source: PageUnits, changes: Sequence[SourceChange], edit: CosmeticEdit, samples: Samples
) -> Acceptance:
    before = {change.new.line: change.old.hash for change in changes if change.old}
    behind = [
        pair
        for pair in bitext.pairs
        if pair.entry and pair.source and pair.source.line in before
        if pair.entry.source != pair.source.hash
    ]
    refusals = list(_older_changes(bitext, behind, before))
    if refusals:
        return Acceptance(bitext.path, refusals)
    moved = {pair.entry.block: _moved(pair, edit.signature) for pair in behind if pair.entry}
    assert bitext.lock
    entries = [moved.get(entry.block, entry) for entry in bitext.lock.entries]
    page = edit.part.page
    write_lock(lock_of(bitext, source, entries), bitext.project.lock_path(bitext.language, page))
    after = load_bitext(bitext.project, bitext.language, page, source, samples)
    remaining = sum(not block_state(pair).settled for pair in after.pairs)
    return Acceptance(bitext.path, written=len(moved), remaining=remaining)


def _older_changes(bitext: Bitext, behind: Sequence[Pair], before: dict[int, str]) -> Iterator[Finding]:
    for pair in behind:
        if pair.entry and pair.source and pair.entry.source != before[pair.source.line]:
            line = pair.target.line if pair.target else 1
            message = (
                f"was behind before this edit of line {pair.source.line} of the source already; "
                "translate it and run `i18n accept`"
            )
            yield Finding(bitext.path, line, OLDER_CHANGE, message)


def _moved(pair: Pair, signature: Signature) -> Entry:
    """The entry against today's source; the translation, who made it and who reviewed it stay."""
    assert pair.entry
    assert pair.source
    return pair.entry._replace(
        kind=pair.source.kind,
        reason=f"cosmetic by {signature.by} on {signature.date}: {signature.unchanged}",
        **kept_of(pair.source),
    )
