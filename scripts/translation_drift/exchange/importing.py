"""Takes back what translators did: writes the blocks that they changed and accepts them as they said.

Whatever cannot be taken over safely is refused by itself: a block that changed at home since it was handed
out, a text that lost a code or a link, one that would be another kind of block, one that a lint is against.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import groupby

from translation_drift.acceptance import Signature, accepted_lock
from translation_drift.bitext import Bitext, PageUnits, load_bitext, load_page
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
from translation_drift.exchange.proposal import Home, bitext_with, proposal
from translation_drift.findings import Finding
from translation_drift.linting import lint_page
from translation_drift.lock import Review, write_lock
from translation_drift.project import Project
from translation_drift.selection import Progress
from translation_drift.units import Samples

_OTHER_SHAPE = "would not be one block of its kind any more; leave out empty lines and Markdown marks"
_NO_PLACE = "has no certain place on the page; import it with the blocks before it, or put it in by hand"


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
    home = Home(load_bitext(project, known[0], page, source, samples), source, samples)
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
    home: Home, units: Sequence[ReturnedUnit], overruling: Review | None, outcome: PageImport
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


def _fitting(home: Home, edits: list[Edit], outcome: PageImport) -> list[Edit]:
    """The edits that leave every block of the page what it is; the others are refused."""
    if proposal(home, edits) is not None:
        return edits
    fitting: list[Edit] = []
    for edit in edits:
        if proposal(home, [*fitting, edit]) is not None:
            fitting.append(edit)
        else:
            message = _NO_PLACE if home.lacks(home.place(edit)) else _OTHER_SHAPE
            outcome.refusals.append(edit.refused(STRUCTURE_CHANGED, message))
    return fitting


def _linted(home: Home, edits: list[Edit], outcome: PageImport) -> list[Edit]:
    """The edits that no lint has anything to say about; leaving one out can only mend others."""
    while edits:
        objections = _objections(home, edits)
        if not objections:
            return edits
        for edit in edits:
            for finding in objections.get(home.place(edit), ()):
                outcome.refusals.append(edit.refused(finding.code, finding.message))
        left = [edit for edit in edits if home.place(edit) not in objections]
        edits = _fitting(home, left, outcome)
    return edits


def _objections(home: Home, edits: Sequence[Edit]) -> dict[int, list[Finding]]:
    """What the lints say about the edited blocks, by the place of the block."""
    bitext = bitext_with(home, edits)
    # What the page lacks still is no fault of the blocks beside it.
    present = replace(bitext, pairs=tuple(pair for pair in bitext.pairs if pair.target))
    findings = [finding for finding in lint_page(present).findings if finding.path == bitext.path]
    objections: dict[int, list[Finding]] = {}
    for place in map(home.place, edits):
        target = bitext.pairs[place].target
        assert target is not None
        lines = range(target.block.line, target.block.end_line + 1)
        if found := [finding for finding in findings if finding.line in lines]:
            objections[place] = found
    return objections


def _write(home: Home, edits: Sequence[Edit], signature: Signature) -> None:
    if not edits:
        return
    bitext = bitext_with(home, edits)
    if any(edit.text is not None for edit in edits):
        bitext.target.path.write_bytes(bitext.target.text.encode())
    for review in Review:
        places = home.claimed([edit for edit in edits if edit.review is review])
        if places:
            bitext = _accepted(bitext, home.source, places, replace(signature, review=review))
    if bitext.lock and bitext.lock != home.bitext.lock:
        name = home.source.page.name
        write_lock(bitext.lock, bitext.project.lock_path(bitext.language, name))


def _accepted(bitext: Bitext, source: PageUnits, places: Set[int], signature: Signature) -> Bitext:
    """The page with the lock that accepts the blocks at these places, and its entries at their pairs."""
    chosen = [bitext.pairs[place] for place in sorted(places)]
    lock = accepted_lock(bitext, source, chosen, signature)
    entries = iter(lock.entries)
    pairs = tuple(
        replace(pair, entry=next(entries)) if place in places or pair.entry else pair
        for place, pair in enumerate(bitext.pairs)
    )
    return replace(bitext, lock=lock, pairs=pairs)
