"""Puts the words of one block into the shell of another: its indentation, markers and heading id."""

import re

from markdown_pages import Block

_INDENT = re.compile(r"[ \t>]*")
_MARKER = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?")
_HEADING = re.compile(
    r"(?P<marks>[ \t>]*#{1,6}[ \t]+)(?P<words>.*?)(?P<id>[ \t]+\{[^{}\n]*\})?[ \t]*#*[ \t]*"
)
_AS_IT_STANDS = ("front_matter", "table_row", "admonition_title", "image_alt")


def put_in(shell: Block, words: Block) -> str | None:
    """What stands on the page when `words` takes the place of `shell`; None when that cannot be told."""
    if shell.kind != words.kind:
        return None
    if shell.kind == "heading":
        return _heading(shell.text, words.text)
    if shell.kind in ("paragraph", "list_item", *_AS_IT_STANDS):
        return _lines(shell, words)
    return None


def first_indent(block: Block) -> str:
    """What stands before the words of a block: indentation, marks of quotations, the marker of an item."""
    pattern = _MARKER if block.kind == "list_item" else _INDENT
    return _start(pattern, block.text)


def _lines(shell: Block, words: Block) -> str:
    first, *others = words.text.split("\n")
    before = first_indent(shell)
    after = re.sub(r"[^>\s]", " ", before)
    _, *more = shell.text.split("\n")
    if more:
        after = _start(_INDENT, more[0])
    begin = len(_start(_MARKER if words.kind == "list_item" else _INDENT, first))
    return "\n".join([before + first[begin:], *(after + line.lstrip(" \t>") for line in others)])


def _heading(shell: str, words: str) -> str | None:
    outer, inner = _HEADING.fullmatch(shell), _HEADING.fullmatch(words)
    if outer is None or inner is None:
        return None
    return f"{outer['marks']}{inner['words']}{outer['id'] or ''}"


def _start(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.match(text)
    return match[0] if match else ""
