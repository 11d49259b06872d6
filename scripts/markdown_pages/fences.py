"""Reads fenced code blocks: their info string, the samples that they embed, and whether they end."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it.token import Token

from markdown_pages.errors import MarkdownPagesError
from markdown_pages.page import Embed, Fence

_INFO = re.compile(r"\s*(?P<language>[^\s{]*)\s*(?P<rest>.*)")
_ATTRIBUTE = re.compile(
    r"""\.(?P<class>[\w-]+)|\#(?P<id>[\w-]+)|(?P<key>[\w-]+)=(?:"(?P<quoted>[^"]*)"|(?P<bare>\S+))"""
)
_EMBED = re.compile(r"""^[ \t]*-+8<-+[ \t]+(?P<quote>["'])(?P<target>[^"']+)(?P=quote)[ \t]*$""")
_EMBED_LIKE = re.compile(r"^[ \t]*-+8<-+")
_TARGET = re.compile(r"(?P<sample>[^:]+)(?::(?P<region>[A-Za-z_][\w-]*))?")


def fence_of(token: Token, lines: Sequence[str], path: Path) -> Fence:
    """Read one fence token; `lines` are those of the whole page.

    Raises:
        MarkdownPagesError: the fence is not closed, or an embed in it cannot be read.
    """
    assert token.map
    first, last = token.map[0] + 1, token.map[1]
    if not _is_closed(token, lines[last - 1], first, last):
        raise MarkdownPagesError(f"this fence is not closed by a line {token.markup}", path, first)
    language, attributes = _info(token.info)
    embeds = tuple(_embeds(token.content, first + 1, path))
    indent = len(lines[first - 1]) - len(lines[first - 1].lstrip(" "))
    return Fence(language, attributes, token.content, first, last, embeds, indent)


def read_target(target: str, line: int, path: Path) -> Embed:
    """Read `jobs/submit.py` or `jobs/submit.py:submit`.

    Raises:
        MarkdownPagesError: it is neither; ranges of lines are not taken, since they drift.
    """
    found = _TARGET.fullmatch(target.strip())
    if found is None:
        message = f'"{target}" is not `path` or `path:region`; name a region instead of lines'
        raise MarkdownPagesError(message, path, line)
    return Embed(found["sample"], found["region"], line)


def _is_closed(token: Token, last_line: str, first: int, last: int) -> bool:
    closing = last_line.strip().lstrip("> ")
    return last > first and set(closing) == {token.markup[0]} and len(closing) >= len(token.markup)


def _info(info: str) -> tuple[str, dict[str, str]]:
    found = _INFO.match(info)
    assert found
    attributes: dict[str, str] = {}
    for item in _ATTRIBUTE.finditer(found["rest"]):
        if item["key"]:
            attributes[item["key"]] = item["quoted"] if item["quoted"] is not None else item["bare"]
        else:
            attributes[item["class"] or f"#{item['id']}"] = ""
    language = found["language"]
    if not language and attributes:
        language = next(iter(attributes))
        del attributes[language]
    return language, attributes


def _embeds(content: str, first: int, path: Path) -> Iterator[Embed]:
    for number, line in enumerate(content.splitlines(), first):
        if found := _EMBED.match(line):
            yield read_target(found["target"], number, path)
        elif _EMBED_LIKE.match(line):
            raise MarkdownPagesError(
                f'"{line.strip()}" embeds nothing: write --8<-- "path:region"', path, number
            )
