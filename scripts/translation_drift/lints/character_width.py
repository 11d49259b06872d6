# ruff: noqa: RUF001
"""Characters of the wrong width in Japanese and Chinese.

Latin letters and digits are half-width, katakana full-width. In Traditional Chinese, commas, semicolons,
question and exclamation marks and colons behind a Chinese character are full-width; in Japanese, commas and
full stops are 、 and 。.
"""

import re
import unicodedata
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.prose_lines import prose_lines
from translation_drift.registry import Place, rule

_FULL_WIDTH_LATIN = re.compile(r"[Ａ-Ｚａ-ｚ０-９]+")
_HALF_WIDTH_KATAKANA = re.compile(r"[ｦ-ﾟ]+")
_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff]"
_KANA_OR_HAN = r"[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
_HALF_WIDTH_MARK = {
    "zh-TW": re.compile(rf"(?<={_HAN})[,;?!:](?=\s|\Z|{_HAN})"),
    "ja": re.compile(rf"(?<={_KANA_OR_HAN})[,.](?=\s|\Z|{_KANA_OR_HAN})"),
}
_FULL_WIDTH = {"zh-TW": str.maketrans(",;?!:", "，；？！："), "ja": str.maketrans(",.", "、。")}


@rule("character-width", languages=("ja", "zh-TW"))
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds full-width Latin letters, half-width katakana and half-width punctuation."""
    for line, text in prose_lines(bitext):
        for wide in _FULL_WIDTH_LATIN.findall(text) + _HALF_WIDTH_KATAKANA.findall(text):
            yield line, f"{wide!r} has the wrong width; write {unicodedata.normalize('NFKC', wide)!r}"
        for mark in _HALF_WIDTH_MARK[bitext.language].findall(text):
            yield line, f"{mark!r} is half-width; write {mark.translate(_FULL_WIDTH[bitext.language])!r}"
