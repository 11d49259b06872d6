"""A number or a version that is not the one of the source.

Separators of thousands and decimals, full-width digits, 1 億 3,500 万 and 135 million, and months written as
words or numbers are the same number. A single digit that one language writes as a word is not looked at.
"""

from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.numerals import differing_numbers, has_number_word, numbers, numbers_in_words
from translation_drift.registry import Place, rule

_SKIPPED = {"code", "html"}


@rule("number-differs")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds numbers and versions that differ from the source."""
    for source, target in bitext.comparable:
        if source.kind in _SKIPPED:
            continue
        lacking, added = differing_numbers(numbers(source.block.text), numbers(target.block.text))
        words = numbers_in_words(source.block.text)
        for number in () if has_number_word(source.block.text) else added:
            if number not in words:
                yield target.line, f"{number} is not in the source (line {source.line})"
        for number in lacking:
            yield target.line, f"{number} of the source (line {source.line}) is not here"
