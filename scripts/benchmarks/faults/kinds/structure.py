"""Blocks that are lost, run together, or stand in another place."""

import re
from itertools import pairwise
from random import Random

from translation_drift.units import Unit

from benchmarks.faults.fault import Fault, TranslatedPage, fault, shuffled

_MARKER = re.compile(r"^(\s*)(?:[-*+]|\d+[.)])(\s+)")
_ID = re.compile(r"\{#([\w-]+)\}")


def _neighbours(page: TranslatedPage, *kinds: str) -> list[tuple[Unit, Unit]]:
    """Translated blocks that follow each other in one container, of one section."""
    units = [target for _, target in page.pairs]
    return [
        (left, right)
        for left, right in pairwise(units)
        if left.kind in kinds
        if right.kind in kinds
        if left.section == right.section
        if left.block.containers == right.block.containers
    ]


@fault("lost bullet")
def lost_bullet(page: TranslatedPage, random: Random) -> Fault | None:
    """A list item runs on in the item before."""
    for left, right in shuffled(_neighbours(page, "list_item"), random):
        text = _MARKER.sub(lambda marker: marker[1] + "  ", right.block.text)
        if right.line == left.block.end_line + 1:
            return page.edited(right, text, "lost-bullet")
    return None


@fault("list item as a paragraph")
def item_as_paragraph(page: TranslatedPage, random: Random) -> Fault | None:
    """The last list item lost its bullet and stands apart."""
    items = [target for _, target in page.of_kind("list_item")]
    for item in shuffled(items, random):
        following = page.lines[item.block.end_line] if item.block.end_line < len(page.lines) else ""
        if not following.strip() and _MARKER.match(item.block.text):
            text = _MARKER.sub(lambda marker: marker[1], item.block.text)
            new = ["", *text.split("\n")]
            return page.spoiled(item.line, item.block.end_line + 1, new, "lost-bullet", item.line + 1)
    return None


@fault("lost paragraph")
def lost_paragraph(page: TranslatedPage, random: Random) -> Fault | None:
    """A paragraph is not there."""
    paragraphs = [target for _, target in page.of_kind("paragraph") if not target.block.containers]
    for unit in shuffled(paragraphs, random):
        return page.spoiled(unit.line, unit.block.end_line + 2, [], "block-lost", max(unit.line - 2, 1))
    return None


@fault("lost table row")
def lost_row(page: TranslatedPage, random: Random) -> Fault | None:
    """A row of a table is not there."""
    rows = _neighbours(page, "table_row")
    for left, row in shuffled(rows, random):
        if row.line == left.line + 1:
            return page.spoiled(row.line, row.line + 1, [], "block-lost", row.line - 1)
    return None


@fault("lost code block")
def lost_code(page: TranslatedPage, random: Random) -> Fault | None:
    """A code block is not there."""
    for _, unit in shuffled(page.of_kind("code"), random):
        return page.spoiled(unit.line, unit.block.end_line + 2, [], "block-lost", max(unit.line - 2, 1))
    return None


@fault("lost admonition")
def lost_admonition(page: TranslatedPage, random: Random) -> Fault | None:
    """A note became plain text: its title is gone, its content is no longer indented."""
    for _, title in shuffled(page.of_kind("admonition_title"), random):
        inside = [
            t
            for _, t in page.pairs
            if t.line > title.line and len(t.block.containers) > len(title.block.containers)
        ]
        end = title.line + 1
        while end <= len(page.lines) and (
            not page.lines[end - 1].strip() or page.lines[end - 1][:4] == "    "
        ):
            end += 1
        if inside and not page.indent(title):
            new = [line.removeprefix("    ") for line in page.lines[title.line : end - 1]]
            first = next(number for number, line in enumerate(new) if line.strip())
            codes, before = "block-lost admonition-differs", max(title.line - 1, 1)
            return page.spoiled(title.line, end, new, codes, before, title.line + first)
    return None


@fault("other kind of admonition")
def other_admonition(page: TranslatedPage, random: Random) -> Fault | None:
    """A warning became a tip, or a tip a danger."""
    for _, title in shuffled(page.of_kind("admonition_title"), random):
        found = re.search(r"(?:!!!|\?\?\?\+?) (\w+)", title.block.text)
        if found:
            others = [name for name in ("note", "tip", "warning", "danger") if name != found[1]]
            text = title.block.text.replace(found[1], random.choice(others), 1)
            return page.edited(title, text, "admonition-differs")
    return None


