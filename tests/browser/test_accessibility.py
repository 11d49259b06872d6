"""axe-core finds nothing wrong with any kind of page, in any language, colours or width of the window."""

import pytest
from playwright.sync_api import Browser, Page

from .axe import version, violations
from .patience import patient
from .static_host import StaticHost

LANGUAGES = ("en", "ja", "zh-TW", "pl", "ru")
KINDS = {
    "home": "",
    "plain": "introduction/",
    "code, tabs, outputs and diagrams": "automl/",
    "state of the translations": "translation-status/",
    "glossary": "glossary/",
    "operations": "local-workspace/",
    "not found": "no/such/page/",
}


@pytest.fixture(scope="module")
def reused(browser: Browser) -> Page:
    return patient(browser.new_context()).new_page()


def test_axe_is_recent(reused: Page) -> None:
    assert version(reused) >= (4, 12)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_has_no_violation(site: StaticHost, reused: Page, language: str, kind: str) -> None:
    folder = "" if language == "en" else f"{language}/"
    assert [*violations(reused, f"{site.address}{folder}{KINDS[kind]}")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_page_leads_to_and_has_folded_has_no_violation(
    site: StaticHost, reused: Page, language: str
) -> None:
    folder = "" if language == "en" else f"{language}/"
    parts = ("nav.handbook-path", ".handbook-take-home", "details.handbook-proof")
    assert [*violations(reused, f"{site.address}{folder}automl/", parts)] == []
    assert all(reused.locator(part).count() for part in parts)
    assert reused.locator("details.handbook-proof a").first.is_visible()


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_page_that_is_behind_has_no_violation(outdated: StaticHost, reused: Page, language: str) -> None:
    found = [*violations(reused, f"{outdated.address}{language}/introduction/")]
    assert reused.locator(".handbook-notice").count() == 1
    assert reused.locator("details.handbook-behind").count() > 1
    assert found == []


def test_a_page_that_is_not_translated_has_no_violation(outdated: StaticHost, reused: Page) -> None:
    found = [*violations(reused, f"{outdated.address}pl/setup/")]
    assert reused.locator(".handbook-notice").count() == 1
    assert found == []


def test_a_page_that_is_broken_has_violations(site: StaticHost, reused: Page) -> None:
    """That the others have none is worth something."""
    reused.add_init_script("addEventListener('load', () => document.documentElement.removeAttribute('lang'))")
    assert any("html-has-lang" in it for it in violations(reused, site.address))
