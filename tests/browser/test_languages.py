"""The switcher, the language of a page and the 404 pages, in a browser on a host with one 404.html."""

import pytest
from playwright.sync_api import Page
from site_hooks.texts import texts

from .static_host import StaticHost

LANGUAGES = ("en", "ja", "zh-TW", "pl", "ru")


def folder(language: str) -> str:
    return "" if language == "en" else f"{language}/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_switcher_stays_on_the_page_and_at_the_heading(
    site: StaticHost, tab: Page, language: str
) -> None:
    start = "ja" if language == "en" else "en"
    tab.goto(f"{site.address}{folder(start)}first-job/")
    heading = tab.locator("article h2[id]").last.get_attribute("id")
    tab.goto(f"{site.address}{folder(start)}first-job/#{heading}")
    tab.locator(".md-select button").hover()
    tab.locator(f"a.md-select__link[hreflang={language}]").click()
    tab.wait_for_url(f"{site.address}{folder(language)}first-job/#{heading}")
    assert tab.evaluate("document.documentElement.lang") == language
    assert tab.locator(f"[id='{heading}']").evaluate("it => it.getBoundingClientRect().top < innerHeight")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_address_is_answered_in_the_language_that_it_begins_with(
    site: StaticHost, tab: Page, language: str
) -> None:
    response = tab.goto(f"{site.address}{folder(language)}no/such/page/")
    assert response
    assert response.status == 404
    words = texts(language)["not_found"]
    assert tab.locator("h1:visible").all_inner_texts() == [words["title"]]
    assert tab.title() == words["title"]
    assert tab.evaluate("document.documentElement.lang") == language
    tab.get_by_role("link", name=words["home"]).click()
    tab.wait_for_url(site.address + folder(language))
