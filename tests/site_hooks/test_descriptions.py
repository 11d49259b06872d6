"""Each page of each language is described in its own words, and has a title of its own."""

from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer
from site_hooks.building import build_site
from site_hooks.descriptions import LONGEST, shortened, width
from site_hooks.site_configuration import load

from .conftest import LANGUAGES, ROOT, UNTRANSLATED, WORDS, Handbook


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository's pages."""
    site = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("SITE_URL", "REPO_URL", "EDIT_URI"):
            patch.delenv(name, raising=False)
        assert build_site(load(ROOT, site)) == []
    return site


def description(html: BeautifulSoup) -> str:
    [tag] = html.select("meta[name=description]")
    return str(tag["content"])


def heads(path: Path) -> BeautifulSoup:
    """All titles and meta tags of a page: of 100 pages, the rest takes long to keep."""
    html = path.read_text(encoding="utf-8")
    return BeautifulSoup(html, "html.parser", parse_only=SoupStrainer(["title", "meta"]))


def pages(site: Path) -> list[BeautifulSoup]:
    """What a search engine may show."""
    found = [heads(path) for path in sorted(site.rglob("*.html")) if path.name != "404.html"]
    return [html for html in found if not html.select("meta[name=robots][content=noindex]")]


def test_no_two_pages_of_the_handbook_are_described_or_called_alike(whole: Path) -> None:
    found = pages(whole)
    assert len(found) > len(LANGUAGES) * 10
    descriptions = Counter(description(html) for html in found)
    titles = Counter(html.title.get_text() for html in found if html.title)
    assert [
        text for text, count in descriptions.items() if count > 1 or not 20 < width(text) <= LONGEST
    ] == []
    assert [text for text, count in titles.items() if count > 1] == []
    assert sum(titles.values()) == len(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_described_by_its_first_sentence_in_its_language(plain: Handbook, language: str) -> None:
    for page in ("index", "first-job"):
        assert (
            description(plain.html(language, page)) == f"Text about {WORDS[language]}, see the second part."
        )


def test_a_page_that_is_not_translated_is_described_as_it_is_written(plain: Handbook) -> None:
    assert WORDS["en"] in description(plain.html(*UNTRANSLATED))


def test_a_page_may_describe_itself_and_nothing_breaks_out_of_the_attribute(handbook: Handbook) -> None:
    head = "---\ndescription: 'Zima \"tu\" & <b>tam</b>'\n---\n"
    handbook.change("pl", "first-job", lambda text: head + text)
    assert handbook.build("pl") == []
    html = handbook.html("pl", "first-job")
    assert description(html) == 'Zima "tu" & <b>tam</b>'
    assert isinstance(html.find("link", rel="icon"), Tag)


@pytest.mark.parametrize(
    ("text", "longest", "short"),
    [
        ("One. Two. Three.", 20, "One. Two. Three."),
        ("One is here. Two is there. Three.", 30, "One is here. Two is there."),
        ("Who? This sentence is much too long for that.", 30, "Who? This sentence is much…"),
        ("これは本です。これは長い文です。終わり。", 26, "これは本です。"),
        ("これはとても長い文であって、どこにも終わりがありません", 30, "これはとても長い文であって…"),
        ("一" * 40, 20, "一" * 9 + "…"),
    ],
)
def test_what_is_too_long_ends_with_a_sentence_or_a_word(text: str, longest: int, short: str) -> None:
    assert shortened(text, longest) == short
    assert width(short) <= longest
