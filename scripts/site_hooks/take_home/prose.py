"""Turns a page's Markdown into what Jupyter shows well: no braces, no comments, links that lead somewhere."""

import re
from collections.abc import Callable, Iterable

Address = Callable[[str, str], str | None]
"""Of a page and a heading's id: where it is on the site; None when the site does not know its own address."""

_COMMENT = re.compile(r"\s*<!--.*-->\s*")
_HEADING = re.compile(r"(?P<text>#{1,6} .*?)\s*\{[^{}]*#(?P<id>[\w-]+)[^{}]*\}\s*")
_LINK = re.compile(r"(?<!!)\[(?P<text>[^\[\]]*)\]\((?P<page>[\w/.-]+)\.md(?:#(?P<id>[\w-]+))?\)")


def prose(lines: Iterable[str], address: Address) -> str:
    """Return lines of a page as Markdown for a notebook, without blank lines around."""
    shown = [_line(line, address) for line in lines if not _COMMENT.fullmatch(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(shown)).strip("\n")


def _line(line: str, address: Address) -> str:
    if heading := _HEADING.fullmatch(line):
        line = f'<a id="{heading["id"]}"></a>\n\n{heading["text"]}'
    return _LINK.sub(lambda link: _link(link, address), line)


def _link(link: re.Match[str], address: Address) -> str:
    found = address(link["page"], link["id"] or "")
    return f"[{link['text']}]({found})" if found else link["text"]


def quoted(markdown: str) -> str:
    """Return Markdown as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in markdown.split("\n"))


def indented(markdown: str, blanks: int) -> str:
    """Return Markdown as a part of a list's item."""
    return "\n".join(f"{' ' * blanks}{line}".rstrip() for line in markdown.split("\n"))


def fenced(text: str, language: str) -> str:
    """Return a text as a block of code."""
    marker = "```"
    while marker in text:
        marker += "`"
    return f"{marker}{language}\n{text.rstrip(chr(10))}\n{marker}"


def folded(title: str, markdown: str) -> str:
    """Return Markdown that a reader unfolds by a click on its title."""
    return f"<details>\n<summary><b>{title}</b></summary>\n\n{markdown}\n\n</details>"
