"""Writes out numbers that end in a word for a power of ten: 135 million, 1 億 3,500 万, 1,35 mld, 135M.

Chinese and Japanese count in powers of 10,000 (万, 億, 兆) and add up what is said of each. The billion of
English is `miliard` and `миллиард`; the Polish `bilion` is a million millions.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

_AMOUNT = r"(?<![\w.])\d+(?:\.\d+)?"
_WORDS = {
    re.compile(rf"({_AMOUNT})(?:[\s-]?(?:{words})(?!\w)|{letter}(?!\w))"): power
    for power, letter, words in (
        (3, "[kK]", r"thousands?|tys\.?|tysi(?:ąc\w*|ęcy)|тыс\.?|тысяч\w*"),
        (6, "M", r"millions?|mln|milion\w*|млн|миллион\w*"),
        (9, "B", r"billions?|mld|miliard\w*|млрд|миллиард\w*"),
        (12, "T", r"trillions?|bln|bilion\w*|трлн|триллион\w*"),
    )
}
_MYRIADS = {"千": 3, "万": 4, "萬": 4, "億": 8, "亿": 8, "兆": 12}
_HUNDREDS = {"": 0, "百": 2, "千": 3}
_SUMMAND = re.compile(r"(\d+(?:\.\d+)?)\s*(?:([百千]?)([万萬億亿兆])|(千)(?![克米瓦分]))\s?")
_SUM = re.compile(rf"(?:{_SUMMAND.pattern})+(?:\d{{4}}(?![\d.]))?")


def written_out(text: str) -> str:
    """The text with such numbers in digits only; its numbers have no separators but the decimal point."""
    text = _SUM.sub(lambda found: f" {_digits(sum(_summands(found[0]), Decimal()))} ", text)
    for pattern, power in _WORDS.items():
        text = pattern.sub(partial(_scaled, power), text)
    return text


def _scaled(power: int, found: re.Match[str]) -> str:
    return _digits(Decimal(found[1]).scaleb(power))


def _summands(text: str) -> Iterator[Decimal]:
    end = 0
    for found in _SUMMAND.finditer(text):
        amount, hundreds, myriads, thousands = found.groups()
        power = _MYRIADS[myriads or thousands] + _HUNDREDS[hundreds or ""]
        yield Decimal(amount).scaleb(power)
        end = found.end()
    if rest := text[end:]:
        yield Decimal(rest)


def _digits(number: Decimal) -> str:
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
