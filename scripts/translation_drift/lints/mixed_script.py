"""A word of Latin and Cyrillic letters mixed, such as a Russian word with a Latin `c` or `o`.

It looks right, and no search finds it. Type the word again in one alphabet; a compound has a hyphen
(ML-модель).
"""

import re
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.prose_lines import prose_lines
from translation_drift.registry import Place, rule

_MIXED = re.compile(r"(?:[A-Za-z]+[\u0400-\u04ff]|[\u0400-\u04ff]+[A-Za-z])[A-Za-z\u0400-\u04ff]*")


@rule("mixed-script")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds words in which Latin and Cyrillic letters are mixed."""
    for line, text in prose_lines(bitext):
        for word in _MIXED.findall(text):
            yield line, f"{word!r} mixes Latin and Cyrillic letters; type it again in one alphabet"
