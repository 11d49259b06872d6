"""Who meets a page in the wrong language is one click away from translating it."""

import pytest
from site_hooks.texts import texts

from .conftest import LANGUAGES, UNTRANSLATED, Handbook

REPOSITORY = "https://github.com/somebody/handbook/"


def test_a_page_that_is_not_translated_leads_to_a_new_file_in_the_folder_of_its_language(
    published: Handbook,
) -> None:
    language, page = UNTRANSLATED
    links = {
        link.get_text(): str(link["href"])
        for link in published.html(language, page).select(".handbook-notice a")
    }
    wanted = f"{REPOSITORY}new/main/docs/{language}?filename={page}.md"
    assert links[texts(language)["translate_page"]] == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_to_the_file_that_it_is_made_from(published: Handbook, language: str) -> None:
    for page in ("index", "first-job", "setup"):
        [link] = published.html(language, page).find_all("a", rel="edit")
        written = "en" if (language, page) == UNTRANSLATED else language
        assert link["href"] == f"{REPOSITORY}edit/main/docs/{written}/{page}.md"
        assert (published.root / str(link["href"]).partition("edit/main/")[2]).is_file()


def test_a_translated_page_has_nothing_to_begin(published: Handbook) -> None:
    for language in LANGUAGES:
        assert texts(language)["translate_page"] not in published.html(language, "first-job").get_text()


@pytest.mark.parametrize("edit_uri", ["", "-/edit/main/docs/", "src/branch/main/docs/"])
def test_a_host_whose_addresses_are_not_known_gets_no_link(
    handbook: Handbook, monkeypatch: pytest.MonkeyPatch, edit_uri: str
) -> None:
    monkeypatch.setenv("REPO_URL", "https://git.example/book")
    monkeypatch.setenv("EDIT_URI", edit_uri)
    language, page = UNTRANSLATED
    assert handbook.build(language) == []
    assert texts(language)["translate_page"] not in handbook.html(language, page).get_text()
