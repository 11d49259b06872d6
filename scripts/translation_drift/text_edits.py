"""Changes parts of a text and nothing else: every other character stays as it was, line ends included."""

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_pages import LINE_END


@dataclass(frozen=True, order=True)
class Edit:
    """One part of a text, by offsets, and what is to stand there."""

    start: int
    end: int
    text: str


class Lines:
    """The lines of a text as the parser counts them, with their offsets."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = _spans(text)

    @property
    def newline(self) -> str:
        """How the text ends its lines."""
        match = LINE_END.search(self._text)
        return match[0] if match else "\n"

    def offset(self, line: int, within: int = 0) -> int:
        """Where a place is that stands `within` characters behind the start of a line (from 1).

        `within` counts a line end as one character, as the text of a block does.
        """
        index = line - 1
        while within > self._spans[index][1] - self._spans[index][0]:
            within -= self._spans[index][1] - self._spans[index][0] + 1
            index += 1
        return self._spans[index][0] + within

    def replacement(self, first: int, last: int, text: str) -> Edit:
        """An edit of whole lines, without the end of the last; line ends become those of the page."""
        return Edit(self._spans[first - 1][0], self._spans[last - 1][1], text.replace("\n", self.newline))

    def splice(self, first: int, end: int, new: Sequence[str]) -> Edit:
        """An edit that puts other lines in the place of those from `first` up to, not including, `end`."""
        text = "".join(line + self.newline for line in new)
        return Edit(self._spans[first - 1][0], self._spans[end - 1][0], text)


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """The text with all edits made; they must not overlap."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _spans(text: str) -> list[tuple[int, int]]:
    ends = [*LINE_END.finditer(text), None]
    starts = [0, *(end.end() for end in ends if end)]
    return [(start, end.start() if end else len(text)) for start, end in zip(starts, ends, strict=True)]
