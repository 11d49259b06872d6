"""The one style sheet shows every page as the sheets do that it was made of."""

from pathlib import Path
from typing import cast

import material
import pytest
from playwright.sync_api import Page

from .conftest import ROOT
from .static_host import StaticHost

THEME = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
OWN = ROOT / "scripts/site_hooks/theme/assets/handbook.css"
PAGES = ("", "ru/automl/", "ja/translation-status/", "glossary/", "local-workspace/", "no/such/page/")
STILL = "*, *::before, *::after { transition: none !important; animation: none !important }"
LOOK = """() => {
  const known = new Map()
  const plain = it => it ? `${it.tagName}[${[...it.attributes].map(({name, value}) =>
    /^(id|for|href|src|title|alt|d|style|aria-.*|data-.*)$/.test(name) ? name : name + "=" + value)}]` : ""
  const sign = it => {
    const {parentElement: above, previousElementSibling: before, nextElementSibling: after} = it
    const at = before ? known.get(before).at + 1 : 0
    const place = `${at % 2}${at ? "" : "first"}${after ? "" : "last"}`
    return {at, text: `${known.get(above).text} > ${plain(before)}${place} ${plain(it)}`}
  }
  const all = [...document.querySelectorAll("body, body *")]
  all.forEach(it => known.set(it, it === document.body ? {at: 0, text: ""} : sign(it)))
  const one = new Map(all.map(it => [known.get(it).text, it]))
  window.look = wanted => [...one.values()].flatMap((it, place) => ["", "::before", "::after"].map(pseudo => {
    const style = getComputedStyle(it, pseudo)
    if (pseudo && style.content === "none") return ""
    const name = `${place} ${it.tagName}.${it.getAttribute("class")}${pseudo} `
    if (!name.match(wanted)) return ""
    const keys = [...style].filter(it => !it.startsWith("--"))
    return name + keys.map(key => `${key}:${style.getPropertyValue(key)}`).join(";")
  }))
}"""
"""One element of each kind: to a rule those are the same that stand alike, among the same."""
KEEP = "wanted => (window.lean = look(wanted)).filter(it => it).length"
EXCHANGE = """() => new Promise((loaded, failed) => {
  const sheet = document.querySelector("link[href*='stylesheets/handbook.']")
  Object.assign(sheet, {onload: () => loaded(), onerror: failed, href: "/other.css"})
})"""
COMPARE = """wanted => look(wanted).map((it, place) => [lean[place], it])
  .filter(([before, after]) => before !== after).slice(0, 3)"""
"""What looks different is found in the browser: the styles of one page are tens of megabytes."""


def whole() -> str:
    """The sheets that the site's is made of."""
    (main,), (palette,) = THEME.glob("main.*.min.css"), THEME.glob("palette.*.min.css")
    return "\n".join(path.read_text(encoding="utf-8") for path in (main, palette, OWN))


def visit(tab: Page, address: str) -> None:
    tab.goto(address, wait_until="networkidle")
    tab.add_style_tag(content=STILL)
    tab.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")


def differences(tab: Page, sheet: str, least: int, wanted: str = "") -> list[list[str]]:
    """What looks otherwise in the place of the site's sheet with another; of at least so many elements."""
    tab.evaluate(LOOK)
    assert tab.evaluate(KEEP, wanted) > least
    tab.route("**/other.css", lambda route: route.fulfill(body=sheet, content_type="text/css"))
    tab.evaluate(EXCHANGE)
    return cast("list[list[str]]", tab.evaluate(COMPARE, wanted))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_looks_as_with_all_rules(site: StaticHost, tab: Page, path: str, scheme: str) -> None:
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    visit(tab, site.address + path)
    assert differences(tab, whole(), 100) == []


def test_one_rule_more_is_seen(site: StaticHost, tab: Page) -> None:
    visit(tab, site.address)
    other = differences(tab, whole() + ".md-header { letter-spacing: 1px }", 100)
    assert "letter-spacing:1px" in other[0][1]
    assert "letter-spacing:1px" not in other[0][0]


@pytest.mark.parametrize("medium", ["screen", "print"])
def test_what_scripts_make_looks_as_with_all_rules(site: StaticHost, tab: Page, medium: str) -> None:
    tab.set_viewport_size({"width": 390, "height": 900})
    visit(tab, site.address + "automl/")
    tab.locator("button.md-code__button").first.evaluate("it => it.click()")
    tab.evaluate("document.getElementById('__search').click()")
    tab.locator("[data-md-component=search-query]").fill("mlflow")
    tab.wait_for_selector(".md-search-result__item")
    tab.emulate_media(media="print" if medium == "print" else "screen")
    assert differences(tab, whole(), 20, "[.]md-(search-result|code)") == []
