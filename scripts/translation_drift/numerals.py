"""Reads the numbers in a text of any of the languages as the same numbers."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from translation_drift.invariants import without_links
from translation_drift.magnitudes import written_out
from translation_drift.normalisation import without_code_spans

_MONTHS = {
    number: re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)
    for number, names in enumerate(
        (
            "January|Jan|stycznia|styczeń|января|январь",
            "February|Feb|lutego|luty|февраля|февраль",
            "March|Mar|marca|marzec|марта|март",
            "April|Apr|kwietnia|kwiecień|апреля|апрель",
            "May|maja|maj|мая|май",
            "June|Jun|czerwca|czerwiec|июня|июнь",
            "July|Jul|lipca|lipiec|июля|июль",
            "August|Aug|sierpnia|sierpień|августа|август",
            "September|Sep|września|wrzesień|сентября|сентябрь",
            "October|Oct|października|październik|октября|октябрь",
            "November|Nov|listopada|listopad|ноября|ноябрь",
            "December|Dec|grudnia|grudzień|декабря|декабрь",
        ),
        start=1,
    )
}
_DATE_WITH_WORD = re.compile(r"\d{1,2}\s+\w+\s+\d{4}|\w+\s+\d{1,2},?\s+\d{4}|\w+\s+\d{4}")
_GROUPED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:[,\u00a0\u202f ]\d{3})+(?![\d,]*\d)")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_ONES = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), start=1
    )
}
_TENS = {
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_LAST_OF_ONES = max(_ONES.values())
_SMALL = rf"(?:({'|'.join(_TENS)})(?:-({'|'.join(_ONES)}))?|({'|'.join(_ONES)}))"
_POWERS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9}
_NUMBER_WORD = re.compile(rf"\b{_SMALL}(?:[ -]({'|'.join(_POWERS)}))?\b", re.IGNORECASE)
_VAGUE_WORD = re.compile(
    rf"(?<!\d[ -])\b(?:{'|'.join(_POWERS)})s?\b|\b(?:(?:{'|'.join(_POWERS)})ths?|half|dozens?|quarter)\b",
    re.IGNORECASE,
)
_WIDE_COMMAS = str.maketrans({"\uff0c": " , ", "\u3001": " , "})  # between clauses, never within a number
_LIST_NUMBER = re.compile(r"\A\s*\d+[.)]\s")
_ATTRIBUTES = re.compile(r"\{[#.:][^{}\n]*\}|<[^>\n]*>")


def numbers(text: str) -> Counter[str]:
    """The numbers and versions in a block; not those in code, destinations and the numbering of lists."""
    text = _ATTRIBUTES.sub(" ", without_code_spans(without_links(text))).translate(_WIDE_COMMAS)
    text = unicodedata.normalize("NFKC", text)
    text = _LIST_NUMBER.sub("", text)
    text = _DATE_WITH_WORD.sub(lambda date: _months_as_numbers(date[0]), text)
    text = _GROUPED.sub(lambda number: re.sub(r"\D", "", number[0]), text)
    text = written_out(_DECIMAL_COMMA.sub(".", text))
    return Counter(_plain(number) for number in _NUMBER.findall(text))


def normal_number(number: str) -> str:
    """One number of digits, whatever separates its decimals."""
    return _plain(_DECIMAL_COMMA.sub(".", _GROUPED.sub(lambda found: re.sub(r"\D", "", found[0]), number)))


def has_number_word(text: str) -> bool:
    """Whether an English text says in words a number that can be written in several ways (half, millions)."""
    return _VAGUE_WORD.search(_NUMBER_WORD.sub(" ", text)) is not None


def numbers_in_words(text: str) -> frozenset[str]:
    """The numbers that an English text says in words, but for those up to nine: twenty-five, two thousand."""
    return frozenset(
        str(number) for number in map(_spoken, _NUMBER_WORD.findall(text)) if number > _LAST_OF_ONES
    )


def _spoken(words: tuple[str, str, str, str]) -> int:
    tens, ones, alone, power = (word.casefold() for word in words)
    number = _TENS.get(tens, 0) + _ONES.get(ones, 0) + _ONES.get(alone, 0)
    return number * 10 ** _POWERS.get(power, 0)


def differing_numbers(source: Counter[str], target: Counter[str]) -> tuple[list[str], list[str]]:
    """The numbers that only the source has, and those that only the translation has."""
    lacking, added = set(source) - set(target), set(target) - set(source)
    if not (_digits(lacking) and _digits(added)):
        lacking, added = lacking - _digits(lacking), added - _digits(added)
    return sorted(lacking), sorted(added)


def _digits(found: Iterable[str]) -> set[str]:
    """Numbers that a language may as well write as a word."""
    return {number for number in found if len(number) == 1 or number in ("10", "11", "12")}


def _months_as_numbers(date: str) -> str:
    for number, names in _MONTHS.items():
        date = names.sub(str(number), date)
    return date


def _plain(number: str) -> str:
    return number.lstrip("0") or "0" if "." not in number else number
