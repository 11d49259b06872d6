"""Each language searches its own pages only."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from site_hooks.texts import texts

from .conftest import LANGUAGES, PAGES, WORDS, Handbook


def index_of(handbook: Handbook, language: str) -> dict[str, Any]:
    folder = handbook.site if language == "en" else handbook.site / language
    return json.loads((folder / "search" / "search_index.json").read_text(encoding="utf-8"))


def said(text: str) -> str:
    """What a reader sees: words of Chinese and Japanese are set apart by blanks of no width."""
    return text.replace("\u200b", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_index_holds_one_language(plain: Handbook, language: str) -> None:
    documents = index_of(plain, language)["docs"]
    titles = {said(entry["title"]) for entry in documents if "#" not in entry["location"]}
    assert texts(language)["glossary"]["title"] in titles
    titles -= {texts(language)["glossary"]["title"]}
    expected = {f"{WORDS[language]} {page}" for page in PAGES}
    if language == "pl":
        expected = expected - {"Zima setup"} | {"Winter setup"}
    assert titles == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_addresses_are_those_of_the_language(plain: Handbook, language: str) -> None:
    for entry in index_of(plain, language)["docs"]:
        page = entry["location"].split("#")[0].strip("/") or "index"
        assert page in (*PAGES, "glossary")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_index_is_cut_as_its_language_needs_it(plain: Handbook, language: str) -> None:
    config = index_of(plain, language)["config"]
    assert config["lang"] == ["ru" if language == "ru" else "en"]
    assert "stemmer" not in config["pipeline"]
    assert re.split(config["separator"], "前、後" if language in ("ja", "zh-TW") else "one two")[1:]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("zh-TW", "線上端點", ["線", "上", "端", "點"]),
        ("ja", "データ資産の登録", ["データ", "資", "産", "の", "登", "録"]),
        ("pl", "Zasoby danych", ["Zasoby", "danych"]),
        ("en", "create_or_update", ["create", "or", "update"]),
    ],
)
def test_words_can_be_found_inside_a_sentence(
    handbook: Handbook, language: str, text: str, words: list[str]
) -> None:
    handbook.change(language, "index", lambda page: page + f"\n## {text} {{#x}}\n")
    assert handbook.build(language) == []
    index = json.loads(next(handbook.site.rglob("search_index.json")).read_text(encoding="utf-8"))
    [title] = [entry["title"] for entry in index["docs"] if entry["location"] == "#x"]
    assert [word for word in re.split(index["config"]["separator"], title) if word] == words


def test_each_page_looks_for_its_own_languages_index(plain: Handbook) -> None:
    for path, html in plain.all_html():
        config = html.find("script", id="__config")
        assert config
        assert config.string
        base = json.loads(config.string)["base"]
        folder = plain.site / base.strip("/") if base.startswith("/") else path.parent / base
        language = path.relative_to(plain.site).parts[0]
        own = plain.site / language if language in LANGUAGES else plain.site
        assert Path(folder).resolve() == own.resolve(), path
