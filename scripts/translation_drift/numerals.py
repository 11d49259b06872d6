"""Reads the numbers in a text of any of the languages as the same numbers."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from translation_drift.invariants import without_links
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
_TEN_THOUSANDS = re.compile(r"(\d+(?:\.\d+)?)\s*[万萬]")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_VAGUE_WORD = re.compile(
    r"\b(?:hundred(?:th)?s?|thousand(?:th)?s?|million(?:th)?s?|billions?|half|dozens?|quarter)\b",
    re.IGNORECASE,
)
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
_TENS_WORD = re.compile(rf"\b({'|'.join(_TENS)})(?:-({'|'.join(_ONES)}))?\b", re.IGNORECASE)
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
    text = _TEN_THOUSANDS.sub(lambda number: f"{float(number[1]) * 10_000:.0f}", text)
    text = _DECIMAL_COMMA.sub(".", text)
    return Counter(_plain(number) for number in _NUMBER.findall(text))


def normal_number(number: str) -> str:
    """One number of digits, whatever separates its decimals."""
    return _plain(_DECIMAL_COMMA.sub(".", _GROUPED.sub(lambda found: re.sub(r"\D", "", found[0]), number)))


def has_number_word(text: str) -> bool:
    """Whether an English text says in words a number that can be written in several ways (half, millions)."""
    return _VAGUE_WORD.search(text) is not None


def numbers_in_words(text: str) -> frozenset[str]:
    """The numbers from thirteen to ninety-nine that an English text says in words."""
    return frozenset(
        str(_TENS[tens.casefold()] + _ONES.get(ones.casefold(), 0)) for tens, ones in _TENS_WORD.findall(text)
    )


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
