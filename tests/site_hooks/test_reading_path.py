"""A reader sees what to know before a page and where to go from it, in each language."""

import re
from typing import Any, cast
from urllib.parse import urljoin

import pytest
from bs4 import Tag
from site_hooks.reading_path import after, before, needs
from site_hooks.site_configuration import load
from site_hooks.texts import texts

from .conftest import LANGUAGES, ROOT, Handbook
from .test_languages import address

NEEDED = re.compile(
    r"[Yy]ou need (?:a |\[)[^.]*?\]\((?P<page>[\w-]+)\.md|submitted \[a job\]\((?P<job>[\w-]+)\.md"
)


@pytest.fixture(scope="module")
def configuration(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return load(ROOT, tmp_path_factory.mktemp("site"))


def known_before(page: str, needed: Any) -> set[str]:
    direct = set(before(page, needed))
    return direct.union(*(known_before(other, needed) for other in direct))


def links(html: Any, side: str, base: str) -> list[str]:
    found = html.select(f"nav.handbook-path ul[aria-labelledby=handbook-path-{side}] a")
    return [urljoin(base, str(link["href"])) for link in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_leads_to_those_before_and_after_it(plain: Handbook, language: str) -> None:
    html, here = plain.html(language, "setup"), address(language, "setup")
    assert links(html, "before", here) == [address(language, "introduction")]
    assert links(html, "after", here) == [address(language, "first-job")]
    nav = html.select_one("nav.handbook-path")
    assert isinstance(nav, Tag)
    words = texts(language)["reading_path"]
    assert nav["aria-label"] == words["label"]
    assert nav["lang"] == language
    for side in ("before", "after"):
        label = html.find(id=f"handbook-path-{side}")
        assert isinstance(label, Tag)
        assert label.get_text() == words[side]


def test_a_side_without_pages_is_left_out(plain: Handbook) -> None:
    html = plain.html("en", "first-job")
    assert links(html, "before", address("en", "first-job")) == [address("en", "setup")]
    assert html.find(id="handbook-path-after") is None
    assert plain.html("en", "index").select("nav.handbook-path") == []
    assert plain.html("en", "glossary").select("nav.handbook-path") == []


def test_the_links_are_called_as_the_navigation_calls_them(plain: Handbook) -> None:
    [link] = plain.html("ja", "first-job").select("nav.handbook-path a")
    assert link.get_text() == "ワークスペースを準備する"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("    setup: [nowhere]\n", "extra.needs names 'nowhere', which the navigation does not have"),
        ("    setup: [first-job]\n", "extra.needs goes in a circle, take one out: "),
    ],
)
def test_a_page_that_does_not_exist_and_a_circle_stop_the_build(
    handbook: Handbook, line: str, message: str
) -> None:
    path = handbook.root / "mkdocs.yml"
    text = path.read_text(encoding="utf-8")
    assert "    setup: [introduction]\n" in text
    path.write_text(text.replace("    setup: [introduction]\n", line), encoding="utf-8")
    assert any(message in problem for problem in handbook.build("en"))


def test_what_a_page_of_the_handbook_says_it_needs_stands_before_it(configuration: Any) -> None:
    needed, found = needs(configuration), 0
    for path in sorted((ROOT / "docs/en").glob("*.md")):
        for match in NEEDED.finditer(path.read_text(encoding="utf-8")):
            named = match["page"] or match["job"]
            assert named in known_before(path.stem, needed), path.name
            found += 1
    assert found > 8


def test_the_navigation_has_what_is_needed_first(configuration: Any) -> None:
    order = [next(iter(entry.values())).removesuffix(".md") for entry in configuration.nav]
    needed = cast(dict[str, list[str]], needs(configuration))
    for page in needed:
        assert max(map(order.index, before(page, needed))) < order.index(page), page
        assert all(page in before(other, needed) for other in after(page, needed))
