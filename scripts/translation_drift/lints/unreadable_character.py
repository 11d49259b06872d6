"""A character that editors do not show and that changes how a page is read: a byte order mark, a NUL.

A byte order mark before the front matter makes it text; a NUL cuts a line for many programs. Save the page
as UTF-8 without a byte order mark, and delete the other characters.
"""

import re
import unicodedata
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.registry import Place, rule

_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters but tab and line ends, changes of the writing direction, the byte order mark."""


@rule("unreadable-character", on_source=True)
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds control characters and byte order marks."""
    for number, line in enumerate(bitext.target.text.split("\n"), start=1):
        for character in dict.fromkeys(_INVISIBLE.findall(line)):
            name = unicodedata.name(character, "control character")
            yield number, f"U+{ord(character):04X} ({name.lower()}) stands here; delete it"
