"""A term with one wrong character, such as 機会学習 for 機械学習: an input method offered another word.

It is a term that the source has and the translation lacks, while a word that differs from it in one
character stands there. Write the term.
"""

import re
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.prose_lines import line_of
from translation_drift.registry import Place, rule
from translation_drift.terminology import missing_terms

_GRAMMAR = frozenset(
    "的之了著過所被把將對與和及或且但而也都就則才再又還只若是為有無不未沒在於從由向到以因這那此其我您你他她它們請可會能需要"
)
"""Chinese characters that mostly stand between words; no part of a term is mistaken for them."""
_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff々]{2,}")


@rule("wrong-kanji", languages=("ja", "zh-TW"))
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds terms of Chinese characters in which one character is another."""
    for missing in missing_terms(bitext):
        for wanted in _HAN_RUN.findall(missing.term.target):
            for written, offset in _windows(missing.target.block.text, len(wanted)):
                if _mistaken(written, wanted):
                    line = line_of(missing.target.block, offset)
                    yield line, f"{written!r} is probably {wanted!r} ({missing.term.term})"


def _windows(text: str, length: int) -> Iterator[tuple[str, int]]:
    """All runs of so many Chinese characters, each with its offset."""
    for run in _HAN_RUN.finditer(text):
        for offset in range(len(run[0]) - length + 1):
            yield run[0][offset : offset + length], run.start() + offset


def _mistaken(written: str, wanted: str) -> bool:
    """Whether one character differs, and is not grammar."""
    other = [a for a, b in zip(written, wanted, strict=True) if a != b]
    return len(other) == 1 and other[0] not in _GRAMMAR
