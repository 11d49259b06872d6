"""The one Markdown grammar: CommonMark with tables, front matter, and Material's admonitions and tabs."""

import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

CONTAINER = re.compile(r"(?P<marker>!!!|\?\?\?\+?|===[!+]?)[ \t]+(?P<title>\S.*)$")
INDENT = 4
"""Columns that the content of an admonition or a tab is indented by (Python-Markdown's tab length)."""


def tokens_of(text: str) -> Sequence[Token]:
    """Cut a page into block tokens; inline text stays as it is written."""
    return _parser().parse(text)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").disable("inline")
    front_matter_plugin(parser)
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("fence", "container", _container, interrupts)
    return parser


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read `!!! note "Title"`, `??? note` and `=== "Tab"`, whose content is indented by four columns."""
    if state.is_code_block(start):
        return False
    opening = CONTAINER.match(state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]])
    if opening is None:
        return False
    if not silent:
        _tokenize_content(state, start, _content_end(state, start, end), opening)
    return True


def _content_end(state: StateBlock, start: int, end: int) -> int:
    """Return the line behind the last one that is indented enough; blank lines count when more follow."""
    least, last = state.sCount[start] + INDENT, start + 1
    for line in range(start + 1, end):
        if state.isEmpty(line):
            continue
        if state.sCount[line] < least:
            break
        last = line + 1
    return last


def _tokenize_content(state: StateBlock, start: int, last: int, opening: re.Match[str]) -> None:
    kind = "tab" if opening["marker"].startswith("=") else "admonition"
    token = state.push(f"{kind}_open", "div", 1)
    token.map = [start, last]
    token.info = opening["title"]
    outer = state.lineMax, state.blkIndent, state.parentType
    state.lineMax, state.blkIndent, state.parentType = last, state.sCount[start] + INDENT, kind
    state.md.block.tokenize(state, start + 1, last)
    state.lineMax, state.blkIndent, state.parentType = outer
    state.push(f"{kind}_close", "div", -1)
    state.line = last
