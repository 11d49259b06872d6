"""Takes back what translators did: writes the blocks that they changed and accepts them as they said.

Whatever cannot be taken over safely is refused by itself: a block that changed at home since it was handed
out, a text that lost a code or a link, one that would be another kind of block, one that a lint is against.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from markdown_pages import MarkdownPagesError, Page

from translation_drift.acceptance import Signature, accepted_lock
from translation_drift.bitext import Bitext, PageUnits, load_bitext, load_page
from translation_drift.errors import DriftError
from translation_drift.exchange.collecting import exchangeable
from translation_drift.exchange.edits import (
    CAME_TWICE,
    STRUCTURE_CHANGED,
    UNKNOWN_BLOCK,
    Edit,
    edit_of,
    refusal,
    refused,
)
from translation_drift.exchange.exchange_unit import ReturnedUnit
from translation_drift.exchange.frames import framed
from translation_drift.exchange.page_text import Replacement, page_with, replaced, same_structure
from translation_drift.findings import Finding
from translation_drift.linting import lint_page
from translation_drift.lock import Review, write_lock
from translation_drift.project import Project
from translation_drift.status import Progress
from translation_drift.units import Samples, Unit, units_of


@dataclass
class PageImport:
    """What came of the units of one page."""

    path: str
    refusals: list[Finding] = field(default_factory=list[Finding])
    written: int = 0
    """Blocks whose text is new."""
    accepted: int = 0
    """Blocks that are written down as current."""
    unchanged: int = 0


@dataclass(frozen=True)
class _Home:
    """The page that units come back to."""

    bitext: Bitext
    source: PageUnits
    samples: Samples

    def place(self, edit: Edit) -> int:
        """Where the edited pair stands among the pairs of the page."""
        return next(i for i, pair in enumerate(self.bitext.pairs) if pair is edit.at_home.pair)


@dataclass(frozen=True)
class _Proposal:
    """The translated page as some edits would make it."""

    page: Page
    units: Mapping[int, Unit]
    """Its units, by the line on which each stands now."""


def import_units(
    project: Project, returned: Sequence[ReturnedUnit], signature: Signature, progress: Progress
) -> list[PageImport]:
    """Writes and accepts page by page; the review of the signature, if any, overrules what the files say."""

    def place(unit: ReturnedUnit) -> tuple[str, str]:
        return unit.language, unit.page

    pages = [list(units) for _, units in groupby(sorted(returned, key=place), place)]
    found: list[PageImport] = []
    for units in pages:
        found.append(_import_page(project, units, signature))
        progress(len(found), len(pages))
    return found


def _import_page(project: Project, units: Sequence[ReturnedUnit], signature: Signature) -> PageImport:
    language, page = units[0].language, units[0].page
    known = [name for name in project.translations if name.casefold() == language.casefold()]
    if not known or not project.page_path(known[0], page).is_file():
        message = f"there is no page {page} in {language}; export what there is"
        return PageImport(units[0].path, [refused(units[0], UNKNOWN_BLOCK, message)])
    samples = Samples(project.samples)
    source = load_page(project, project.source, page, samples)
    home = _Home(load_bitext(project, known[0], page, source, samples), source, samples)
    outcome = PageImport(home.bitext.path)
    edits = list(_edits(home, units, signature.review, outcome))
    edits = _fitting(home, edits, outcome)
    edits = _linted(home, edits, outcome)
    _write(home, edits, signature)
    outcome.written = sum(edit.text is not None for edit in edits)
    outcome.accepted = sum(edit.review is not None for edit in edits)
    outcome.refusals.sort()
    return outcome


def _edits(
    home: _Home, units: Sequence[ReturnedUnit], overruling: Review | None, outcome: PageImport
) -> Iterator[Edit]:
    blocks = {each.unit.block: each for each in exchangeable(home.bitext)}
    edited: set[str] = set()
    for returned in units:
        at_home = blocks.get(returned.block)
        if at_home is None:
            message = f"{home.bitext.path} has no such block; export the page again"
            outcome.refusals.append(refused(returned, UNKNOWN_BLOCK, message))
            continue
        edit = edit_of(returned, at_home, overruling)
        if edit is None:
            outcome.unchanged += 1
        elif returned.block in edited:
            message = "has come back twice; the first one counts"
            outcome.refusals.append(refused(returned, CAME_TWICE, message))
        elif (reason := refusal(edit)) is not None:
            outcome.refusals.append(reason)
        else:
            edited.add(returned.block)
            yield edit


def _fitting(home: _Home, edits: list[Edit], outcome: PageImport) -> list[Edit]:
    """The edits that leave every block of the page what it is; the others are refused."""
    if _proposal(home, edits) is not None:
        return edits
    fitting: list[Edit] = []
    for edit in edits:
        if _proposal(home, [*fitting, edit]) is not None:
            fitting.append(edit)
        else:
            message = "would not be one block of its kind any more; leave out empty lines and Markdown marks"
            outcome.refusals.append(edit.refused(STRUCTURE_CHANGED, message))
    return fitting


def _proposal(home: _Home, edits: Sequence[Edit]) -> _Proposal | None:
    """The page with some edits, or None when it would be built otherwise."""
    before = home.bitext.target
    changed = [Replacement(edit.at_home.target, edit.text) for edit in edits if edit.text is not None]
    try:
        after = page_with(before, replaced(before.text, changed))
    except MarkdownPagesError:
        return None
    if not same_structure(before, after, home.samples):
        return None
    lines = (unit.line for unit in units_of(before, home.samples))
    units = dict(zip(lines, units_of(after, home.samples), strict=True))
    as_meant = all(units[each.unit.line].block.text == each.text for each in changed)
    return _Proposal(after, units) if as_meant and _parted_alike(units, edits) else None


def _parted_alike(units: Mapping[int, Unit], edits: Sequence[Edit]) -> bool:
    """Whether the marks around each edited text are what they were: a title may hold no quotes."""
    for edit in edits:
        now = framed(units[edit.at_home.target.line])
        if now is None or (now.frame.first, now.frame.after) != edit.at_home.marks:
            return False
    return True


def _linted(home: _Home, edits: list[Edit], outcome: PageImport) -> list[Edit]:
    """The edits that no lint has anything to say about; leaving one out can only mend others."""
    while edits:
        objections = _objections(home, edits)
        if not objections:
            return edits
        for edit in edits:
            for finding in objections.get(home.place(edit), ()):
                outcome.refusals.append(edit.refused(finding.code, finding.message))
        edits = [edit for edit in edits if home.place(edit) not in objections]
    return edits


def _bitext(home: _Home, edits: Sequence[Edit]) -> Bitext:
    """Source and translation as they would be: every block still beside the one that it stood beside."""
    proposal = _proposal(home, edits)
    if proposal is None:
        raise DriftError("its blocks cannot be imported together; import fewer at a time", home.bitext.path)
    units = proposal.units
    pairs = tuple(
        replace(pair, target=units[pair.target.line]) if pair.target else pair for pair in home.bitext.pairs
    )
    claimed = tuple(pairs[home.place(edit)] for edit in edits if edit.review is not None)
    return replace(home.bitext, target=proposal.page, pairs=pairs, claimed=claimed)


def _objections(home: _Home, edits: Sequence[Edit]) -> dict[int, list[Finding]]:
    """What the lints say about the edited blocks, by the place of the block."""
    bitext = _bitext(home, edits)
    findings = [finding for finding in lint_page(bitext).findings if finding.path == bitext.path]
    objections: dict[int, list[Finding]] = {}
    for place in map(home.place, edits):
        target = bitext.pairs[place].target
        assert target is not None
        lines = range(target.block.line, target.block.end_line + 1)
        if found := [finding for finding in findings if finding.line in lines]:
            objections[place] = found
    return objections


def _write(home: _Home, edits: Sequence[Edit], signature: Signature) -> None:
    if not edits:
        return
    bitext = _bitext(home, edits)
    if any(edit.text is not None for edit in edits):
        bitext.target.path.write_bytes(bitext.target.text.encode())
    for review in Review:
        places = [home.place(edit) for edit in edits if edit.review is review]
        if places:
            bitext = _accepted(bitext, home.source, places, replace(signature, review=review))
    if bitext.lock and bitext.lock != home.bitext.lock:
        name = home.source.page.name
        write_lock(bitext.lock, bitext.project.lock_path(bitext.language, name))


def _accepted(bitext: Bitext, source: PageUnits, places: Sequence[int], signature: Signature) -> Bitext:
    """The page with the lock that accepts the blocks at these places, and its entries at their pairs."""
    chosen = [bitext.pairs[place] for place in places]
    lock = accepted_lock(bitext, source, chosen, signature)
    entries = iter(lock.entries)
    pairs = tuple(
        replace(pair, entry=next(entries)) if place in places or pair.entry else pair
        for place, pair in enumerate(bitext.pairs)
    )
    return replace(bitext, lock=lock, pairs=pairs)
