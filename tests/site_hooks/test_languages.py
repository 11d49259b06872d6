"""What a reader of each language gets: addresses, fallback, switcher, and nothing that is made up."""

from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag
from site_hooks.texts import texts

from .conftest import ADDRESS, LANGUAGES, OWN_PAGES, PAGES, UNTRANSLATED, Handbook

EVERY = [(language, page) for language in LANGUAGES for page in PAGES]
OWN = [(language, page) for language in LANGUAGES for page in OWN_PAGES]
TRANSLATED = [*(pair for pair in EVERY if pair != UNTRANSLATED), *OWN]
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


def address(language: str, page: str) -> str:
    folder = "" if language == "en" else f"{language}/"
    return ADDRESS + folder + ("" if page == "index" else f"{page}/")


def links(html: BeautifulSoup, relation: str) -> dict[str, str]:
    found = html.find_all("link", rel=relation)
    return {str(tag.get("hreflang", "")): str(tag["href"]) for tag in found}


@pytest.mark.parametrize(("language", "page"), [*EVERY, *OWN])
def test_a_page_says_its_language(plain: Handbook, language: str, page: str) -> None:
    html = plain.html(language, page)
    assert html.html
    assert html.html["lang"] == language
    written_in = "en" if (language, page) == UNTRANSLATED else language
    body = html.article.find("div", lang=True, recursive=False) if html.article else None
    assert (body["lang"] if isinstance(body, Tag) else language) == written_in


def test_an_untranslated_page_says_so_in_the_readers_language(plain: Handbook) -> None:
    html = plain.html(*UNTRANSLATED)
    notice = html.find(role="note")
    assert notice
    assert notice.p
    assert notice.p.get_text().strip() == texts("pl")["untranslated_page"]
    assert notice["aria-label"] == texts("pl")["behind"]["label"]
    links = [urljoin(address(*UNTRANSLATED), str(a["href"])) for a in notice.select("a")]
    assert links == [address("pl", "translation-status")]
    assert html.find("meta", attrs={"name": "robots", "content": "noindex"})


@pytest.mark.parametrize(("language", "page"), TRANSLATED)
def test_a_translated_page_does_not_claim_to_be_english(plain: Handbook, language: str, page: str) -> None:
    html = plain.html(language, page)
    assert texts(language)["untranslated_page"] not in html.get_text()
    assert not html.find("meta", attrs={"name": "robots"})


@pytest.mark.parametrize(("language", "page"), TRANSLATED)
def test_alternates_are_absolute_and_real(published: Handbook, language: str, page: str) -> None:
    real = {other: address(other, page) for other in LANGUAGES if (other, page) != UNTRANSLATED}
    html = published.html(language, page)
    assert links(html, "alternate") == {**real, "x-default": address("en", page)}
    assert links(html, "canonical") == {"": address(language, page)}


def test_an_untranslated_page_points_to_the_original_only(published: Handbook) -> None:
    html = published.html(*UNTRANSLATED)
    assert links(html, "canonical") == {"": address("en", "setup")}
    assert links(html, "alternate") == {}


def test_materials_script_finds_no_alternate_to_ask_a_sitemap_of(published: Handbook) -> None:
    """Its selector is link[rel=alternate], which compares the attribute's text."""
    assert not any('rel="alternate"' in path.read_text() for path in published.site.rglob("*.html"))


def locations(sitemap: Path) -> list[str]:
    root = ElementTree.fromstring(sitemap.read_text(encoding="utf-8"))
    return sorted(str(entry.text) for entry in root.iter(f"{SITEMAP}loc"))


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_language_has_a_sitemap_of_its_pages(published: Handbook, language: str) -> None:
    path = published.site / language / "sitemap.xml"
    assert locations(path) == sorted(address(*pair) for pair in TRANSLATED if pair[0] == language)
    assert path.read_text(encoding="utf-8").count("<url>") == len(locations(path))


def test_sitemaps_name_the_page_for_everybody_else(published: Handbook) -> None:
    for path in [published.site / "sitemap.xml", published.site / "ja" / "sitemap.xml"]:
        root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
        for url in root.iter(f"{SITEMAP}url"):
            links = {str(it.get("hreflang")): str(it.get("href")) for it in url if it.get("hreflang")}
            assert links["x-default"] == links["en"]
            assert url.findtext(f"{SITEMAP}loc") in links.values()


def test_the_sitemap_lists_each_real_page_once(published: Handbook) -> None:
    sitemap = (published.site / "sitemap.xml").read_text(encoding="utf-8")
    listed = [str(entry.text) for entry in ElementTree.fromstring(sitemap).iter(f"{SITEMAP}loc")]
    assert sorted(listed) == sorted(address(*pair) for pair in TRANSLATED)
    assert address(*UNTRANSLATED) not in sitemap


def test_without_an_address_no_link_is_made_up(plain: Handbook) -> None:
    assert not list(plain.site.glob("sitemap.xml*"))
    for path, html in plain.all_html():
        assert not html.find_all("link", rel=["canonical", "alternate"]), path
        assert not html.find_all("a", rel="edit"), path
        assert not html.select("a.md-source"), path


@pytest.mark.parametrize("site", ["plain", "published"])
def test_nothing_is_loaded_from_another_host(site: str, request: pytest.FixtureRequest) -> None:
    handbook: Handbook = request.getfixturevalue(site)
    for path, html in handbook.all_html():
        for name, attribute in LOADED.items():
            for tag in html.find_all(name, attrs={attribute: True}):
                if set(tag.get("rel") or []) & {"canonical", "alternate"}:
                    continue
                assert "//" not in str(tag[attribute]), path


def test_materials_script_is_given_no_repository_to_ask_the_api_about(published: Handbook) -> None:
    html = published.html("en", "index")
    assert html.select("a.md-source")
    assert not html.select('[data-md-component="source"]')


@pytest.mark.parametrize(("language", "page"), [*EVERY, *OWN])
def test_the_switcher_stays_on_the_page(plain: Handbook, language: str, page: str) -> None:
    here = address(language, page)
    found = plain.html(language, page).select("a.md-select__link")
    assert {str(a["hreflang"]): urljoin(here, str(a["href"])) for a in found} == {
        other: address(other, page) for other in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_in_the_readers_language(plain: Handbook, language: str) -> None:
    html, words = plain.html(language, "index"), texts(language)
    names = [str(tag["aria-label"]) for tag in html.select("input[name=__palette]")]
    assert names == words["palette"]
    assert {str(tag["title"]) for tag in html.select("a.headerlink")} == {words["permalink"]}
    english = plain.html("en", "setup")
    if language != "en":
        assert html.title
        assert english.title
        assert html.title.string != english.title.string


@pytest.mark.parametrize("language", LANGUAGES)
def test_edit_links_lead_to_the_pages_own_file(published: Handbook, language: str) -> None:
    link = published.html(language, "first-job").find("a", rel="edit")
    assert isinstance(link, Tag)
    assert link["href"] == f"https://github.com/somebody/handbook/edit/main/docs/{language}/first-job.md"
