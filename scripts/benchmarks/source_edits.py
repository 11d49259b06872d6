"""Edits of a source page, one function a family: what a translation has to follow, and what it need not.

The families are those that documentation with many languages meets: text that is reworded, added or removed,
code and facts that change, and edits of the notation only.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from translation_drift.bitext import PageUnits
from translation_drift.units import Unit

_PROSE = ("paragraph", "list_item")


@dataclass(frozen=True)
class SourceEdit:
    """A source page after one edit."""

    text: str
    unit: Unit
    """The block that was edited, or behind which another one was added."""
    first: int
    last: int
    """Lines of the new page that say something else; none, and so in no order, where a block was removed."""
    changes: bool
    """Whether translations have to follow."""


Family = Callable[[PageUnits, Random], SourceEdit | None]


def _replacing(kinds: Sequence[str], pattern: str, new: str, *, changes: bool = True) -> Family:
    """A family that replaces the first match of a pattern in a block of some kinds."""

    def edit(source: PageUnits, random: Random) -> SourceEdit | None:
        for unit in _shuffled(source, kinds, random):
            text = re.sub(pattern, new, unit.block.text, count=1)
            if text != unit.block.text:
                return _with(source, unit, text.split("\n"), changes=changes)
        return None

    return edit


def _adding(kinds: Sequence[str], *new: str) -> Family:
    """A family that adds lines behind a block of some kinds that stands in nothing."""

    def edit(source: PageUnits, random: Random) -> SourceEdit | None:
        for unit in _shuffled(source, kinds, random):
            lines = source.page.text.split("\n")
            behind = lines[unit.block.end_line : unit.block.end_line + 1]
            if not set(unit.block.containers) - {"list_item"} and (kinds != ("paragraph",) or behind == [""]):
                before = unit.block.end_line
                text = "\n".join([*lines[:before], *new, *lines[before:]])
                return SourceEdit(text, unit, before + 1, before + len(new), changes=True)
        return None

    return edit


def _removing(kinds: Sequence[str]) -> Family:
    """A family that removes a block that stands in nothing."""

    def edit(source: PageUnits, random: Random) -> SourceEdit | None:
        for unit in _shuffled(source, kinds, random):
            if not unit.block.containers and not _is_head(source, unit):
                removed = _with(source, unit, [], changes=True)
                return SourceEdit(removed.text, unit, 1, 0, changes=True)
        return None

    return edit


def _is_head(source: PageUnits, unit: Unit) -> bool:
    """Whether a row of a table is the one that it cannot be without."""
    behind = source.page.text.split("\n")[unit.block.end_line : unit.block.end_line + 1]
    return unit.kind == "table_row" and bool(behind) and set(behind[0]) <= set("|-: ") and "-" in behind[0]


def _with(source: PageUnits, unit: Unit, new: Sequence[str], *, changes: bool) -> SourceEdit:
    lines = source.page.text.split("\n")
    text = "\n".join([*lines[: unit.line - 1], *new, *lines[unit.block.end_line :]])
    return SourceEdit(text, unit, unit.line, unit.line + len(new) - 1, changes)


def _shuffled(source: PageUnits, kinds: Sequence[str], random: Random) -> Iterator[Unit]:
    units = [unit for unit in source.units if unit.kind in kinds]
    yield from random.sample(units, len(units))


FAMILIES: dict[str, Family] = {
    "paragraph rewritten": _replacing(("paragraph",), r"(?s)(\A[ >]*).+", r"\1Something else is said here."),
    "sentence added": _replacing(("paragraph",), r"\Z", " Mind that this takes a while."),
    "sentence negated": _replacing(_PROSE, r"\b(is|are|can|does)\b(?! not)", r"\1 not"),
    "paragraph added": _adding(("paragraph",), "", "Nobody has said this on the page before."),
    "paragraph removed": _removing(("paragraph",)),
    "section added": _adding(("paragraph",), "", "## One more thing {#one-more-thing}", "", "It is new."),
    "list item added": _adding(("list_item",), "- Something that nobody needed before."),
    "table row removed": _removing(("table_row",)),
    "warning added": _adding(("paragraph",), "", '!!! warning "Mind the bill"', "", "    This costs money."),
    "heading reworded": _replacing(("heading",), r"(#+ )[^{\n]+", r"\1Said in another way "),
    "command changed": _replacing(_PROSE, r"`[^`\n]+`", "`az ml something --else`"),
    "number changed": _replacing(_PROSE, r"(?<![\w.,`(/-])(\d{2,})(?![\w.,%`)/-])", r"\g<1>7"),
    "link leads elsewhere": _replacing(_PROSE, r"(?<=\])\([^()\n]+\)", "(https://example.com/elsewhere)"),
    "embed changed": _replacing(("code",), r'--8<-- "[^"\n]+"', '--8<-- "jobs/submit.py"'),
    "wrapped otherwise": _replacing(("paragraph",), r"(\A[A-Z][a-z]+) (?=[a-z]+ )", r"\1\n", changes=False),
    "marker of a list": _replacing(("list_item",), r"\A- ", "* ", changes=False),
    "comment added": _replacing(("paragraph",), r"\Z", " <!-- seen -->", changes=False),
    "padding of a table": _replacing(("table_row",), r" \|$", "      |", changes=False),
}
