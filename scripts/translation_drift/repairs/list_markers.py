"""Items of lists without their marker, or with a number where the source has a bullet."""

import re
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.block_shell import first_indent
from translation_drift.pairing import Pair
from translation_drift.repair import Repair
from translation_drift.structure import swallowed
from translation_drift.text_edits import Edit, Lines
from translation_drift.units import Unit

_LOST = "lost-bullet"


def split(bitext: Bitext, lines: Lines) -> Iterator[Repair]:
    """Puts markers before the items that ran on in the block before."""
    text = bitext.target.text
    starts = {pair.target.line for pair in bitext.pairs if pair.target}
    for part in swallowed(bitext):
        if part.source.kind == "list_item" and part.line not in starts:
            start = lines.offset(part.line)
            end = start + len(text[start:]) - len(text[start:].lstrip(" \t"))
            yield Repair(
                part.line,
                _LOST,
                "item has its marker again",
                Edit(start, end, first_indent(part.source.block)),
            )


def mend(_bitext: Bitext, pairs: list[Pair], lines: Lines) -> Iterator[Repair]:
    """Gives items the kind of marker that the source has."""
    for pair in pairs:
        source, target = pair.source, pair.target
        if source and target and source.kind == "list_item" and _marker(source) != _marker(target):
            before = first_indent(target.block)
            after = first_indent(source.block)
            if target.kind == "list_item":
                after = re.sub(r"[-*+\d.)]+", _sign(source), before, count=1)
            elif target.kind != "paragraph":
                continue
            start = lines.offset(target.line)
            edit = Edit(start, start + len(before), after)
            yield Repair(target.line, _LOST, f"item begins with {_sign(source)!r} again", edit)


def _marker(unit: Unit) -> str:
    """`1` for a numbered item, `-` for one with a bullet, nothing for what is no item."""
    sign = _sign(unit)
    return "1" if sign[:1].isdigit() else "-" if sign else ""


def _sign(unit: Unit) -> str:
    if unit.kind != "list_item":
        return ""
    return first_indent(unit.block).replace(">", " ").split()[0]
