"""Finds what translators carry over as it is: code, destinations of links, placeholders and tags."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_INLINE = re.compile(
    r"""
      (?P<code>(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))
    | (?P<open>!?\[)(?P<label>(?:[^\[\]]|\[[^\[\]]*\])*)
      (?P<close>\]
        (?:\(\s*(?:<(?P<angle>[^<>\n]*)>|(?P<bare>(?:[^\s()]|\([^()]*\))*))(?:\s+"[^"]*")?\s*\)
          |\[(?P<reference>[^\[\]]+)\])
        (?:\{[^{}\n]*\})?)
    | (?P<url><https?://[^>\s]+>|https?://[^\s<>()\[\]"`]+[^\s<>()\[\]"`.,;:!?。、，」])
    | <(?P<tag>/?[A-Za-z][\w-]*)(?:\s[^<>]*)?/?>
    | (?P<placeholder>\{\{[^{}\n]*\}\}|\$?\{[A-Za-z_][\w.]*\}|\{:?\s*[.\#][^{}\n]*\}|%\(\w+\)[sd])
    """,  # noqa: RUF001
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Placeholder:
    """A run of characters that no translator changes."""

    text: str
    token: str
    """What must be found again: the text itself, of a tag its name."""


@dataclass(frozen=True)
class Span:
    """Text between two marks that no translator changes: a link, or an image with its description."""

    before: str
    content: tuple["Piece", ...]
    after: str
    token: str
    """What must be found again: where the link leads."""


Piece = str | Placeholder | Span


def pieces(text: str) -> tuple[Piece, ...]:
    """A text cut at its inline elements; put together again it is the same text."""
    return tuple(_pieces(text))


def plain(content: Sequence[Piece]) -> str:
    """The text that the pieces were cut from."""
    return "".join(map(_plain, content))


def tokens(text: str) -> Counter[str]:
    """How often each thing occurs that a translation must have as often."""
    return Counter(_tokens(pieces(text)))


def _pieces(text: str) -> Iterator[Piece]:
    position = 0
    for match in _INLINE.finditer(text):
        if match.start() > position:
            yield text[position : match.start()]
        yield _inline(match)
        position = match.end()
    if position < len(text):
        yield text[position:]


def _inline(match: re.Match[str]) -> Piece:
    if match["open"]:
        destination = match["angle"] or match["bare"] or match["reference"] or ""
        return Span(match["open"], pieces(match["label"]), match["close"], f"]({destination})")
    if match["tag"]:
        return Placeholder(match[0], f"<{match['tag']}>")
    return Placeholder(match[0], " ".join(match[0].split()))


def _plain(piece: Piece) -> str:
    if isinstance(piece, Span):
        return piece.before + plain(piece.content) + piece.after
    return piece if isinstance(piece, str) else piece.text


def _tokens(content: Sequence[Piece]) -> Iterator[str]:
    for piece in content:
        if isinstance(piece, Span):
            yield piece.token
            yield from _tokens(piece.content)
        elif isinstance(piece, Placeholder):
            yield piece.token
