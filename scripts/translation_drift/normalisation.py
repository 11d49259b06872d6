# ruff: noqa: RUF001
"""Reduces a block to what it says, so that a change of mere form does not look like a change of content.

Cosmetic are: wrapping and runs of blanks, list markers and numbering, the style of emphasis and headings,
quotes, the padding of tables, the length of fences, entities and comments.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Mapping

RULES_VERSION = 1
"""Raised when the same text would give another hash, so that a lock tells which rules it was written with."""

CJK = "\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_QUOTES = {"‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "‟": '"'}
_LIST_MARKER = re.compile(r"\A\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?")
_QUOTE_MARKER = re.compile(r"^\s*>\s?", re.MULTILINE)
_HEADING_MARKS = re.compile(r"\A\s*#{1,6}\s+|\s+#+\s*\Z|\n\s*(?:=+|-+)\s*\Z")
_ATTRIBUTES = re.compile(r"\s*\{:?\s*[#.][^{}\n]*\}\s*\Z")
_WRAP_BETWEEN_CJK = re.compile(rf"(?<=[{CJK}])[ \t]*\n\s*(?=[{CJK}])")
_HARD_BREAK = re.compile(r"\\\n")
_STRONG = re.compile(r"(?<![\w\\])__(?=\S)(.+?)(?<=\S)__(?!\w)", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w\\_])_(?=[^\s_])(.+?)(?<=[^\s_])_(?![\w_])", re.DOTALL)


def normal_prose(text: str) -> str:
    """What a block of prose says, without how it is written down; code spans keep every character."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    if "<!--" in text:
        text = _COMMENT.sub("", text)
    text = _outer(text)
    return _folded(_around_code_spans(text) if "`" in text else _plain(text))


def normal_heading(text: str) -> str:
    """What a heading says; its level and id are compared apart."""
    return normal_prose(_HEADING_MARKS.sub("", _ATTRIBUTES.sub("", text) if "{" in text else text))


def normal_table_row(text: str) -> str:
    """What the cells of a row say, however they are padded."""
    cells = re.split(r"(?<!\\)\|", text.strip().strip("|"))
    return "|".join(normal_prose(cell) for cell in cells)


def normal_code(text: str) -> str:
    """Code with uniform line ends; everything else in it counts."""
    return text.replace("\r\n", "\n").rstrip("\n")


def without_code_spans(text: str) -> str:
    """The prose around the code spans."""
    return _CODE_SPAN.sub(" ", text)


def masked_code(text: str) -> str:
    """The text with its code spans made unreadable, every other character where it was."""
    return _CODE_SPAN.sub(lambda span: re.sub(r"[^\n]", "x", span[0]), text)


def code_spans(text: str) -> list[str]:
    """The contents of the code spans, in order, blanks folded."""
    return [_folded(match[2]) for match in _CODE_SPAN.finditer(text)] if "`" in text else []


def _outer(text: str) -> str:
    if marker := _LIST_MARKER.match(text):
        text = text[marker.end() :]
    return _QUOTE_MARKER.sub("", text) if ">" in text else text


def _folded(text: str) -> str:
    """The text with one blank for each run of them, and none around it."""
    return " ".join(text.split())


def _around_code_spans(text: str) -> str:
    parts: list[str] = []
    position = 0
    for match in _CODE_SPAN.finditer(text):
        parts += [_plain(text[position : match.start()]), f"`{_folded(match[2])}`"]
        position = match.end()
    return "".join([*parts, _plain(text[position:])])


def _plain(text: str) -> str:
    if "&" in text:
        text = html.unescape(text)
    if "_" in text:
        text = _EMPHASIS.sub(r"*\1*", _STRONG.sub(r"**\1**", text))
    if "\n" in text:
        text = _WRAP_BETWEEN_CJK.sub("", _HARD_BREAK.sub("\n", text))
    if not text.isascii():
        for curly, straight in _QUOTES.items():
            text = text.replace(curly, straight)
    return text


PROSE = "prose"

RULES: dict[int, Mapping[str, Callable[[str], str]]] = {
    1: {"heading": normal_heading, "table_row": normal_table_row, "code": normal_code, PROSE: normal_prose},
}
"""By version: how a block of each kind is reduced, all other kinds as PROSE.

An older version stays here, so that `i18n restamp` can tell what was current under it.
"""


def normal(text: str, kind: str, version: int) -> str:
    """What a block of a kind says under a version of the rules."""
    rules = RULES[version]
    return rules.get(kind, rules[PROSE])(text)
