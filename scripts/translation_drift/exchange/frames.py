"""Parts a block into what translators write and the marks around it, which stay on the page."""

import re
from dataclasses import dataclass

from translation_drift.units import Unit

_MARGIN = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*")
_BULLET = re.compile(r"(?P<marker>(?:(?:[-*+]|\d+[.)])[ \t]+)*)(?P<box>(?:\[[ xX]\][ \t]+)?)")
_HEADING = re.compile(
    r"(?P<before>(?:#{1,6}[ \t]+)?)(?P<body>.*?)"
    r"(?P<after>(?:\s+\{:?\s*[#.][^{}\n]*\})?(?:[ \t]+#+)?[ \t]*(?:\n[ \t>]*(?:=+|-+)[ \t]*)?)",
    re.DOTALL,
)
_QUOTED = re.compile(r"(?P<before>[^\"\n]*\")(?P<body>[^\"\n]*)(?P<after>\"[^\n]*)")
_KEY = re.compile(r"(?P<before>[\w.-]+:[ \t]*)(?P<body>.*)(?P<after>)", re.DOTALL)
_LINES_COUNT = ("code", "html", "front_matter")
"""Kinds in which the indentation of a line says something."""


@dataclass(frozen=True)
class Frame:
    """The marks around a block's text."""

    first: str
    """What stands before the text on its first line."""
    others: str
    """What stands before it on every other line."""
    after: str

    def around(self, body: str) -> str:
        """The block with another text."""
        lines = body.split("\n")
        others = ((self.others + line) if line else self.others.rstrip() for line in lines[1:])
        return self.first + "\n".join([lines[0], *others]) + self.after


@dataclass(frozen=True)
class Framed:
    """A block as its frame and its text."""

    frame: Frame
    body: str


def framed(unit: Unit) -> Framed | None:
    """A unit's frame and text, or None where there is nothing for a translator to write."""
    if unit.kind == "code":
        return _code(unit)
    text = unit.block.text
    margin = _margin(text)
    inner = text[len(margin) :]
    if unit.kind == "list_item":
        return _list_item(text, margin, inner)
    pattern = {"heading": _HEADING, "admonition_title": _QUOTED, "tab_label": _QUOTED, "front_matter": _KEY}
    if unit.kind not in pattern:
        return _lines(unit.kind, text, margin, margin)
    match = pattern[unit.kind].fullmatch(inner)
    if match is None or not match["body"].strip():
        return None
    return Framed(Frame(margin + match["before"], margin, match["after"]), match["body"])


def _margin(text: str) -> str:
    match = _MARGIN.match(text)
    assert match is not None
    return match[0]


def _list_item(text: str, margin: str, inner: str) -> Framed:
    bullet = _BULLET.match(inner)
    assert bullet is not None
    return _lines("list_item", text, margin + bullet[0], margin + " " * len(bullet["marker"]))


def _lines(kind: str, text: str, first: str, others: str) -> Framed:
    head, *rest = text[len(first) :].split("\n")
    if rest and kind not in _LINES_COUNT:
        others = _margin(rest[0])
    return Framed(Frame(first, others, ""), "\n".join([head, *(_inner(line, others, kind) for line in rest)]))


def _inner(line: str, margin: str, kind: str) -> str:
    if line.startswith(margin):
        return line.removeprefix(margin)
    return line if kind in _LINES_COUNT else line.lstrip(" \t")


def _code(unit: Unit) -> Framed | None:
    """The labels of a diagram, or what a `text` fence shows; samples are no text of the page."""
    lines = unit.block.text.split("\n")
    if unit.fence is None or unit.embeds or len(lines) < 3:
        return None
    margin = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
    body = "\n".join(_inner(line, margin, "code") for line in lines[1:-1])
    return Framed(Frame(f"{lines[0]}\n{margin}", margin, f"\n{lines[-1]}"), body)
