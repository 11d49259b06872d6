"""Every language says everything, with the same places to fill in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import pytest
from markdown_pages import languages
from site_hooks.errors import SiteError
from site_hooks.texts import all_texts, texts
from site_hooks.wording import locale_of

from .conftest import ROOT

LANGUAGES = languages(ROOT / "mkdocs.yml")


PLURALS = {"zero", "one", "two", "few", "many", "other"}


def flat(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, item in cast(Mapping[str, Any], value).items():
            yield from flat(item, key if name in PLURALS else f"{key}.{name}")
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for number, item in enumerate(cast(Sequence[Any], value)):
            yield from flat(item, f"{key}.{number}")
    else:
        yield key, str(value)


def test_the_languages_are_those_of_the_site() -> None:
    assert list(all_texts()) == list(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_and_nothing_too_much(language: str) -> None:
    assert dict(flat(texts(language))).keys() == dict(flat(texts("en"))).keys()


def plurals(value: Any) -> Iterator[Mapping[str, str]]:
    if isinstance(value, Mapping):
        forms = cast(Mapping[str, Any], value)
        if PLURALS & set(forms):
            yield forms
        else:
            for item in forms.values():
                yield from plurals(item)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_count_has_the_forms_that_whole_numbers_take_in_the_language(language: str) -> None:
    needed = {locale_of(language).plural_form(count) for count in range(200)}
    found = [*plurals(texts(language))]
    assert len(found) == len([*plurals(texts("en"))])
    assert all(set(forms) == needed for forms in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_the_same(language: str) -> None:
    english = dict(flat(texts("en")))
    for key, text in flat(texts(language)):
        assert text.strip(), key
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", english[key])), key
        assert '"' not in text, f"{key}: a title in Markdown stands in quotes"


def test_a_language_without_texts_is_an_error_that_says_where() -> None:
    with pytest.raises(SiteError, match=r"texts\.yml: no texts for the language 'xx'"):
        texts("xx")
