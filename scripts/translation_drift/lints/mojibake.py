"""Characters that were written in one encoding and read in another.

`æ©Ÿ` stands where 機 was, `ä` and `Å` where letters with marks were, U+FFFD or a row of question marks where
a character was lost for good. Restore the text from a good copy; where nothing was lost, reading it as
UTF-8 again is enough.
"""

import re
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.encodings import is_full_of_rare_characters, read_again
from translation_drift.prose_lines import prose_lines
from translation_drift.registry import Place, rule

_LOST = re.compile(r"\ufffd|(?<![?`'\"=/])\?{4,}")
_LOST_LETTER = re.compile(r"(?<=[^\W\d_])\?{1,3}(?=[^\W\d_])|(?<![\w?])\?(?=[^\W\d_]{2})")
"""Letters of a word that an encoding without them turned into question marks."""
_CYRILLIC_AS_LATIN = re.compile(r"[\u00c0-\u00ff]{3,}")
"""Cyrillic that was read as Western: none of these languages has three such letters in a row."""
_BAD = 2
"""Badness of a line (ftfy's count of unlikely neighbours) from which it is not by chance."""


@rule("mojibake", on_source=True)
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds text that was read in a wrong encoding, or that lost characters in that way."""
    for number, line in enumerate(bitext.target.text.splitlines(), start=1):
        if line.isascii() and "????" not in line:
            continue
        if _LOST.search(line):
            yield number, "characters are lost (U+FFFD or ????); restore the line from a good copy"
        elif _is_garbled(line):
            yield number, f"read in a wrong encoding: {_repaired(line)}"
        elif (better := read_again(line)) is not None:
            yield number, f"read in a wrong encoding: it was {better.strip()[:60]!r}"
        elif is_full_of_rare_characters(line, bitext.language):
            yield number, "read in a wrong encoding: full of rare characters; restore it from a good copy"
    yield from _lost_letters(bitext)


def _lost_letters(bitext: Bitext) -> Iterator[Place]:
    for number, line in prose_lines(bitext):
        if "????" not in line and _LOST_LETTER.search(line):
            yield number, "letters of a word are lost (?); restore the line from a good copy"


def _is_garbled(line: str) -> bool:
    from ftfy.badness import badness

    if _CYRILLIC_AS_LATIN.search(line):
        return True
    return badness(line) >= _BAD or (badness(line) == 1 and _repaired_text(line) != line)


def _repaired_text(line: str) -> str:
    from ftfy import fix_encoding

    return fix_encoding(line)


def _repaired(line: str) -> str:
    better = _repaired_text(line)
    if better == line or _is_partial(better):
        return "restore the line from a good copy"
    return f"it was {better.strip()[:60]!r}"


def _is_partial(text: str) -> bool:
    from ftfy.badness import badness

    return badness(text) > 0 or "\ufffd" in text