@fault("merged paragraphs")
def merged(page: TranslatedPage, random: Random) -> Fault | None:
    """The blank line between two paragraphs is gone."""
    for left, right in shuffled(_neighbours(page, "paragraph"), random):
        if right.line == left.block.end_line + 2:
            return page.spoiled(right.line - 1, right.line, [], "wrong-heading block-lost", right.line - 1)
    return None


@fault("paragraph under the wrong heading")
def wrong_heading(page: TranslatedPage, random: Random) -> Fault | None:
    """The last paragraph of a section stands behind the next heading."""
    units = [target for _, target in page.pairs]
    for left, heading in shuffled(list(pairwise(units)), random):
        if left.kind == "paragraph" and heading.kind == "heading" and not left.block.containers:
            new = [*heading.block.text.split("\n"), "", *left.block.text.split("\n")]
            end = heading.block.end_line
            codes = "wrong-heading order-differs"
            return page.spoiled(left.line, end + 1, new, codes, left.line, end)
    return None


@fault("heading without its marks")
def heading_marks(page: TranslatedPage, random: Random) -> Fault | None:
    """A heading became a paragraph."""
    for _, unit in shuffled(page.of_kind("heading"), random):
        if unit.block.heading_id:
            text = _ID.sub("", unit.block.text.lstrip("# ")).strip()
            return page.edited(unit, text, "heading-level")
    return None


@fault("other level of heading")
def heading_level(page: TranslatedPage, random: Random) -> Fault | None:
    """A heading lies one level deeper."""
    for _, unit in shuffled(page.of_kind("heading"), random):
        if unit.block.level and unit.block.level >= 2:
            return page.edited(unit, "#" + unit.block.text, "heading-level")
    return None


@fault("other heading id")
def heading_id(page: TranslatedPage, random: Random) -> Fault | None:
    """The id of a heading was translated."""
    for _, unit in shuffled(page.of_kind("heading"), random):
        if unit.block.heading_id:
            return page.edited(unit, _ID.sub(r"{#\1-2}", unit.block.text), "heading-id")
    return None


@fault("lost heading id")
def lost_heading_id(page: TranslatedPage, random: Random) -> Fault | None:
    """A heading has no id any more."""
    for _, unit in shuffled(page.of_kind("heading"), random):
        if unit.block.heading_id:
            return page.edited(unit, _ID.sub("", unit.block.text).rstrip(), "heading-id")
    return None


@fault("swapped paragraphs", needs_lock=True)
def swapped_paragraphs(page: TranslatedPage, random: Random) -> Fault | None:
    """Two paragraphs stand in the other order."""
    return _swapped(page, random, "paragraph", "paragraph")


@fault("swapped table rows", needs_lock=True)
def swapped_rows(page: TranslatedPage, random: Random) -> Fault | None:
    """Two rows of a table stand in the other order."""
    for left, right in shuffled(_neighbours(page, "table_row"), random):
        if right.line == left.line + 1 and "---" not in page.lines[right.line - 1]:
            new = [page.lines[right.line - 1], page.lines[left.line - 1]]
            return page.spoiled(left.line, right.line + 1, new, "order-differs", end_line=right.line)
    return None


@fault("moved code block")
def moved_code(page: TranslatedPage, random: Random) -> Fault | None:
    """A code block stands before the paragraph that introduces it."""
    return _swapped(page, random, "paragraph", "code")


def _swapped(page: TranslatedPage, random: Random, first: str, second: str) -> Fault | None:
    for left, right in shuffled(_neighbours(page, first, second), random):
        if (left.kind, right.kind) == (first, second) and right.line == left.block.end_line + 2:
            lines = page.lines
            new = [
                *lines[right.line - 1 : right.block.end_line],
                "",
                *lines[left.line - 1 : left.block.end_line],
            ]
            last = right.block.end_line
            return page.spoiled(left.line, last + 1, new, "order-differs", end_line=last)
    return None


@fault("surplus paragraph")
def surplus(page: TranslatedPage, random: Random) -> Fault | None:
    """The translator explained something that the source does not say."""
    paragraphs = [target for _, target in page.of_kind("paragraph") if not target.block.containers]
    if len(paragraphs) < 2:
        return None
    place, other = random.sample(paragraphs, 2)
    new = [*other.block.text.split("\n"), "", *place.block.text.split("\n")]
    return page.spoiled(place.line, place.block.end_line + 1, new, "block-surplus")
