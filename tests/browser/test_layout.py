"""A page looks as the reader's system does, and one that is not there fits a narrow window, too."""

import pytest
from playwright.sync_api import Browser, Page

from .patience import patient
from .static_host import StaticHost
from .visits import PHONE, wider

CODE = "first-job/"


def brightness(tab: Page) -> float:
    background = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(int(part) for part in background.strip("rgb()").split(",")) / 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_are_those_of_the_system(site: StaticHost, tab: Page, scheme: str) -> None:
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    tab.goto(site.address + CODE)
    assert brightness(tab) > 200 if scheme == "light" else brightness(tab) < 80
    assert tab.evaluate("getComputedStyle(document.documentElement).colorScheme") == scheme
    header = tab.evaluate("getComputedStyle(document.querySelector('.md-header')).backgroundColor")
    said = tab.locator("meta[name=theme-color]").get_attribute("content") or ""
    assert header == f"rgb({', '.join(str(it) for it in bytes.fromhex(said.strip('#')))})"
    tab.emulate_media(color_scheme="light" if scheme == "dark" else "dark")
    tab.wait_for_function(
        "it => document.body.dataset.mdColorScheme === it", arg="default" if scheme == "dark" else "slate"
    )
    assert brightness(tab) > 200 if scheme == "dark" else brightness(tab) < 80


def test_a_choice_of_colours_stays_on_all_pages(site: StaticHost, tab: Page) -> None:
    tab.emulate_media(color_scheme="light")
    tab.goto(site.address + CODE)
    for _ in range(2):  # light, then dark
        tab.locator("label[for^=__palette]:visible").click()
    for path in (CODE, "ja/", "no/such/page/", "samples/catalog/deploy.py.html"):
        tab.goto(site.address + path)
        assert brightness(tab) < 80, path
    tab.goto(site.address)
    tab.locator("label[for^=__palette]:visible").click()  # the system's again
    assert brightness(tab) > 200


def test_styles_know_of_scripts_before_the_page_is_there(
    site: StaticHost, tab: Page, browser: Browser
) -> None:
    tab.route("**/bundle.*.js", lambda route: route.abort())
    tab.goto(site.address + CODE)
    assert tab.evaluate("document.documentElement.className") == "js js-focus-visible"
    without = patient(browser.new_context(java_script_enabled=False))
    page = without.new_page()
    page.goto(site.address + CODE)
    assert page.locator("html").get_attribute("class") == "no-js"
    without.close()


def test_what_is_not_there_is_no_wider_than_a_phone(site: StaticHost, tab: Page) -> None:
    tab.set_viewport_size(PHONE)
    tab.goto(site.address + "no/such/page/")
    assert wider(tab) == 0
    tab.add_style_tag(content="h1 { width: 500px }")
    assert wider(tab) > 0, "it would be seen"
