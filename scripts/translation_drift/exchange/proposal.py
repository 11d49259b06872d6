"""The translated page as units that came back would make it, block by block beside its source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markdown_pages import MarkdownPagesError, Page

from translation_drift.bitext import Bitext, PageUnits
from translation_drift.errors import DriftError
from translation_drift.exchange.edits import Edit
from translation_drift.exchange.frames import framed
from translation_drift.exchange.page_text import page_with
from translation_drift.exchange.placing import companions, insertions, order_with
from translation_drift.pairing import Pair
from translation_drift.text_edits import Lines, apply_edits
from translation_drift.units import Samples, Unit, units_of


@dataclass(frozen=True)
class Home:
    """The page that units come back to."""

    bitext: Bitext
    source: PageUnits
    samples: Samples

    def place(self, edit: Edit) -> int:
        """Where the edited pair stands among the pairs of the page."""
        return next(i for i, pair in enumerate(self.bitext.pairs) if pair is edit.at_home.pair)

    def claimed(self, edits: Sequence[Edit]) -> set[int]:
        """The places of the blocks that these edits say are current, with what they bring along."""
        places = {self.place(edit) for edit in edits if edit.review is not None}
        return places | companions(self.bitext, (place for place in places if self.lacks(place)))

    def lacks(self, place: int) -> bool:
        """Whether the page does not have the block yet."""
        return self.bitext.pairs[place].target is None


@dataclass(frozen=True)
class Proposal:
    """The translated page as some edits would make it."""

    page: Page
    units: Mapping[int, Unit]
    """Its units, by the places of their pairs."""


def proposal(home: Home, edits: Sequence[Edit]) -> Proposal | None:
    """The page with some edits, or None when it would be built otherwise than the source and as it was."""
    before = home.bitext.target
    texts = {home.place(edit): edit.text for edit in edits if edit.text is not None}
    added = {place: text for place, text in texts.items() if home.lacks(place)}
    added |= {place: _source_text(home.bitext.pairs[place]) for place in companions(home.bitext, added)}
    lines = Lines(before.text)
    changes = [*insertions(home.bitext, added)]
    for place, text in texts.items():
        if target := home.bitext.pairs[place].target:
            changes.append(lines.replacement(target.block.line, target.block.end_line, text))
    try:
        after = page_with(before, apply_edits(before.text, changes))
    except MarkdownPagesError:
        return None
    units = units_of(after, home.samples)
    order = order_with(home.bitext, added)
    pairs = [home.bitext.pairs[place] for place in order]
    if len(units) != len(pairs) or not all(map(_fits, pairs, units)):
        return None
    at = dict(zip(order, units, strict=True))
    as_meant = all(at[place].block.text == text for place, text in {**texts, **added}.items())
    return Proposal(after, at) if as_meant and _parted_alike(home, at, edits) else None


def bitext_with(home: Home, edits: Sequence[Edit]) -> Bitext:
    """Source and translation as they would be: every block still beside the one that it stood beside."""
    proposed = proposal(home, edits)
    if proposed is None:
        raise DriftError("its blocks cannot be imported together; import fewer at a time", home.bitext.path)
    pairs = tuple(
        replace(pair, target=proposed.units.get(place)) for place, pair in enumerate(home.bitext.pairs)
    )
    claimed = tuple(pairs[place] for place in sorted(home.claimed(edits)))
    return replace(home.bitext, target=proposed.page, pairs=pairs, claimed=claimed)


def _fits(pair: Pair, after: Unit) -> bool:
    """Whether a block is of the kind that it was, or that its source is, and stands where either stands."""
    there = [unit for unit in (pair.target, pair.source) if unit]
    return (
        _shape(after) == _shape(there[0])
        and after.block.containers in [unit.block.containers for unit in there]
        and after.section in [unit.section for unit in there]
    )


def _shape(unit: Unit) -> tuple[object, ...]:
    return unit.kind, unit.block.level, unit.block.heading_id


def _source_text(pair: Pair) -> str:
    assert pair.source is not None
    return pair.source.block.text


def _parted_alike(home: Home, units: Mapping[int, Unit], edits: Sequence[Edit]) -> bool:
    """Whether the marks around each edited text are what they were: a title may hold no quotes."""
    for edit in edits:
        unit = units.get(home.place(edit))
        now = framed(unit) if unit else None
        if now is None or (now.frame.first, now.frame.after) != edit.at_home.marks:
            return False
    return True
