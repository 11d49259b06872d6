"""Text is set as its language wants it, in fonts that the reader's system has; code looks the same in all."""

import pytest
from playwright.sync_api import Page

from .devtools import devtools
from .static_host import StaticHost

LANGUAGES = ("en", "ja", "zh-TW", "pl", "ru")
HAN = {"ja": "CJK JP", "zh-TW": "CJK TC"}


def address(site: StaticHost, language: str) -> str:
    return f"{site.address}{'' if language == 'en' else f'{language}/'}first-job/"


def style(tab: Page, selector: str, name: str) -> str:
    script = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"
    return str(tab.evaluate(script, [selector, name]))


def fonts(tab: Page, selector: str) -> dict[str, bool]:
    """The fonts that an element is painted with, and whether they come from the web (CDP: CSS domain)."""
    ask = devtools(tab)
    for domain in ("DOM", "CSS"):
        ask(f"{domain}.enable")
    root = ask("DOM.getDocument")["root"]["nodeId"]
    node = ask("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    found = ask("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {font["familyName"]: font["isCustomFont"] for font in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_font_comes_from_the_web(site: StaticHost, tab: Page, language: str) -> None:
    tab.goto(address(site, language))
    assert tab.evaluate("document.fonts.size") == 0
    for selector in ("article", "article pre code", "article h1"):
        assert True not in fonts(tab, selector).values()


@pytest.mark.parametrize("language", HAN)
def test_han_characters_have_the_forms_of_the_language(site: StaticHost, tab: Page, language: str) -> None:
    tab.goto(address(site, language))
    assert any(HAN[language] in name for name in fonts(tab, "article h1"))
    assert style(tab, "article p", "lineBreak") == "strict"


def test_japanese_headings_break_between_phrases(site: StaticHost, tab: Page) -> None:
    tab.goto(address(site, "ja"))
    for selector in ("article h1", "article h2", ".md-nav__link"):
        assert style(tab, selector, "wordBreak") == "auto-phrase"
    tab.goto(address(site, "zh-TW"))
    assert style(tab, "article h2", "wordBreak") == "normal"


def test_code_has_one_stack_of_fonts_in_all_languages(site: StaticHost, tab: Page) -> None:
    stacks: set[str] = set()
    painted: set[str] = set()
    for language in LANGUAGES:
        tab.goto(address(site, language))
        stacks.add(style(tab, "article pre code", "fontFamily").partition("monospace")[0])
        painted |= {next(iter(fonts(tab, "article pre code .nn, article pre code .n")), "")}
    assert len(stacks) == 1
    assert len(painted) == 1
