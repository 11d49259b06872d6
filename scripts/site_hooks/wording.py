"""Says numbers, dates and shares as the reader's language does (Unicode CLDR, by way of Babel)."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from math import floor

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from site_hooks.texts import texts


@cache
def locale_of(language: str) -> Locale:
    """Return what CLDR knows of a language of the site."""
    return Locale.parse(language, sep="-")


def counted(forms: Mapping[str, str], count: int, language: str) -> str:
    """Return the form of a text that goes with a number (1 место, 2 места, 5 мест), filled in."""
    return forms[locale_of(language).plural_form(count)].format(count=number(count, language))


def number(count: int, language: str) -> str:
    """Return a number with its thousands apart."""
    return str(format_decimal(count, locale=locale_of(language)))


def percent(share: float, language: str) -> str:
    """Return a share of 0 to 1 in per cent, rounded down: only all of something is 100 %."""
    return format_percent(floor(share * 100) / 100, locale=locale_of(language))


def day(iso: str, language: str) -> str:
    """Return a day such as 2026-11-21 as the style guide of the language writes it."""
    return format_date(date.fromisoformat(iso), texts(language)["date"], locale_of(language))


def listed(names: Iterable[str], language: str) -> str:
    """Return names one after the other."""
    return str(texts(language)["between"]).join(names)
