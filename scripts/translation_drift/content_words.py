"""The words of a block that carry its meaning, cut so that two inflections of a word are the same."""

import re
from functools import lru_cache

from translation_drift.english import prose
from translation_drift.function_words import SMALL_WORDS

_WORD = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]{3,}")
_KATAKANA = re.compile(r"[\u30a1-\u30ff]{2,}")
_IDEOGRAMS = re.compile(r"[\u3005\u3400-\u9fff]+")
_STEM = 5
"""Characters of a word that stay when it is inflected."""


@lru_cache(maxsize=8192)
def content_words(text: str) -> frozenset[str]:
    """Stems of a text in any language; of a script without blanks, each two neighbouring characters."""
    plain = prose(text)
    words = (word.casefold() for word in _WORD.findall(plain))
    found = {word[:_STEM] for word in words if word not in SMALL_WORDS}
    found.update(word[: _STEM + 1] for word in _KATAKANA.findall(plain))
    for run in _IDEOGRAMS.findall(plain):
        found.update(run[at : at + 2] for at in range(max(len(run) - 1, 1)))
    return frozenset(found)
