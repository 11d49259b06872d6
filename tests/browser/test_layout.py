"""A page looks as the reader's system does, and one that is not there fits a narrow window, too."""

import pytest
from playwright.sync_api import Browser, Page

from .patience import patient
from .static_host import StaticHost
from .visits import PHONE, wider

CODE = "first-job/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_are_those_of_the_system(site: StaticHost, tab: Page, scheme: str) -> None:
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    tab.goto(site.address + CODE)
    background = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    bright = sum(int(part) for part in background.strip("rgb()").split(",")) / 3
    assert bright > 200 if scheme == "light" else bright < 80


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
