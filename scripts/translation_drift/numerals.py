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
_NUMBER_WORD = re.compile(
    r"\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred(?:th)?s?|thousand(?:th)?s?|million(?:th)?s?|billions?|half|"
    r"dozens?|quarter|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)\b",
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
    text = _TEN_THOUSANDS.sub(lambda number: f"{float(number[1]) * 10_000:.0f}", text)
    text = _DECIMAL_COMMA.sub(".", text)
    return Counter(_plain(number) for number in _NUMBER.findall(text))


def has_number_word(text: str) -> bool:
    """Whether an English text says a large number in words, which another language may write as a number."""
    return _NUMBER_WORD.search(text) is not None


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
