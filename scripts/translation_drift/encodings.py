"""Recognises UTF-8 that was read in a code page of the past, although bytes were lost on the way."""

import re

_CODE_PAGES = ("cp932", "cp950", "cp936", "cp1250", "cp1251", "cp1252")
_OWN_LETTERS = re.compile(
    r"[\u0105\u0107\u0119\u0142\u0144\u00f3\u015b\u017a\u017c\u0400-\u04ff\u3000-\u30ff\u4e00-\u9fff\uff01-\uff1f]"
)
"""Letters of the languages that are written beyond ASCII."""
_ENOUGH = 4
"""Letters that must come out, so that they are not there by chance."""
_MOST = 0.5
"""Share of the line's bytes that must become letters again."""
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_COMMON = {"ja": ("cp932", 0x889F, 0x9872), "zh-TW": ("cp950", 0xA440, 0xC67E)}
"""The first level of the character sets JIS X 0208 and Big5: what a language writes every day."""
_RARE = 0.3
"""Share of rare characters that no text of these languages has."""


def read_again(line: str) -> str | None:
    """What a line said before it was read in a wrong code page, as far as its bytes are still there."""
    for code_page in _CODE_PAGES:
        content = line.encode(code_page, "ignore")
        foreign = sum(byte >= 0x80 for byte in content)
        text = content.decode("utf-8", "ignore")
        letters = _OWN_LETTERS.findall(text)
        if len(letters) >= _ENOUGH and sum(len(letter.encode()) for letter in letters) > _MOST * foreign:
            return text
    return None


def is_full_of_rare_characters(line: str, language: str) -> bool:
    """Whether a line has so many rare Chinese characters that they come from reading bytes wrongly."""
    if language not in _COMMON:
        return False
    han = _HAN.findall(line)
    rare = sum(not _is_common(character, *_COMMON[language]) for character in han)
    return rare >= _ENOUGH and rare > _RARE * len(han)


def _is_common(character: str, code_page: str, first: int, last: int) -> bool:
    code = character.encode(code_page, "ignore")
    return len(code) == 2 and first <= int.from_bytes(code, "big") <= last
