"""Cuts a page into the blocks that are translated, and finds its fences and hidden runs on the way."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import yaml
from markdown_it.token import Token

from markdown_pages.errors import MarkdownPagesError
from markdown_pages.fences import fence_from, parse_target
from markdown_pages.front_matter import key_lines
from markdown_pages.line_ends import lines_of
from markdown_pages.page import Block, Fence, HiddenRun, PageEnvironment
from markdown_pages.parser import parse_blocks

_ATTRIBUTE_LIST = re.compile(r"\s\{:?\s*(?P<attributes>[^{}\n]*)\}\s*#*\s*\Z")
_ID = re.compile(r"(?:^|\s)#(?P<id>[^\s#}]+)")
_IMAGE = re.compile(r"\s*!\[[^\]]*\]\([^()]*(?:\([^()]*\)[^()]*)*\)(?:\{[^{}\n]*\})?\s*")
_DEFINITION = re.compile(r"(?:\s*(?:\[[^\]\n]+\]|\*\[[^\]\n]+\]):[^\n]*(?:\n|\Z))+")
_COMMENTS = re.compile(r"(?:\s*<!--.*?-->)*\s*", re.DOTALL)
_RUN = re.compile(r"<!--\s*run:")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_RUN_LINE = re.compile(r"\s*<!--\s*run:\s*(?P<target>\S+)\s*-->\s*")
_ENVIRONMENT = re.compile(r"\s*<!--\s*environment:\s*(?P<name>[a-z0-9-]+)\s*-->\s*")
_CONTAINERS = {
    "list_item_open": "list_item",
    "blockquote_open": "quote",
    "dd_open": "definition",
    "footnote_reference_open": "footnote",
    "container_open": "",
}
_ENDS = [opening.replace("_open", "_close") for opening in _CONTAINERS]


class BlockReader:
    """Walks over the tokens of one page; afterwards what it has found is complete."""

    def __init__(self, text: str, path: Path) -> None:
        self.blocks: list[Block] = []
        self.fences: list[Fence] = []
        self.hidden_runs: list[HiddenRun] = []
        self.environment: PageEnvironment | None = None
        self._path = path
        self._lines = lines_of(text)
        self._containers: list[str] = []
        self._item_begins = False
        self._section: str | None = None
        for token in parse_blocks("\n".join(self._lines), mdx=path.suffix == ".mdx"):
            if (read := _READERS.get(token.type)) is not None:
                read(self, token)
                self._item_begins = token.type == "list_item_open"
        self._check_runs()

    def _enter(self, token: Token) -> None:
        self._containers.append(_CONTAINERS[token.type] or token.info)
        if token.type == "container_open":
            assert token.map is not None
            self._add(token.meta["title"], token.map[0], token.map[0] + 1, containers=self._containers[:-1])

    def _leave(self, _: Token) -> None:
        self._containers.pop()

    def _add(
        self,
        kind: str,
        first: int,
        end: int,
        *,
        level: int | None = None,
        heading_id: str | None = None,
        containers: list[str] | None = None,
    ) -> None:
        self.blocks.append(
            Block(
                kind=kind,
                level=level,
                line=first + 1,
                end_line=end,
                text=self._text(first, end),
                containers=tuple(self._containers if containers is None else containers),
                section=self._section,
                heading_id=heading_id,
            )
        )

    def _text(self, first: int, end: int) -> str:
        return "\n".join(self._lines[first:end])

    def _heading(self, token: Token) -> None:
        first, end = _lines_of(token)
        self._section = _explicit_id(self._lines[first])
        self._add("heading", first, end, level=int(token.tag[1:]), heading_id=self._section)

    def _paragraph(self, token: Token) -> None:
        first, end = _lines_of(token)
        text = self._text(first, end)
        if self._item_begins:
            self._add("list_item", first, end, level=self._containers.count("list_item"))
        elif _IMAGE.fullmatch(text):
            self._add("image_alt", first, end)
        elif _DEFINITION.fullmatch(text):
            self._add("definition", first, end)
        else:
            self._add("paragraph", first, end)

    def _row(self, token: Token) -> None:
        self._add("table_row", *_lines_of(token))

    def _term(self, token: Token) -> None:
        first, _ = _lines_of(token)
        self._add("definition_term", first, first + 1)

    def _fence(self, token: Token) -> None:
        self.fences.append(fence_from(token, self._lines, self._path))
        self._add("code", *_lines_of(token))

    def _code(self, token: Token) -> None:
        self._add("code", *self._without_blank_end(token))

    def _html(self, token: Token) -> None:
        first, end = self._without_blank_end(token)
        self._find_runs(first, end)
        text = self._text(first, end)
        if (line := _fence_inside(text)) is not None:
            message = "fence inside raw HTML: put a blank line before it, or the page shows no code"
            raise MarkdownPagesError(message, self._path, first + 1 + line)
        if not _COMMENTS.fullmatch(text):
            self._add("html", first, end)

    def _front_matter(self, token: Token) -> None:
        first, end = _lines_of(token)
        for key_first, key_end in self._keys(token.content, first + 1, end - 1):
            self._add("front_matter", key_first, key_end)

    def _keys(self, content: str, first: int, end: int) -> Iterator[tuple[int, int]]:
        try:
            keys = key_lines(content)
        except yaml.YAMLError as error:
            mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
            line = first + 1 + (mark.line if mark else 0)
            raise MarkdownPagesError(f"front matter is not YAML: {error}", self._path, line) from error
        if keys is None:
            raise MarkdownPagesError("front matter is not `key: value`", self._path, first + 1)
        for start, following in pairwise([*(first + key for key in keys), end]):
            yield start, self._trimmed(start, following)

    def _without_blank_end(self, token: Token) -> tuple[int, int]:
        first, end = _lines_of(token)
        return first, self._trimmed(first, end)

    def _trimmed(self, first: int, end: int) -> int:
        while end > first + 1 and not self._lines[end - 1].strip():
            end -= 1
        return end

    def _find_runs(self, first: int, end: int) -> None:
        for number in range(first, end):
            match = _RUN_LINE.fullmatch(self._lines[number])
            if match is not None:
                embed = parse_target(match["target"], number + 1, self._path)
                self.hidden_runs.append(HiddenRun(embed, number + 1))
            if named := _ENVIRONMENT.fullmatch(self._lines[number]):
                self._take_environment(PageEnvironment(named["name"], number + 1))

    def _take_environment(self, environment: PageEnvironment) -> None:
        if self.environment is not None:
            message = f"names a second environment; line {self.environment.line} names the page's"
            raise MarkdownPagesError(message, self._path, environment.line)
        self.environment = environment

    def _check_runs(self) -> None:
        code = (line for block in self.blocks if block.kind == "code" for line in _block_lines(block))
        known = {*(run.line for run in self.hidden_runs), *code}
        for number, text in enumerate(self._lines, start=1):
            if "<" in text and number not in known and _RUN.search(_CODE_SPAN.sub("", text)):
                message = "a hidden run is a comment on a line of its own: <!-- run: file:region -->"
                raise MarkdownPagesError(message, self._path, number)


_READERS = {
    **dict.fromkeys(_CONTAINERS, BlockReader._enter),  # pyright: ignore[reportPrivateUsage]
    **dict.fromkeys(_ENDS, BlockReader._leave),  # pyright: ignore[reportPrivateUsage]
    "heading_open": BlockReader._heading,  # pyright: ignore[reportPrivateUsage]
    "paragraph_open": BlockReader._paragraph,  # pyright: ignore[reportPrivateUsage]
    "tr_open": BlockReader._row,  # pyright: ignore[reportPrivateUsage]
    "dt_open": BlockReader._term,  # pyright: ignore[reportPrivateUsage]
    "fence": BlockReader._fence,  # pyright: ignore[reportPrivateUsage]
    "code_block": BlockReader._code,  # pyright: ignore[reportPrivateUsage]
    "html_block": BlockReader._html,  # pyright: ignore[reportPrivateUsage]
    "front_matter": BlockReader._front_matter,  # pyright: ignore[reportPrivateUsage]
}


def _lines_of(token: Token) -> tuple[int, int]:
    assert token.map is not None
    return token.map[0], token.map[1]


def _block_lines(block: Block) -> range:
    return range(block.line, block.end_line + 1)


def _explicit_id(heading: str) -> str | None:
    attributes = _ATTRIBUTE_LIST.search(heading)
    found = _ID.search(attributes["attributes"]) if attributes else None
    return found["id"] if found else None


def _fence_inside(html: str) -> int | None:
    lines = html.split("\n")
    return next((i for i, line in enumerate(lines) if line.lstrip().startswith(("```", "~~~"))), None)
