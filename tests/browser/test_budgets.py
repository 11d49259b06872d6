"""What the first view of every page costs a reader; none of it is missing, elsewhere or off a phone."""

import pytest
from playwright.sync_api import Browser

from .patience import patient
from .static_host import StaticHost
from .visits import Visit, paths, visit_all

MOST_BYTES = 75_000
"""Compressed, of everything that the first view loads; the theme's script takes 35,000 of them."""
MOST_REQUESTS_HOME = 12
MOST_REQUESTS = 18
HOMES: tuple[str, ...] = ("", "ja/", "zh-TW/", "pl/", "ru/")


@pytest.fixture(scope="module")
def visits(site: StaticHost, browser: Browser) -> list[Visit]:
    context = patient(browser.new_context(viewport={"width": 1400, "height": 900}))
    found = [*visit_all(context, site)]
    context.close()
    return found


def test_every_page_is_looked_at(site: StaticHost, visits: list[Visit]) -> None:
    assert [visit.path for visit in visits] == paths(site)
    assert {*HOMES, "automl/", "ru/glossary/"} <= {visit.path for visit in visits}


def test_nothing_that_a_page_asks_for_is_missing_or_elsewhere(site: StaticHost, visits: list[Visit]) -> None:
    elsewhere = {url for visit in visits for url in visit.asked if not url.startswith(site.address)}
    assert elsewhere == set()
    assert [url for visit in visits for url in visit.failed] == []


def test_no_page_complains_in_the_console(visits: list[Visit]) -> None:
    assert [(visit.path, visit.said) for visit in visits if visit.said] == []


def test_no_page_asks_too_often(visits: list[Visit]) -> None:
    over = {
        visit.path: len(visit.asked)
        for visit in visits
        if len(visit.asked) > (MOST_REQUESTS_HOME if visit.path in HOMES else MOST_REQUESTS)
    }
    assert over == {}


def test_no_page_is_too_heavy(visits: list[Visit]) -> None:
    sizes = {visit.path: visit.size for visit in visits}
    assert min(sizes.values()) > 0
    assert {path: size for path, size in sizes.items() if size > MOST_BYTES} == {}


def test_no_page_is_wider_than_a_phone(visits: list[Visit]) -> None:
    assert {visit.path: visit.wider for visit in visits if visit.wider} == {}
