"""Puts what the site itself says into a page, by line: proofs, notices, drawings.

Markdown cannot hold HTML everywhere (inside a list or a tab it becomes text of a paragraph). So a marker goes
through Markdown in the HTML's place, and is exchanged for it afterwards.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

MARKER = '<span data-handbook="{}"></span>'
FOUND_MARKER = re.compile(r'(?:<p>)?<span data-handbook="(\d+)"></span>(?:</p>)?')


@dataclass(frozen=True)
class Edit:
    """Content for the lines `first` to `last` of a page's file; between two lines if `last` is before."""

    first: int
    last: int
    indent: int
    html: str = ""
    markdown: tuple[str, ...] = ()
    """Lines to be rendered with the page, instead of HTML."""

    @classmethod
    def before(cls, line: int, indent: int, html: str) -> "Edit":
        """Insert HTML before a line."""
        return cls(line, line - 1, indent, html)

    @classmethod
    def after(cls, line: int, indent: int, html: str = "", markdown: tuple[str, ...] = ()) -> "Edit":
        """Insert HTML or Markdown after a line."""
        return cls(line + 1, line, indent, html, markdown)

    def lines(self, number: int, present: Sequence[str]) -> list[str]:  # noqa: ARG002 - for others to keep
        """Return what goes through Markdown for the present lines, indented and apart from its neighbours."""
        margin = " " * self.indent
        return ["", *(margin + line for line in self.markdown or (MARKER.format(number),)), ""]


@dataclass(frozen=True)
class RowEnd(Edit):
    """HTML for the last cell of a table's row, which stays as it is."""

    @classmethod
    def of(cls, line: int, html: str) -> "RowEnd":
        """Add HTML to the row in a line."""
        return cls(line, line, 0, html)

    def lines(self, number: int, present: Sequence[str]) -> list[str]:
        """Return the row with the marker in its last cell."""
        return [f"{present[0].rstrip().removesuffix('|').rstrip()} {MARKER.format(number)} |"]


def note(kind: str, language: str, text: str) -> str:
    """Return a line of the site's own in the reader's language, which need not be the page's."""
    return f'<p class="{kind}" lang="{language}">{escape(text)}</p>'


def with_markers(markdown: str, first_line: int, edits: Sequence[Edit]) -> str:
    """Return Markdown with all edits made; `first_line` is the number of its first line in the file."""
    lines = markdown.splitlines()
    numbered = sorted(enumerate(edits), key=lambda item: (item[1].first, item[0]), reverse=True)
    for number, edit in numbered:
        place = slice(edit.first - first_line, edit.last + 1 - first_line)
        lines[place] = edit.lines(number, lines[place])
    return "\n".join(lines)


def without_markers(html: str, edits: Sequence[Edit]) -> str:
    """Return HTML with each marker exchanged for what it stands for."""
    return FOUND_MARKER.sub(lambda found: edits[int(found[1])].html, html)


def lost_markers(html: str, edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits whose markers Markdown did not let through, which is a mistake in this package."""
    arrived = {int(number) for number in FOUND_MARKER.findall(html)}
    return [edit for number, edit in enumerate(edits) if edit.html and number not in arrived]
