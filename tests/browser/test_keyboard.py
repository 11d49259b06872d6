"""A keyboard alone reaches and works everything, and never gets stuck."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from .static_host import StaticHost

CODE = "automl/"
MOST_STOPS = 600
OWN_PARTS = ("nav.handbook-path a", ".handbook-take-home a", ".handbook-proof > summary")
FOCUSED = """() => {
  const it = document.activeElement
  if (!it || it === document.body) return null
  it.dataset.stop ??= document.querySelectorAll("[data-stop]").length
  return it.dataset.stop + " " + it.tagName.toLowerCase() + (it.id && "#" + it.id) + "." + it.className
}"""
UNREACHED = """() => [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")]
.filter(it => !it.dataset.stop && it.tabIndex >= 0 && it.type !== "radio"
  && it.checkVisibility({visibilityProperty: true})
).map(it => it.outerHTML.slice(0, 120))"""
SCROLLING = """() => [...document.querySelectorAll("article *")].filter(it =>
  it.scrollWidth > it.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(it).overflowX)
  && it.checkVisibility() && !it.dataset.stop && !it.querySelector("[data-stop]")
).map(it => it.outerHTML.slice(0, 120))"""


def stops(tab: Page) -> Iterator[str]:
    """What the Tab key reaches, from the top of the page until it leaves the page."""
    tab.evaluate("document.activeElement.blur()")
    for _ in range(MOST_STOPS):
        tab.keyboard.press("Tab")
        focused = tab.evaluate(FOCUSED)
        if focused is None:
            return
        yield str(focused)
    pytest.fail(f"still in the page after {MOST_STOPS} presses of Tab")


@pytest.mark.parametrize("width", [1400, 390])
def test_tab_reaches_everything_once_and_leaves(site: StaticHost, browser: Browser, width: int) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 900})
    tab.goto(site.address + CODE)
    reached = [*stops(tab)]
    assert len(reached) == len(set(reached)) > 20
    for part in ("md-skip", "md-code__button", "input#__tabbed", "md-option", "md-search__input"):
        assert any(part in it for it in reached), part
    for selector in OWN_PARTS:
        assert tab.locator(selector).count() > 1, selector
        assert tab.locator(f"{selector}:not([data-stop])").and_(tab.locator(":visible")).count() == 0, (
            selector
        )
    assert tab.evaluate(UNREACHED) == []
    assert tab.evaluate(SCROLLING) == []
    tab.close()


def test_the_first_stop_leads_past_the_navigation(site: StaticHost, tab: Page) -> None:
    tab.goto(site.address + CODE)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.matches('.md-skip')")
    assert tab.locator(".md-skip").is_visible()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("!!document.activeElement.closest('article')")


def test_arrows_change_the_tab_and_the_colours(site: StaticHost, tab: Page) -> None:
    tab.goto(site.address + CODE)
    group = tab.locator(".tabbed-set").first
    group.locator("input").first.focus()
    assert group.locator(".tabbed-block").nth(0).is_visible()
    tab.keyboard.press("ArrowRight")
    assert group.locator(".tabbed-block").nth(1).is_visible()
    tab.locator("input[name=__palette]").first.focus()
    scheme = "document.body.dataset.mdColorScheme"
    seen: set[str] = set()
    for _ in range(3):
        tab.keyboard.press("ArrowRight")
        seen.add(tab.evaluate(scheme))
    assert seen == {"default", "slate"}
    showing = tab.locator("input[name=__palette]:checked")
    shown = [str(showing.get_attribute("aria-label"))]
    for _ in range(3):
        tab.keyboard.press("Enter")
        shown.append(str(showing.get_attribute("aria-label")))
    assert len(set(shown)) == 3
    assert shown[0] == shown[-1]
    assert tab.url == site.address + CODE


def test_the_language_is_changed_with_tab_and_enter(site: StaticHost, tab: Page) -> None:
    tab.goto(site.address + CODE)
    tab.locator(".md-select button").focus()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    link = tab.locator("a.md-select__link").nth(1)
    assert link.evaluate("it => it === document.activeElement")
    assert link.evaluate("it => it.closest('.md-select__inner').offsetHeight > 0")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{site.address}ja/{CODE}")


def test_code_is_copied_with_enter(site: StaticHost, tab: Page) -> None:
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.goto(site.address + CODE)
    button = tab.locator("button.md-code__button").first
    button.focus()
    tab.keyboard.press("Enter")
    code = tab.locator(".highlight code").first.inner_text()
    assert tab.evaluate("navigator.clipboard.readText()").strip() == code.strip()


def test_a_slash_opens_the_search_and_escape_leaves_it(site: StaticHost, tab: Page) -> None:
    tab.goto(site.address + CODE)
    tab.keyboard.press("/")
    tab.wait_for_function("document.activeElement.matches('.md-search__input')")
    tab.keyboard.press("Escape")
    tab.wait_for_function("!document.getElementById('__search').checked")


def test_what_is_folded_opens_with_enter(site: StaticHost, tab: Page) -> None:
    tab.goto(site.address + "local-workspace/")
    folded = tab.locator("article details:not([open]) > summary").first
    row = folded.element_handle()
    folded.focus()
    tab.keyboard.press("Enter")
    assert row.evaluate("it => it.parentElement.open")


def test_the_reading_path_is_followed_with_enter(site: StaticHost, tab: Page) -> None:
    tab.goto(site.address + CODE)
    link = tab.locator("nav.handbook-path a").first
    address = link.evaluate("it => it.href")
    link.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url(address)
    assert tab.locator("h1").count() == 1


def test_samples_and_notebook_are_taken_home_with_enter(site: StaticHost, tab: Page) -> None:
    tab.goto(site.address + "ru/" + CODE)
    names: set[str] = set()
    for link in tab.locator(".handbook-take-home a").all():
        link.focus()
        with tab.expect_download() as taken:
            tab.keyboard.press("Enter")
        names.add(taken.value.suggested_filename)
        assert taken.value.path().stat().st_size > 0
    assert names == {"automl.zip", "automl.ipynb"}


def test_a_narrow_windows_drawer_is_opened_and_closed(site: StaticHost, browser: Browser) -> None:
    tab = browser.new_page(viewport={"width": 390, "height": 900})
    tab.goto(site.address + CODE)
    link, button = tab.locator(".md-nav--primary a.md-nav__link").first, tab.locator("button.handbook-drawer")
    assert not link.is_visible()
    button.focus()
    tab.keyboard.press("Enter")
    link.wait_for(state="visible")
    assert button.get_attribute("aria-expanded") == "true"
    tab.keyboard.press("Space")
    link.wait_for(state="hidden")
    tab.close()
