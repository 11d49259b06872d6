"""Puts blocks that a translated page lacks behind those that they follow in the source.

What parts two blocks is that of the source as well: empty lines, hidden runs, the line below the head of a
table. Whether the page then has the shape that the source has is for the caller to look at.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from markdown_pages import LINE_END, Block

from translation_drift.bitext import Bitext
from translation_drift.exchange.frames import framed
from translation_drift.text_edits import Edit, Lines


@dataclass(frozen=True)
class _Gap:
    """The part of the translated page into which some of the blocks go, by their places among the pairs."""

    before: int | None
    """The block that they follow; None at the start of the page."""
    behind: int | None
    """The block that stands behind them; None at the end of the page."""
    places: tuple[int, ...]


def companions(bitext: Bitext, places: Iterable[int]) -> set[int]:
    """The lacking blocks beside lacking blocks that nobody has to translate, such as code of a sample."""

    def comes_along(place: int) -> bool:
        pair = bitext.pairs[place]
        return pair.target is None and pair.source is not None and framed(pair.source) is None

    order = _source_order(bitext)
    found: set[int] = set()
    for at in map(order.index, places):
        found.update(takewhile(comes_along, order[at + 1 :]))
        found.update(takewhile(comes_along, reversed(order[:at])))
    return found


def order_with(bitext: Bitext, added: Iterable[int]) -> list[int]:
    """The places of the blocks in the order in which the page has them, with those that are put in."""
    order = _page_order(bitext)
    for gap in _gaps(bitext, added):
        at = 0 if gap.before is None else order.index(gap.before) + 1
        order[at:at] = gap.places
    return order


def insertions(bitext: Bitext, texts: Mapping[int, str]) -> Iterator[Edit]:
    """The edits of the page that put blocks in, each with its text, by its place among the pairs."""
    text, lines = bitext.target.text, Lines(bitext.target.text)
    for gap in _gaps(bitext, texts):
        start, end = 0, len(text)
        if gap.before is not None:
            block = _target(bitext, gap.before)
            start = lines.offset(block.end_line, len(block.text.split("\n")[-1]))
        if gap.behind is not None:
            end = lines.offset(_target(bitext, gap.behind).line)
        own = LINE_END.split(text[start:end])
        first = own[:1] if gap.before is not None else []
        last = own[-1:] if gap.behind is not None else []
        own = own[len(first) : len(own) - len(last)]
        yield Edit(start, end, lines.newline.join([*first, *_lines(bitext, gap, texts, own), *last]))


def _gaps(bitext: Bitext, added: Iterable[int]) -> Iterator[_Gap]:
    order = _page_order(bitext)
    places: dict[int | None, list[int]] = {}
    for place in sorted(added):
        there = (at for at in range(place - 1, -1, -1) if bitext.pairs[at].source and bitext.pairs[at].target)
        places.setdefault(next(there, None), []).append(place)
    for before, group in places.items():
        at = 0 if before is None else order.index(before) + 1
        yield _Gap(before, order[at] if at < len(order) else None, tuple(group))


def _lines(bitext: Bitext, gap: _Gap, texts: Mapping[int, str], own: Sequence[str]) -> list[str]:
    """The lines of a gap as they are to be; `own` are those that it has, of which only empty ones may go."""
    parts, tail, beside = _as_in_source(bitext, gap)
    marks = Counter(filter(str.strip, own))
    if beside != gap.behind or marks - Counter(line for lines in (*parts.values(), tail) for line in lines):
        parts = {place: [line for line in lines if line not in marks] for place, lines in parts.items()}
        tail = list(own)
    found: list[str] = []
    for place, parting in parts.items():
        found += [*_single_blanks(parting), *texts[place].split("\n")]
    return [*found, *_single_blanks(tail)]


def _as_in_source(bitext: Bitext, gap: _Gap) -> tuple[dict[int, list[str]], list[str], int | None]:
    """The lines before each block as the source has them, those behind the last, and which block follows."""
    lines = LINE_END.split(bitext.source.text)
    order = _source_order(bitext)
    at = 0 if gap.before is None else order.index(gap.before) + 1
    end = 0 if gap.before is None else _source(bitext, gap.before).end_line
    parts: dict[int, list[str]] = {}
    parting: list[str] = []
    follows = gap.before is not None
    for place in takewhile(lambda place: bitext.pairs[place].target is None, order[at:]):
        block = _source(bitext, place)
        between, end, at = lines[end : block.line - 1], block.end_line, at + 1
        if place in gap.places:
            parts[place], parting = parting + between, []
        else:
            parting += _without_what_is_ahead(between) if follows else filter(_is_blank, between)
        follows = place in gap.places
    beside = order[at] if at < len(order) else None
    stop = len(lines) if beside is None else _source(bitext, beside).line - 1
    return parts, parting + lines[end:stop], beside


def _without_what_is_ahead(lines: Sequence[str]) -> list[str]:
    """Of the lines before a block that stays away, those that belong to the block above, and empty ones."""
    own = [*takewhile(str.strip, lines)]
    return [*own, *filter(_is_blank, lines[len(own) :])]


def _is_blank(line: str) -> bool:
    return not line.strip()


def _single_blanks(lines: Sequence[str]) -> list[str]:
    """The lines without the empty ones that follow an empty one."""
    return [
        line
        for at, line in enumerate(lines)
        if at == 0 or not _is_blank(line) or not _is_blank(lines[at - 1])
    ]


def _page_order(bitext: Bitext) -> list[int]:
    targets = [(pair.target.line, place) for place, pair in enumerate(bitext.pairs) if pair.target]
    return [place for _, place in sorted(targets)]


def _source_order(bitext: Bitext) -> list[int]:
    return [place for place, pair in enumerate(bitext.pairs) if pair.source]


def _source(bitext: Bitext, place: int) -> Block:
    unit = bitext.pairs[place].source
    assert unit is not None
    return unit.block


def _target(bitext: Bitext, place: int) -> Block:
    unit = bitext.pairs[place].target
    assert unit is not None
    return unit.block
