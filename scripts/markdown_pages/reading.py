"""Reads a page: tokens become blocks, fences and hidden runs with their lines."""

import re
import textwrap
from collections.abc import Sequence
from pathlib import Path

from markdown_it.token import Token

from markdown_pages.errors import MarkdownPagesError
from markdown_pages.fences import fence_of, read_target
from markdown_pages.grammar import tokens_of
from markdown_pages.page import Block, Fence, HiddenRun, Page

_HEADING_ID = re.compile(r"\{[^{}]*#(?P<id>[\w-]+)[^{}]*\}\s*$")
_RUN = re.compile(r"<!--\s*run:\s*(?P<target>.*?)\s*-->")
_KEY = re.compile(r"[\w-]+\s*:")
_CONTAINERS = {"tab": "tab", "admonition": "admonition", "blockquote": "quote", "list_item": "list"}


def read_page(path: Path, docs: Path) -> Page:
    """Read the page `docs/<language>/<name>.md`.

    Raises:
        MarkdownPagesError: the file is not UTF-8, stands outside of a language's folder, holds a fence
            that is not closed or an embed that cannot be read.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise MarkdownPagesError(f"not UTF-8: byte 0x{error.object[error.start]:02x}", path, line) from error
    parts = path.relative_to(docs).with_suffix("").parts if path.is_relative_to(docs) else ()
    if len(parts) < 2:
        raise MarkdownPagesError(f"a page stands in {docs}/<language>/", path)
    return parse_page(text, path, parts[0], "/".join(parts[1:]))


def parse_page(text: str, path: Path, language: str, name: str) -> Page:
    """Cut the text of a page into its parts; `path` is for messages only."""
    reader = _Reader(text, path)
    reader.read()
    return Page(
        path, language, name, text, tuple(reader.blocks), tuple(reader.fences), tuple(reader.hidden_runs)
    )


class _Reader:
    """Walks over a page's tokens and remembers where it is."""

    def __init__(self, text: str, path: Path) -> None:
        self.blocks: list[Block] = []
        self.fences: list[Fence] = []
        self.hidden_runs: list[HiddenRun] = []
        self._path = path
        self._tokens = tokens_of(text)
        self._lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._containers: list[str] = []
        self._headings: list[tuple[int, str]] = []
        self._opens_item = False

    def read(self) -> None:
        """Visit every token once."""
        for token in self._tokens:
            name, _, edge = token.type.rpartition("_")
            if name in _CONTAINERS:
                self._enter_or_leave(token, name, edge)
            elif token.type in _READERS:
                _READERS[token.type](self, token)

    def _enter_or_leave(self, token: Token, name: str, edge: str) -> None:
        if edge == "close":
            self._containers.pop()
            return
        assert token.map
        first = token.map[0] + 1
        if name == "tab":
            self._add("tab_label", first, first)
        elif name == "admonition":
            self._add("admonition_title", first, first)
        self._opens_item = name == "list_item"
        self._containers.append(_CONTAINERS[name])

    def _add(self, kind: str, first: int, last: int, level: int = 0, heading_id: str | None = None) -> None:
        while last > first and not self._lines[last - 1].strip():
            last -= 1
        text = textwrap.dedent("\n".join(self._lines[first - 1 : last]))
        section = tuple(title for _, title in self._headings)
        self.blocks.append(
            Block(kind, level, first, last, text, tuple(self._containers), section, heading_id)
        )

    def _span(self, token: Token) -> tuple[int, int]:
        assert token.map
        return token.map[0] + 1, token.map[1]

    def heading(self, token: Token) -> None:
        """Add a heading and open its section."""
        first, last = self._span(token)
        level = int(token.tag[1])
        text = self._lines[first - 1].strip()
        found = _HEADING_ID.search(text)
        self._headings = [(depth, title) for depth, title in self._headings if depth < level]
        self._add("heading", first, last, level, found["id"] if found else None)
        self._headings.append((level, found["id"] if found else text.strip("# ")))

    def paragraph(self, token: Token) -> None:
        """Add a paragraph; the first one of a list item is the item."""
        if self._opens_item:
            self._opens_item = False
            self._add("list_item", *self._span(token), self._containers.count("list"))
        else:
            self._add("paragraph", *self._span(token))

    def table_row(self, token: Token) -> None:
        """Add a row of a table; the line of dashes is none."""
        first, _ = self._span(token)
        self._add("table_row", first, first)

    def fence(self, token: Token) -> None:
        """Add a fenced code block."""
        self._opens_item = False
        fence = fence_of(token, self._lines, self._path)
        self.fences.append(fence)
        self._add("code", fence.line, fence.end_line)

    def code(self, token: Token) -> None:
        """Add an indented code block."""
        self._opens_item = False
        self._add("code", *self._span(token))

    def html(self, token: Token) -> None:
        """Add a block of HTML, and the hidden runs that its comments ask for."""
        self._opens_item = False
        first, last = self._span(token)
        for number in range(first, last + 1):
            for found in _RUN.finditer(self._lines[number - 1]):
                embed = read_target(found["target"], number, self._path)
                self.hidden_runs.append(HiddenRun(embed, number))
        self._add("html", first, last)

    def front_matter(self, token: Token) -> None:
        """Add one block for each key of the front matter."""
        first, last = self._span(token)
        starts = [n for n in range(first + 1, last) if _KEY.match(self._lines[n - 1])]
        for start, following in zip(starts, [*starts[1:], last], strict=True):
            self._add("front_matter", start, following - 1)


_READERS = {
    "heading_open": _Reader.heading,
    "paragraph_open": _Reader.paragraph,
    "tr_open": _Reader.table_row,
    "fence": _Reader.fence,
    "code_block": _Reader.code,
    "html_block": _Reader.html,
    "front_matter": _Reader.front_matter,
}


def pages_in(docs: Path, language: str) -> Sequence[Path]:
    """Return the pages of a language, in order of their names."""
    return sorted((docs / language).rglob("*.md"))
