"""A wrong address is answered in the reader's language."""

import pytest
from site_hooks.texts import texts

from .conftest import ADDRESS, LANGUAGES, Handbook, read_html


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_own(published: Handbook, language: str) -> None:
    folder = published.site if language == "en" else published.site / language
    html = read_html(folder / "404.html")
    assert html.html
    assert html.html["lang"] == language
    shown = [section for section in html.select("section[data-home]") if not section.has_attr("hidden")]
    assert [section["lang"] for section in shown] == [language]
    assert shown[0].h1
    assert shown[0].h1.get_text() == texts(language)["not_found"]["title"]
    home = "/book/" if language == "en" else f"/book/{language}/"
    assert shown[0].a
    assert shown[0].a["href"] == home == shown[0]["data-home"]


def test_the_one_at_the_root_holds_all_for_a_host_that_knows_no_other(published: Handbook) -> None:
    html = read_html(published.site / "404.html")
    assert [section["lang"] for section in html.select("section[data-home]")] == list(LANGUAGES)
    assert any("not-found.js" in str(script.get("src")) for script in html.find_all("script"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_switcher_leads_to_the_first_pages(published: Handbook, language: str) -> None:
    folder = published.site if language == "en" else published.site / language
    hrefs = [str(a["href"]) for a in read_html(folder / "404.html").select("a.md-select__link")]
    base = ADDRESS.removeprefix("https://handbook.example")
    assert hrefs == [base if other == "en" else f"{base}{other}/" for other in LANGUAGES]
