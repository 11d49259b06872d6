"""A Chinese character that Japanese does not write, such as 习 for 習 or 数据 for データ.

It comes from a Chinese source or a Chinese input method. Write the Japanese character.
"""

import re
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.prose_lines import prose_lines
from translation_drift.registry import Place, rule

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


@rule("japanese-glyph", languages=("ja",))
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds Chinese characters that Japanese does not have."""
    for line, text in prose_lines(bitext):
        for character in dict.fromkeys(_HAN.findall(text)):
            if not _is_japanese(character):
                yield line, f"{character!r} is not written in Japanese; write the Japanese character"


def _is_japanese(character: str) -> bool:
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
