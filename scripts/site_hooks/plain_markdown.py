"""Turns a page into Markdown that needs no MkDocs: samples in place, tabs and admonitions as text.

For readers that are programs: a language model, or a command line. What reads on is every word and all code;
what goes are the marks that only the site's extensions know.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping

from markdown_pages import LINE_END, Block, Fence, Page, SampleTree

INDENT = 4
"""Columns by which the content of a tab or an admonition is indented."""
_TITLE = re.compile(r'"(?P<title>[^"]*)"')
_KIND = re.compile(r"(?:!!!|\?\?\?\+?)\s*(?P<kind>[\w-]+)")
_HEADING_ID = re.compile(r"\s*\{#[^}]*\}\s*$")
_LINK = re.compile(r"(?<=\]\()(?P<page>[\w./-]+)\.md(?:#[\w-]+)?(?=\))")
_COMMENT = re.compile(r"\s*<!--.*?-->\s*")
_BLANKS = re.compile(r"\n{3,}")


def plain_markdown(page: Page, tree: SampleTree) -> str:
    """Return the whole text of a page; its links lead to the Markdown of the other pages."""
    text = "\n".join(_lines(page, tree))
    return _BLANKS.sub("\n\n", text).strip() + "\n"


def _lines(page: Page, tree: SampleTree) -> Iterator[str]:
    fences = {fence.line: fence for fence in page.fences}
    titles = {block.line: block for block in page.blocks if block.kind in ("admonition_title", "tab_label")}
    headings = {block.line for block in page.headings}
    inside, end = _Containers(), _front_matter(page)
    for number, line in enumerate(LINE_END.split(page.text), 1):
        if number <= end:
            continue
        shift = inside.shift(line)
        if fence := fences.get(number):
            yield from _fence(fence, tree, fence.indent - shift)
            end = fence.end_line
        elif block := titles.get(number):
            yield from ("", " " * (inside.enter(line) - shift) + f"**{_title(block)}**", "")
        else:
            yield _prose(line[shift:], page.name, heading=number in headings)


class _Containers:
    """The tabs and admonitions that a line lies in, by the columns that they begin at."""

    def __init__(self) -> None:
        self._open: list[int] = []

    def enter(self, line: str) -> int:
        """Begin one at a line and return the line's column."""
        self._open.append(len(line) - len(line.lstrip()))
        return self._open[-1]

    def shift(self, line: str) -> int:
        """Return by how many columns a line stands further in than it would without them."""
        margin = len(line) - len(line.lstrip())
        while line.strip() and self._open and margin < self._open[-1] + INDENT:
            self._open.pop()
        return INDENT * len(self._open)


def _front_matter(page: Page) -> int:
    """Return the last line of the front matter, its closing marks included; 0 without one."""
    lines = [block.end_line for block in page.blocks if block.kind == "front_matter"]
    return max(lines) + 1 if lines else 0


def _title(block: Block) -> str:
    if found := _TITLE.search(block.text):
        return found["title"]
    kind = _KIND.search(block.text)
    return kind["kind"].capitalize() if kind else ""


def _fence(fence: Fence, tree: SampleTree, indent: int) -> Iterator[str]:
    margin, marks = " " * indent, "```"
    content = tree.expand(fence)
    while marks in content:
        marks += "`"
    yield f"{margin}{marks}{fence.language}"
    for line in content.splitlines():
        yield f"{margin}{line}".rstrip()
    yield f"{margin}{marks}"


def _prose(line: str, name: str, *, heading: bool) -> str:
    if _COMMENT.fullmatch(line):
        return ""
    text = _LINK.sub(lambda link: _address(link.groupdict(), name), line)
    return _HEADING_ID.sub("", text) if heading else text


def _address(link: Mapping[str, str | None], name: str) -> str:
    """Return the address of another page's Markdown, which has no ids, seen from this page's."""
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), link["page"] or ""))
    return posixpath.relpath(f"/{path_of(target)}", f"/{posixpath.dirname(path_of(name))}")


def path_of(name: str) -> str:
    """Return where the Markdown of a page lies below its language's folder: beside the page."""
    if posixpath.basename(name) == "index":
        return f"{name}.md"
    return f"{name}/index.md"
