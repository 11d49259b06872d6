"""Teaches markdown-it the blocks that MDX has and Markdown has not, each as one opaque block.

Per mdxjs.com/docs/what-is-mdx (looked at 2026-11-21): `import` and `export` at the start of a line, JSX tags
and `{expressions}` on lines of their own; indented code and HTML do not exist. The Markdown between two tags
is Markdown. Lines of colons are the admonitions of Docusaurus (`:::note Title` … `:::`).
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_INTERRUPTED = ["paragraph", "reference", "blockquote", "list"]
_MODULE = re.compile(r"(?:import|export)\b")
_TAG = re.compile(r"</?(?:[A-Za-z_$]|>)")
_DIRECTIVE = re.compile(r":{3,}[ \t]*(?:[a-z][\w-]*.*)?")
_BLANKS = re.compile(r"[ \t]*")
_COMMENT = re.compile(r"\s*\{\s*/\*.*\*/\s*\}\s*", re.DOTALL)
_OPENING, _CLOSING = "{[(", "}])"


def mdx_blocks(md: MarkdownIt) -> None:
    """Add the rules; code becomes `code_block`, tags and directives `html_block`, a comment nothing."""
    md.disable(["code", "html_block"])
    md.block.ruler.before("fence", "mdx_module", _module)
    md.block.ruler.before("fence", "mdx_jsx", _jsx, {"alt": _INTERRUPTED})
    md.block.ruler.before("fence", "mdx_directive", _directive, {"alt": _INTERRUPTED})


def _module(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """An import or export: to the next blank line outside of brackets."""
    text = _text(state, start, end)
    if state.sCount[start] or not _MODULE.match(text):
        return False
    depth, count = 0, 0
    for line in text.split("\n"):
        if not line.strip() and depth <= 0:
            break
        depth += sum(line.count(each) for each in _OPENING) - sum(line.count(each) for each in _CLOSING)
        count += 1
    return _push(state, "code_block", start, start + count, silent=silent)


def _jsx(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Tags and expressions that fill their lines; a line that also has text is a paragraph."""
    text = _text(state, start, end)
    stop = _flow_end(text)
    if stop is None:
        return False
    block = text[:stop]
    kind = (
        "mdx_comment"
        if _COMMENT.fullmatch(block)
        else "html_block"
        if block.startswith("<")
        else "code_block"
    )
    return _push(state, kind, start, start + block.count("\n") + 1, silent=silent)


def _directive(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    if not _DIRECTIVE.fullmatch(_text(state, start, start + 1)):
        return False
    return _push(state, "html_block", start, start + 1, silent=silent)


def _flow_end(text: str) -> int | None:
    """Where a run of tags and expressions ends with its line; None when it does not."""
    place = 0
    while _TAG.match(text, place) or text.startswith("{", place):
        stop = _bracket_end(text, place)
        if stop is None:
            return None
        rest = _BLANKS.match(text, stop)
        place = rest.end() if rest else stop
        if place == len(text) or text[place] == "\n":
            return place
    return None


def _bracket_end(text: str, start: int) -> int | None:
    """Where one tag or expression ends: brackets are counted, quoted ones are not."""
    depth, quote = 0, ""
    tag = text[start] == "<"
    for place in range(start, len(text)):
        character = text[place]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'`" and (depth or tag):
            quote = character
        elif character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if not depth and not tag:
                return place + 1
        elif character == ">" and tag and not depth:
            return place + 1
    return None


def _text(state: StateBlock, start: int, end: int) -> str:
    return state.getLines(start, end, state.blkIndent, False).rstrip("\n")


def _push(state: StateBlock, kind: str, start: int, end: int, *, silent: bool) -> bool:
    if not silent:
        token = state.push(kind, "", 0)
        token.map = [start, end]
        token.content = _text(state, start, end)
        state.line = end
    return True
