"""Paper shows what a reader could have opened, and nothing that is there to be pressed."""

import pytest
from playwright.sync_api import Page

from .static_host import StaticHost

CODE = "ja/automl/"
NOT_ON_PAPER = (
    ".md-header",
    ".md-sidebar",
    ".md-footer",
    ".md-top",
    ".md-skip",
    ".md-code__nav",
    ".headerlink",
    ".md-content__button",
    ".handbook-suggestion",
)

PLACES = """() => [...document.querySelectorAll(".tabbed-set")].flatMap(set => {
  const place = it => it.getBoundingClientRect().toJSON()
  const all = selector => [...set.querySelectorAll(`:scope > ${selector}`)].map(place)
  const blocks = all(".tabbed-content > .tabbed-block")
  return all(".tabbed-labels > label").map((title, number) => [title, blocks[number]])
})"""
"""Where the title and the text of each tab stand."""


@pytest.fixture
def paper(site: StaticHost, tab: Page) -> Page:
    tab.goto(site.address + CODE, wait_until="load")
    tab.emulate_media(media="print", color_scheme="light")
    return tab


@pytest.mark.parametrize("selector", NOT_ON_PAPER)
def test_what_is_pressed_is_hidden(paper: Page, selector: str) -> None:
    assert [it for it in paper.locator(selector).all() if it.is_visible()] == []


def test_all_tabs_are_shown_under_their_titles(paper: Page) -> None:
    places = paper.evaluate(PLACES)
    assert len(places) > 1
    for title, block in places:
        assert title["height"] > 0
        assert block["height"] > 0
        assert title["bottom"] <= block["top"] + 1


def test_what_is_folded_is_open(tab: Page, site: StaticHost) -> None:
    tab.goto(site.address + "local-workspace/")
    folded = tab.locator("article details:not([open])")
    before = folded.count()
    assert before > 0
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folded.count() == 0
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert folded.count() == before


def test_links_can_be_told_from_text_and_say_where_they_lead(paper: Page, site: StaticHost) -> None:
    paper.goto(site.address + "ja/first-job/")
    link = paper.locator("article p a[href^='http']:not(.headerlink)").first
    assert "underline" in link.evaluate("it => getComputedStyle(it).textDecorationLine")
    assert str(link.get_attribute("href")) in link.evaluate("it => getComputedStyle(it, '::after').content")


def test_the_paper_holds_the_page(paper: Page) -> None:
    written = paper.pdf(format="A4")
    assert written.startswith(b"%PDF")
    assert written.count(b"/Type /Page\n") + written.count(b"/Type /Page ") > 1
