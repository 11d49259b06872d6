"""Teaches markdown-it the containers of Python-Markdown whose content is indented by four blanks.

Admonitions `!!! note "Title"` (markdown.extensions.admonition), foldable ones `??? note "Title"`
(pymdownx.details) and tabs `=== "Label"` (pymdownx.tabbed).
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_INDENT = 4
_OPENING = re.compile(
    r'!!! ?(?P<admonition>[\w-]+(?: +[\w-]+)*)(?: +"(?P<title>.*?)")? *'
    r'|\?\?\?\+? ?(?P<details>[\w-]+(?: +[\w-]+)*)?(?: *"(?P<summary>.*?)")? *'
    r'|===[+!]{0,2} +"(?P<label>.*?)" *'
)
_INTERRUPTED = ["paragraph", "reference", "blockquote", "list"]


def indented_containers(md: MarkdownIt) -> None:
    """Add the rule; its tokens are `container_open` and `container_close`, the name is in `info`."""
    md.block.ruler.before("fence", "indented_container", _rule, {"alt": _INTERRUPTED})


def _rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.is_code_block(start_line):
        return False
    begin = state.bMarks[start_line] + state.tShift[start_line]
    match = _OPENING.fullmatch(state.src, begin, state.eMarks[start_line])
    if match is None or _is_misplaced(state, start_line) or match[0].strip("?+ ") == "":
        return False
    if not silent:
        _parse(state, match, start_line, _end_of_content(state, start_line, end_line))
    return True


def _is_misplaced(state: StateBlock, line: int) -> bool:
    """Python-Markdown sees an opening only at the margin; CommonMark lists may be indented less."""
    return state.sCount[line] > state.blkIndent and state.listIndent < 0


def _end_of_content(state: StateBlock, start_line: int, end_line: int) -> int:
    inside = state.sCount[start_line] + _INDENT
    end = start_line + 1
    for line in range(start_line + 1, end_line):
        if state.isEmpty(line):
            continue
        if state.sCount[line] < inside:
            break
        end = line + 1
    return end


def _parse(state: StateBlock, match: re.Match[str], start_line: int, end: int) -> None:
    outer = state.parentType, state.lineMax, state.blkIndent
    opening = state.push("container_open", "div", 1)
    opening.info = _name(match)
    opening.meta = {"title": "tab_label" if match["label"] is not None else "admonition_title"}
    opening.map = [start_line, end]
    state.parentType = "container"
    state.lineMax = end
    state.blkIndent = state.sCount[start_line] + _INDENT
    state.md.block.tokenize(state, start_line + 1, end)
    state.push("container_close", "div", -1)
    state.parentType, state.lineMax, state.blkIndent = outer
    state.line = end


def _name(match: re.Match[str]) -> str:
    if match["label"] is not None:
        return f"tab:{match['label']}"
    return f"admonition:{match['admonition'] or match['details'] or 'details'}"
