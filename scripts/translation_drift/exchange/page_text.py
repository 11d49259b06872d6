"""Replaces blocks of a page by their byte spans; every other byte stays what it was."""

from collections.abc import Iterable
from dataclasses import dataclass

from markdown_pages import Page
from markdown_pages.blocks import LINE_END, BlockReader

from translation_drift.units import Samples, Unit, units_of


@dataclass(frozen=True)
class Replacement:
    """A block of a page and the text that it is to have."""

    unit: Unit
    text: str


def replaced(text: str, replacements: Iterable[Replacement]) -> str:
    """The page with these blocks written anew, with the line ends that the page has."""
    ends = list(LINE_END.finditer(text))
    starts = [0, *(end.end() for end in ends)]
    stops = [*(end.start() for end in ends), len(text)]
    line_end = ends[0][0] if ends else "\n"
    for each in sorted(replacements, key=lambda each: each.unit.block.line, reverse=True):
        first, last = starts[each.unit.block.line - 1], stops[each.unit.block.end_line - 1]
        text = text[:first] + each.text.replace("\n", line_end) + text[last:]
    return text


def page_with(page: Page, text: str) -> Page:
    """The page as it would be with another text; raises MarkdownPagesError where that is no page."""
    reader = BlockReader(text, page.path)
    return Page(
        path=page.path,
        language=page.language,
        name=page.name,
        text=text,
        blocks=tuple(reader.blocks),
        fences=tuple(reader.fences),
        hidden_runs=tuple(reader.hidden_runs),
    )


def same_structure(before: Page, after: Page, samples: Samples) -> bool:
    """Whether only the texts of blocks differ: each is still of its kind, in its place."""
    return _structure(before, samples) == _structure(after, samples)


def _structure(page: Page, samples: Samples) -> list[tuple[object, ...]]:
    return [
        (unit.kind, unit.block.level, unit.block.containers, unit.section, unit.block.heading_id)
        for unit in units_of(page, samples)
    ]
