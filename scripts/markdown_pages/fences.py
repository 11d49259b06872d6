"""Reads a fence as the site will: what it says of itself, and which samples it embeds."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_pages.errors import MarkdownPagesError
from markdown_pages.page import Embed, Fence

if TYPE_CHECKING:
    from markdown_it.token import Token

_NAME = r"[a-zA-Z][\w-]*"
_INFO = re.compile(
    rf"""\s*(?:\.?(?P<language>[\w#.+-]+)(?=\s|$))?\s*
    (?:\{{(?P<list>[^\n]*)\}}|(?P<options>(?:{_NAME}(?:=(?:"[^"]*"|'[^']*'))?(?:\s+|$))*))\s*""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    rf"""\s*(?:\.(?P<cls>[\w:+#-]+)|\#(?P<id>[\w:-]+)
    |(?P<key>{_NAME})(?:=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'}}]+)))?)(?=\s|$)""",
    re.VERBOSE,
)
EMBED = re.compile(r"""-+8<-+[ \t]+(?P<quote>["'])(?P<target>.+)(?P=quote)""")
_EMBED_LIKE = re.compile(r"\s*-+8<-+")
TARGET = re.compile(r"(?P<sample>[^:;]+?)(?::(?P<region>[A-Za-z_][-_0-9A-Za-z]*))?")


def fence_from(token: "Token", lines: list[str], path: Path) -> Fence:
    """Build the fence of a markdown-it token; refuses what the site would not show as a block of code."""
    assert token.map is not None
    first, end = token.map
    _check_closed(token, lines, path)
    language, attributes = _read_info(token.info, path, first + 1)
    opening = lines[first]
    return Fence(
        language=language,
        attributes=attributes,
        source=token.content,
        line=first + 1,
        end_line=end,
        embeds=tuple(_embeds(token.content, first + 2, path)),
        indent=opening.index(token.markup),
    )


def parse_target(target: str, line: int, path: Path) -> Embed:
    """Read `file` or `file:region`."""
    match = TARGET.fullmatch(target.strip())
    if match is None:
        message = f"{target!r} is not a sample or `sample:region`; ranges of lines go stale, use a region"
        raise MarkdownPagesError(message, path, line)
    return Embed(match["sample"], match["region"], line, path)


def embed_line(text: str) -> bool:
    """Whether a line is an embed, well written or not."""
    return _EMBED_LIKE.match(text) is not None


def _check_closed(token: "Token", lines: list[str], path: Path) -> None:
    """The site (pymdownx.superfences) wants the same marker again and otherwise shows no code at all."""
    assert token.map is not None
    first, end = token.map
    last = lines[end - 1].lstrip(" \t>").rstrip()
    if end - 1 == first or not last.startswith(token.markup) or last.strip(token.markup[0]):
        message = f"fence is never closed: expected a line {token.markup}, indented as this one"
        raise MarkdownPagesError(message, path, first + 1)
    if last != token.markup:
        message = f"fence opened with {token.markup} must be closed with the same, not {last}"
        raise MarkdownPagesError(message, path, end)


def _read_info(info: str, path: Path, line: int) -> tuple[str, dict[str, str]]:
    match = _INFO.fullmatch(info.strip())
    attributes = None if match is None else _attributes(match["list"] or match["options"] or "")
    if match is None or attributes is None:
        wanted = 'write `language key="value"` or `{ .language .class }`'
        raise MarkdownPagesError(f"fence head {info.strip()!r} is not understood; {wanted}", path, line)
    language = match["language"]
    if language is None and attributes and match["list"]:
        language = next(iter(attributes))
        attributes.pop(language)
    return language or "", attributes


def _attributes(text: str) -> dict[str, str] | None:
    found: dict[str, str] = {}
    position = 0
    text = text.strip()
    while position < len(text):
        match = _ATTRIBUTE.match(text, position)
        if match is None:
            return None
        name = match["cls"] or match["key"] or "id"
        found[name] = match["double"] or match["single"] or match["bare"] or match["id"] or ""
        position = match.end()
    return found


def _embeds(source: str, first_line: int, path: Path) -> Iterator[Embed]:
    for number, text in enumerate(source.split("\n"), start=first_line):
        if not embed_line(text):
            continue
        match = EMBED.fullmatch(text.rstrip())
        if match is None:
            wanted = 'write --8<-- "file:region", no further in than its fence'
            raise MarkdownPagesError(f"embed {text.strip()!r} is not understood; {wanted}", path, number)
        yield parse_target(match["target"], number, path)
