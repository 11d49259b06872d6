"""Counts the words that translating a block takes, so that work can be told in one unit."""

import re

from translation_drift.invariants import without_destinations
from translation_drift.normalisation import code_spans
from translation_drift.units import Unit, readable

_WORD = re.compile(r"\w+(?:[-'.]\w+)*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_MAY_LINK = re.compile(r"\]\(|\]:|https?:")
"""Without any of these there is no destination to look for, which takes longer than counting."""
_ATTRIBUTES = re.compile(r"\s*\{:?\s*[#.][^{}\n]*\}\s*$")
_DIAGRAM_LABEL = re.compile(r"\"([^\"\n]+)\"|\[([^\[\]\n]+)\]|\|([^|\n]+)\||acc(?:Title|Descr):\s*(.+)")


def word_count(unit: Unit) -> int:
    """Words of a block that a translator writes: none of code but the labels of diagrams."""
    if unit.kind == "code":
        return _words_of_labels(unit) if unit.fence and unit.fence.language == "mermaid" else 0
    marked = unit.kind in ("admonition_title", "front_matter")
    text = readable(unit.block) if marked else unit.normal
    if "{" in text:
        text = _ATTRIBUTES.sub("", text)
    if _MAY_LINK.search(text):
        text, _ = without_destinations(text)
    return _words(text) - sum(_words(code) - 1 for code in code_spans(text))


def _words_of_labels(unit: Unit) -> int:
    assert unit.fence
    return sum(_words(" ".join(match.groups(""))) for match in _DIAGRAM_LABEL.finditer(unit.fence.source))


def _words(text: str) -> int:
    if text.isascii():
        return len(_WORD.findall(text))
    characters = len(_CJK.findall(text))
    return characters + len(_WORD.findall(_CJK.sub(" ", text)))
