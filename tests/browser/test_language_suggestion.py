"""A first visit is told of the browser's language, once, and never sent anywhere unasked."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from site_hooks.texts import texts

from .patience import patient
from .static_host import StaticHost

Reader = Callable[[str], Page]


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    """Gives an empty tab of a browser that is set to a language."""
    contexts: list[BrowserContext] = []

    def tab(locale: str) -> Page:
        contexts.append(patient(browser.new_context(locale=locale)))
        return contexts[-1].new_page()

    yield tab
    for context in contexts:
        context.close()


def shown(tab: Page) -> list[str]:
    return [note.inner_text().strip() for note in tab.locator(".handbook-suggestion a:visible").all()]


def suggestion(language: str) -> str:
    return texts(language)["suggestion"]["read"]


@pytest.mark.parametrize(
    ("browsers", "path", "language"),
    [
        ("ja-JP", "first-job/", "ja"),
        ("pl", "ja/first-job/", "pl"),
        ("ru-RU", "", "ru"),
        ("zh-TW", "glossary/", "zh-TW"),
        ("zh-HK", "ru/", "zh-TW"),
        ("en-GB", "pl/data/", "en"),
    ],
)
def test_the_note_is_in_the_browsers_language_and_leads_to_the_page_in_it(
    site: StaticHost, reader: Reader, browsers: str, path: str, language: str
) -> None:
    tab = reader(browsers)
    tab.goto(site.address + path)
    assert tab.url == site.address + path
    assert shown(tab) == [suggestion(language)]
    note = tab.locator(".handbook-suggestion:visible")
    assert note.get_attribute("lang") == language
    note.locator("a").click()
    tab.wait_for_function(f"document.documentElement.lang === '{language}'")
    page = path.removeprefix(f"{path.split('/')[0]}/") if path[:2] in ("ja", "pl", "ru") else path
    assert tab.url == site.address + ("" if language == "en" else f"{language}/") + page
    assert shown(tab) == []


@pytest.mark.parametrize(
    ("browsers", "path"), [("en-US", "first-job/"), ("ja", "ja/"), ("de", "ja/"), ("zh-CN", "setup/")]
)
def test_nothing_is_said_to_a_reader_who_is_where_the_browser_says(
    site: StaticHost, reader: Reader, browsers: str, path: str
) -> None:
    tab = reader(browsers)
    tab.goto(site.address + path)
    assert shown(tab) == []


def test_nothing_is_said_of_a_page_that_is_not_translated(outdated: StaticHost, reader: Reader) -> None:
    tab = reader("pl")
    tab.goto(outdated.address + "first-job/")
    assert shown(tab) == [suggestion("pl")]
    tab.goto(outdated.address + "setup/")
    assert shown(tab) == []


def test_once_closed_it_stays_away_and_leaves_no_cookie(site: StaticHost, reader: Reader) -> None:
    tab = reader("ja")
    tab.goto(site.address)
    tab.get_by_role("button", name=texts("ja")["suggestion"]["close"], exact=True).press("Enter")
    assert shown(tab) == []
    tab.goto(site.address + "setup/")
    assert shown(tab) == []
    assert tab.context.cookies() == []


def test_who_has_used_the_switcher_is_not_asked_again(site: StaticHost, reader: Reader) -> None:
    tab = reader("ja")
    tab.goto(site.address + "ja/setup/")
    tab.locator(".md-select button").hover()
    tab.locator("a.md-select__link[hreflang=en]").click()
    tab.wait_for_function("document.documentElement.lang === 'en'")
    assert shown(tab) == []
