# ruff: noqa: RUF001
"""What a translation leaves as it is: code, link destinations, numbers, names in Latin letters."""

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from translation_drift.normalisation import code_spans, masked_code, without_code_spans
from translation_drift.units import Unit

_IMAGE = re.compile(r"!\[[^\]]*\]\(\s*<?([^\s)>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?([^\s)>]*)>?(?:\s+\"[^\"]*\")?\s*\)")
_AUTOLINK = re.compile(
    r"<(https?://[^>\s]+)>|(?<![\w(<\"'=])(https?://[^\s<>()\[\]]+[^\s<>()\[\].,;:!?。、，」])"
)
_DEFINITION = re.compile(r"^\s*\[[^\]]+\]:\s*(\S+)", re.MULTILINE)
_LOCALE = re.compile(r"(?<=[/.])(?:en-us|ja-jp|zh-tw|pl-pl|ru-ru)/", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z]*[A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9]*|(?<=[\w,] )[A-Z][a-z]+")
"""Words with two capitals or a digit, and capitalised words inside a sentence."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

_KINDS_ALIKE = {
    frozenset(("list_item", "paragraph")),
    frozenset(("heading", "paragraph")),
    frozenset(("admonition_title", "paragraph")),
}
"""A list item that lost its bullet, or a heading that lost its marks, is still that block."""


def image_destinations(text: str) -> list[tuple[str, int]]:
    """The images of a block, each with its offset."""
    return [(span.destination, span.start) for span in image_spans(text)]


def link_destinations(text: str) -> list[tuple[str, int]]:
    """The destinations of a block's links, each with its offset; images are not links."""
    return [(span.destination, span.start) for span in link_spans(text)]


class DestinationSpan(NamedTuple):
    """Where a link or an image stands in a text, and where in it the destination begins."""

    destination: str
    start: int
    destination_start: int


def image_spans(text: str) -> list[DestinationSpan]:
    """The images of a block in their order."""
    return [DestinationSpan(match[1], match.start(), match.start(1)) for match in _IMAGE.finditer(text)]


def link_spans(text: str) -> list[DestinationSpan]:
    """The links of a block in their order."""
    plain = re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", lambda code: " " * len(code[0]), text, flags=re.DOTALL)
    found = [
        DestinationSpan(match[group], match.start(), match.start(group))
        for pattern in (_LINK, _AUTOLINK, _DEFINITION)
        for match in pattern.finditer(plain)
        for group in [match.lastindex or 1]
    ]
    return sorted(found, key=lambda span: span.start)


def destinations(text: str) -> list[str]:
    """Where the links and images of a block lead, in the order of the text."""
    return [text[first:end] for first, end in _destination_spans(text)]


def same_destination(destination: str) -> str:
    """A destination without the language that Microsoft's documentation has in its addresses."""
    return _LOCALE.sub("", destination)


def without_destinations(text: str) -> tuple[str, bool]:
    """A block without the destinations of its links and images, and whether it has any."""
    spans = _destination_spans(text)
    for first, end in reversed(spans):
        text = text[:first] + text[end:]
    return text, bool(spans)


def _destination_spans(text: str) -> list[tuple[int, int]]:
    plain = masked_code(text)
    groups = [(_LINK, 1), (_IMAGE, 1), (_AUTOLINK, 1), (_AUTOLINK, 2), (_DEFINITION, 1)]
    found = {match.span(group) for pattern, group in groups for match in pattern.finditer(plain)}
    return sorted(span for span in found if span[0] >= 0)


def without_links(text: str) -> str:
    """A block whose links and images are reduced to their text."""
    text = _IMAGE.sub(" ", text)
    text = re.sub(r"\]\([^)\n]*\)", "]", text)
    return _AUTOLINK.sub(" ", text)


_HALF = 0.5


@lru_cache(maxsize=4096)
def _tokens(text: str) -> Counter[str]:
    plain = without_code_spans(without_links(text))
    found = Counter(f"`{code}" for code in code_spans(text))
    found.update(destination for destination, _ in link_destinations(text))
    found.update(destination for destination, _ in image_destinations(text))
    found.update(_NAME.findall(plain))
    found.update(_NUMBER.findall(plain))
    return found


def translation_score(source: Unit, target: Unit) -> float:
    """How likely a unit is the translation of another; zero when it cannot be."""
    if source.kind != target.kind and frozenset((source.kind, target.kind)) not in _KINDS_ALIKE:
        return 0.0
    score = 1.0 if source.kind == target.kind else 0.3
    if source.kind == "code":
        return score + _code_score(source, target)
    if source.kind == "heading" == target.kind:
        score += _heading_score(source, target)
    return max(score + 2 * _overlap(source, target) + _length_score(source, target), 0.0)


def certain(source: Unit, target: Unit) -> bool:
    """Whether what both keep tells, wherever they stand, that one is the translation of the other."""
    shared = kept_alike(source.block.text, target.block.text)
    return source.kind == target.kind and shared > 0 and _overlap(source, target) > _HALF


def kept_alike(left: str, right: str) -> int:
    """How many code spans, destinations, names and numbers of one text another one has, too."""
    return (_tokens(left) & _tokens(right)).total()


def _code_score(source: Unit, target: Unit) -> float:
    if source.embeds or target.embeds:
        return 2.0 if source.embeds == target.embeds else -0.6
    return 2.0 if source.normal == target.normal else 0.0


def _heading_score(source: Unit, target: Unit) -> float:
    ids = source.block.heading_id, target.block.heading_id
    if None not in ids:
        return 3.0 if ids[0] == ids[1] else -0.5
    return 0.2 if source.block.level == target.block.level else -0.5


def _overlap(source: Unit, target: Unit) -> float:
    left, right = _tokens(source.block.text), _tokens(target.block.text)
    either = (left | right).total()
    return (left & right).total() / either if either else 0.1


def _length_score(source: Unit, target: Unit) -> float:
    """Translations are a fifth (Chinese) to one and a half times (Russian) as long as the English."""
    if len(source.normal) < 20:
        return 0.0
    ratio = len(target.normal) / len(source.normal)
    return 0.0 if 0.2 <= ratio <= 1.7 else -0.5
