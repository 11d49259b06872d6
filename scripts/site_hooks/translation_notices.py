"""Tells the reader of a translation which paragraphs are behind, with today's English one click away."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from translation_drift.severity import DriftSeverity
from translation_drift.states import BlockState, BlockStatus, PageState, PageStatus

from site_hooks.page_edits import Edit, RowEnd

BEHIND = "handbook-behind"
MARKED = (BlockState.STALE, BlockState.MISSING, BlockState.EXTRA, BlockState.UNTRANSLATED)
OPENS_A_CONTAINER = ("admonition_title", "tab_label")
NOT_SHOWN = ("definition", "front_matter", "html")
ALONE = ("paragraph", "heading")
"""Kinds of blocks that can be wrapped."""
_NOTE = f'<p class="{BEHIND}" role="note" lang="{{}}">{{}}</p>'
_DETAILS = f'<details class="{BEHIND} {{}}"{{}} lang="en"><summary lang="{{}}">{{}}</summary>{{}}</details>'
_ROW = '<span class="handbook-row" role="img" aria-label="{}">†</span>'
_OPENING = re.compile(rf'<details class="{BEHIND}[^>]*>\s*<summary>')
_LIST_MARKER = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_HEADING = re.compile(r"^\s*#+\s*(?P<text>.*?)\s*(?:\{[^}]*\})?\s*$")
_ADMONITION = re.compile(r'^\s*(?:!!!|\?\?\?\+?|===)\s*[\w -]*?"(?P<text>[^"]*)"\s*$')


@dataclass(frozen=True)
class TranslatedPage:
    """A translated page and its source, line by line, with what is known about them."""

    status: PageStatus
    source: Sequence[str]
    target: Sequence[str]
    words: Mapping[str, Any]
    language: str
    drawings: Mapping[int, str]
    """The drawn diagrams of the source, by line."""

    @cached_property
    def blocks(self) -> Sequence[BlockStatus]:
        """The state of each block; the status itself, of which there is one for each page, keeps none."""
        return self.status.unpacked()

    @property
    def marked(self) -> list[BlockStatus]:
        """The blocks that a reader is told about."""
        if self.status.state is PageState.UNTRACKED:
            return []
        return [block for block in self.blocks if block.state in MARKED and self._is_shown(block)]

    def _is_shown(self, block: BlockStatus) -> bool:
        if block.kind == "code" and block.state is BlockState.STALE and block.source:
            lines = self.source[block.source.first - 1 : block.source.last]
            return not any("--8<--" in line for line in lines)  # the page shows today's sample as it is
        return block.kind not in NOT_SHOWN


def marks(page: TranslatedPage) -> Iterator[Edit]:
    """Return the marks of the blocks that are behind, each below its block; a table's row has a sign, too."""
    line, marked = 0, page.marked
    for block in page.blocks:
        line = block.target.last if block.target else line
        if block in marked:
            place, indent = _end(page.target, line), _indent(page.target, block, line)
            if block.state is BlockState.UNTRANSLATED and block.target and block.kind in ALONE:
                yield Edit.before(block.target.first, indent, '<div lang="en">')
                yield Edit.after(place, indent, "</div>")
            if block.kind == "table_row" and block.target:
                yield RowEnd.of(block.target.first, _ROW.format(escape(_title(page, block))))
            yield Edit.after(place, indent, **_content(page, block))


def _title(page: TranslatedPage, block: BlockStatus) -> str:
    """Return what is wrong with a block, in a sentence of the page's language."""
    return str(page.words["behind"][_kind(block)])


def _content(page: TranslatedPage, block: BlockStatus) -> dict[str, Any]:
    kind, title = _kind(block), _title(page, block)
    if block.source is None or kind == "untranslated":
        return {"html": _NOTE.format(page.language, escape(title))}
    english = _as_prose(block.kind, page.source[block.source.first - 1 : block.source.last])
    is_open = kind != "stale"
    if drawing := page.drawings.get(block.source.first):
        shown = _DETAILS.format(f"handbook-{kind}", " open" * is_open, page.language, escape(title), drawing)
        return {"html": shown}
    opening = "???+" if is_open else "???"
    lines = (f'{opening} {BEHIND} handbook-{kind} "{title}"', "", *(f"    {line}" for line in english))
    return {"markdown": lines}


def _kind(block: BlockStatus) -> str:
    """Return what the note below a block is there for; only what does little harm stays folded."""
    if block.source is None:
        return "extra"
    if block.state is BlockState.UNTRANSLATED:
        return "untranslated"
    if block.target is None:
        return "missing"
    return "major" if DriftSeverity(block.severity).is_major else "stale"


def _as_prose(kind: str, lines: Sequence[str]) -> list[str]:
    """Return a block's English so that it can stand on its own, outside of its table or list."""
    first = lines[0]
    if kind == "heading" and (found := _HEADING.match(first)):
        return [f"**{found['text']}**"]
    if kind in OPENS_A_CONTAINER and (found := _ADMONITION.match(first)):
        return [f"**{found['text']}**"]
    if kind == "table_row":
        return [" · ".join(cell.strip() for cell in first.strip().strip("|").split("|"))]
    margin = len(first) - len(first.lstrip())
    dedented = [line[margin:] if not line[:margin].strip() else line.lstrip() for line in lines]
    if kind == "list_item":
        width = len(found[0]) if (found := _LIST_MARKER.match(dedented[0])) else 0
        return [dedented[0][width:], *(line.lstrip() for line in dedented[1:])]
    return dedented


def _indent(target: Sequence[str], block: BlockStatus, line: int) -> int:
    """Return the columns that a mark stands in, so that it stays in its block's list, tab or admonition."""
    if not line or not target:
        return 0
    first = target[(block.target.first if block.target else line) - 1]
    margin = len(first) - len(first.lstrip())
    inside = block.kind in OPENS_A_CONTAINER or (block.kind == "list_item" and _LIST_MARKER.match(first))
    return margin + 4 if inside else margin


def _end(target: Sequence[str], line: int) -> int:
    """Return the last line of the table or quote that a line stands in, which nothing can be put into."""
    edge = target[line - 1].lstrip()[:1] if line else ""
    while edge in ("|", ">") and line < len(target) and target[line].lstrip().startswith(edge):
        line += 1
    return line


def with_languages(html: str, language: str) -> str:
    """Say that the English below a translated block is English, and its title is not."""
    return _OPENING.sub(lambda opening: _in_two_languages(opening[0], language), html)


def _in_two_languages(opening: str, language: str) -> str:
    opening = opening.replace("<details ", '<details lang="en" ', 1)
    return opening.replace("<summary>", f'<summary lang="{language}">')
