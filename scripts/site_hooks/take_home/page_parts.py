"""Takes a page apart as a notebook needs it: text, code, and the tabs and notes around them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from markdown_pages import LINE_END, Page
from snippets.steps import Step

_HEAD = re.compile(
    r'(?P<indent> *)(?P<kind>===|!!!|\?\?\?)\+?(?: (?P<type>[a-z]+))?(?: "(?P<title>[^"]*)")?\s*'
)
_MARGIN = 4
"""Blanks before what lies in a tab or a note."""

Line = tuple[int, str]
"""A line's number on the page, and the line without the margin of what it lies in."""


@dataclass(frozen=True)
class Text:
    """Lines of Markdown."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Code:
    """A fence or a hidden run."""

    step: Step
    source: str
    """What the fence holds on the page, for one that embeds nothing."""
    indent: int
    """Blanks before the fence, without the margin of tabs and notes: it stands in a list."""


@dataclass(frozen=True)
class Box:
    """A tab or a note with what lies in it."""

    kind: Literal["tab", "note"]
    type: str
    """Of a note: `warning`, `success`, …"""
    title: str | None
    parts: "tuple[Part, ...]" = field(default=())


Part = Text | Code | Box


def parts_of(page: Page, steps: Sequence[Step]) -> tuple[Part, ...]:
    """Return what a page consists of, from top to bottom."""
    lines = [*enumerate(LINE_END.split(page.text), start=1)]
    sources = {fence.line: (fence.source, fence.indent) for fence in page.fences}
    return tuple(_Reader({step.place.line: step for step in steps}, sources).parts(lines, 0))


@dataclass
class _Reader:
    steps: Mapping[int, Step]
    sources: Mapping[int, tuple[str, int]]

    def parts(self, lines: list[Line], margin: int) -> list[Part]:
        found: list[Part] = []
        text: list[str] = []
        position = 0
        while position < len(lines):
            number, line = lines[position]
            head = _HEAD.fullmatch(line)
            if number in self.steps:
                part, position = self._code(number, margin), self._after(number, lines, position)
            elif head and not head["indent"]:
                part, position = self._box(head, lines, position, margin)
            else:
                text.append(line)
                position += 1
                continue
            found += [*_text(text), part]
            text = []
        return [*found, *_text(text)]

    def _code(self, number: int, margin: int) -> Code:
        source, indent = self.sources.get(number, ("", margin))
        return Code(self.steps[number], source, indent - margin)

    def _after(self, number: int, lines: list[Line], position: int) -> int:
        last = self.steps[number].place.end_line
        while position < len(lines) and lines[position][0] <= last:
            position += 1
        return position

    def _box(self, head: re.Match[str], lines: list[Line], position: int, margin: int) -> tuple[Box, int]:
        inside: list[Line] = []
        for number, line in lines[position + 1 :]:
            if line.strip() and not line.startswith(" " * _MARGIN):
                break
            inside.append((number, line[_MARGIN:]))
        kind = "tab" if head["kind"] == "===" else "note"
        parts = tuple(self.parts(inside, margin + _MARGIN))
        return Box(kind, head["type"] or "", head["title"], parts), position + 1 + len(inside)


def _text(lines: list[str]) -> list[Text]:
    return [Text(tuple(lines))] if any(map(str.strip, lines)) else []
