"""What readers type into the search box leads them to the right page, in their own language."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect
from site_hooks import search_index
from site_hooks.building import build_site
from site_hooks.site_configuration import load

from .conftest import ROOT
from .patience import patient
from .static_host import StaticHost, static_host

QUERIES: dict[str, dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("queries.yml").read_text(encoding="utf-8")
)
LANGUAGES = tuple(QUERIES)
FIRST = 3
OF_ALL, OF_A_LANGUAGE = 0.95, 0.9
"""Shares of the queries that must have their page among the first."""
MOST_BYTES = 200_000
"""What a first query may fetch, compressed as the host sends it."""
BOX = "[data-md-component=search-query]"
RESULT = ".md-search-result__item"


@dataclass
class Reader:
    """Types into the search box of a tab, and reads the pages that it lists."""

    tab: Page
    home: str
    """Path of the language."""

    def ask(self, query: str) -> list[str]:
        """Return the paths of the pages found, best first; a mark tells when the list has been made anew."""
        self.tab.evaluate("document.querySelector('.md-search-result__list').innerHTML = '<li id=before>'")
        self.tab.locator(BOX).fill(query)
        expect(self.tab.locator("#before")).to_have_count(0)
        return self.pages()

    def pages(self) -> list[str]:
        """Return the paths of the pages that are listed."""
        links = "items => items.map(item => item.querySelector('a').pathname)"
        return self.tab.eval_on_selector_all(RESULT, links)

    def finds(self, query: str, pages: str) -> bool:
        """Tell whether one of the pages is among the first."""
        found = self.ask(query)[:FIRST]
        return any(path.removeprefix(self.home).strip("/") in pages.split() for path in found)


def reader_of(host: StaticHost, tab: Page, language: str) -> Reader:
    """Open the first page of a language and wait until its search box can be used."""
    home = "/" if language == "en" else f"/{language}/"
    tab.goto(host.address + home[1:], wait_until="networkidle")
    words = "JSON.parse(document.getElementById('__config').textContent).translations"
    ready = tab.evaluate(f"{words}['search.result.placeholder']")
    expect(tab.locator(".md-search-result__meta")).to_have_text(ready)
    return Reader(tab, home)


@pytest.fixture(scope="module")
def answers(site: StaticHost, browser: Browser) -> dict[str, dict[str, list[str]]]:
    """The pages found by each query, by language."""
    found: dict[str, dict[str, list[str]]] = {}
    for language, queries in QUERIES.items():
        context = patient(browser.new_context(viewport={"width": 1400, "height": 900}))
        reader = reader_of(site, context.new_page(), language)
        found[language] = {query: reader.ask(query) for query in queries}
        context.close()
    return found


def misses(answers: dict[str, dict[str, list[str]]], language: str) -> dict[str, list[str]]:
    """Queries without their page among the first, and what was there instead."""
    names = {
        query: [path.strip("/").split("/")[-1] for path in found[:FIRST]]
        for query, found in answers[language].items()
    }
    return {
        query: found for query, found in names.items() if not {*found} & {*QUERIES[language][query].split()}
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_queries_of_a_language_find_their_page(
    answers: dict[str, dict[str, list[str]]], language: str
) -> None:
    missed = misses(answers, language)
    assert len(QUERIES[language]) >= 15
    assert len(missed) <= (1 - OF_A_LANGUAGE) * len(QUERIES[language]), missed


def test_queries_of_all_languages_find_their_page(answers: dict[str, dict[str, list[str]]]) -> None:
    missed = {language: misses(answers, language) for language in LANGUAGES}
    asked = sum(map(len, QUERIES.values()))
    assert sum(map(len, missed.values())) <= (1 - OF_ALL) * asked, missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_result_is_in_another_language(
    answers: dict[str, dict[str, list[str]]], language: str, site: StaticHost
) -> None:
    found = {path for paths in answers[language].values() for path in paths}
    assert found
    for path in found:
        first = path.strip("/").split("/")[0]
        assert (first if first in LANGUAGES else "en") == language
        assert site.file(path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_the_search_is_loaded_before_the_first_query(
    site: StaticHost, tab: Page, language: str
) -> None:
    asked: list[str] = []
    size = 0

    def count(response: object) -> None:
        nonlocal size
        size += getattr(response, "request").sizes()["responseBodySize"]  # noqa: B009

    tab.context.on("request", lambda request: asked.append(urlsplit(request.url).path))
    reader = reader_of(site, tab, language)
    tab.locator(BOX).click()
    tab.wait_for_load_state("networkidle")
    before = [path for path in asked if "search" in path or "pagefind" in path]
    assert sorted(before) == [
        "/assets/search/input.js",
        "/assets/search/worker.js",
        "/search/search_index.json",
    ]
    tab.context.on("response", count)
    assert reader.ask("MLflow")
    assert any(path.startswith("/pagefind/index/") for path in asked)
    assert 0 < size < MOST_BYTES


def test_text_that_no_key_has_typed_is_searched_for(site: StaticHost, tab: Page) -> None:
    reader = reader_of(site, tab, "en")
    tab.locator(BOX).click()
    tab.evaluate("document.execCommand('insertText', false, 'mlflow.autolog')")
    tab.wait_for_selector(RESULT)
    assert "/tracking/" in reader.pages()[:FIRST]


def test_the_list_follows_the_typing(site: StaticHost, tab: Page) -> None:
    reader_of(site, tab, "ru")
    tab.locator(BOX).press_sequentially("гиперпар", delay=20)
    expect(tab.locator(f"{RESULT} a").first).to_have_attribute("href", re.compile("/ru/sweep/"))


def test_a_result_leads_to_its_heading(site: StaticHost, tab: Page) -> None:
    reader = reader_of(site, tab, "ja")
    assert reader.ask("トラフィックを移す")[0] == "/ja/online-endpoints/"
    section = tab.locator(f"{RESULT} a[href*='#']", has_text="トラフィックを移す").first
    section.click()
    tab.wait_for_url("**/ja/online-endpoints/**#*")
    heading = tab.locator(f"[id='{urlsplit(tab.url).fragment}']")
    assert "トラフィックを移す" in heading.inner_text()
    expect(heading).to_be_in_viewport()


def test_a_result_reads_as_the_page_does(site: StaticHost, tab: Page) -> None:
    reader = reader_of(site, tab, "ja")
    reader.ask("オンライン エンドポイントにデプロイ")
    first = tab.locator(RESULT).first
    assert first.locator("h1").inner_text() == "モデルをオンライン エンドポイントにデプロイする"
    text = (ROOT / "docs" / "ja" / "online-endpoints.md").read_text(encoding="utf-8")
    marked = [mark for mark in first.locator("mark").all_inner_texts() if len(mark) > 1]
    assert marked
    assert all(mark.casefold() in text.casefold() for mark in marked), marked


def test_signs_of_code_are_shown_and_not_run(site: StaticHost, tab: Page) -> None:
    reader_of(site, tab, "en")
    readable = "async text => (await import('/assets/search/words.js')).readable(text).html"
    assert tab.evaluate(readable, "<mark>a</mark> &lt;img src=x&gt; <b> & c") == (
        "<mark data-md-highlight>a</mark> &lt;img src=x&gt; &lt;b&gt; &amp; c"
    )


@pytest.fixture
def lacking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StaticHost]:
    """The English site, with one page missing from its index."""
    keep: Callable[[Path, search_index.IndexedPage], None] = search_index.add_page

    def keep_others(site: Path, page: search_index.IndexedPage) -> None:
        if page.url != "sweep/":
            keep(site, page)

    monkeypatch.setattr(search_index, "add_page", keep_others)
    with static_host(tmp_path) as host:
        assert build_site(load(ROOT, tmp_path, "en", host.address)) == []
        yield host


def test_a_page_that_is_missing_from_the_index_is_missed(lacking: StaticHost, tab: Page) -> None:
    reader = reader_of(lacking, tab, "en")
    only = {query: pages for query, pages in QUERIES["en"].items() if pages == "sweep"}
    assert len(only) >= 3
    assert not any(reader.finds(query, pages) for query, pages in only.items())
    assert reader.finds("mlflow.autolog", "tracking")
