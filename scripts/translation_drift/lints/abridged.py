"""A paragraph that is far shorter than its source: a part of it was not translated.

The limits lie below what any faithful translation of these pages needs (characters of the translation by
characters of the English, for texts of 120 characters or more). Translate the rest.
"""

from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.prose_pairs import prose_pairs
from translation_drift.registry import Place, rule

_LEAST = {"ja": 0.25, "zh-TW": 0.17, "pl": 0.6, "ru": 0.6}
"""Measured on 389 blocks a language: the shortest are 0.33, 0.24, 0.74 and 0.69 of the English."""
_LONG = 120


@rule("abridged", languages=tuple(_LEAST))
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds translations that are too short to say what the source says."""
    for source, target in prose_pairs(bitext):
        if len(source.normal) < _LONG:
            continue
        ratio = len(target.normal) / len(source.normal)
        if ratio < _LEAST[bitext.language]:
            yield (
                target.line,
                f"has {ratio:.0%} of the length of the source (line {source.line}); translate all of it",
            )
