"""The pages that the build makes say, in each language, what the locks and the glossaries say."""

from urllib.parse import urljoin

# ruff: noqa: RUF001
import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from site_hooks.glossary_page import anchor, wordings
from site_hooks.texts import texts
from translation_drift.acceptance import Part, Signature, accept
from translation_drift.lock import Review
from translation_drift.project import load_project

from .conftest import LANGUAGES, OWN_PAGES, PAGES, ROOT, UNTRANSLATED, Handbook
from .test_languages import address

GLOSSARY = {
    "language": "pl",
    "sources": {"glossary": "https://learn.example/pl/glossary"},
    "terms": [
        {
            "term": "workspace",
            "target": "obszar roboczy",
            "avoid": [{"form": "workspac(?:e|y)\\b", "why": "say <obszar>"}, {"form": "a.c", "why": "odd"}],
            "context": "the resource",
            "source": "glossary",
            "checked": "2026-11-20",
        },
        {"term": "job", "target": "zadanie", "source": "unverified", "checked": "2026-11-20"},
    ],
}


HOME = {
    "en": "# A book\n\nThis page says what the book is about.\n",
    "pl": "# Książka\n\nTa strona mówi, o czym jest książka.\n",
    "ja": "# 本\n\nこのページでは、本の内容を説明します。\n",
}


def said(tag: Tag | BeautifulSoup | None) -> str:
    return " ".join(tag.get_text().split()) if tag else ""


def rows(html: BeautifulSoup, section: str) -> list[list[str]]:
    heading = html.find(id=section)
    assert isinstance(heading, Tag)
    table = heading.find_next("table")
    assert isinstance(table, Tag)
    return [[said(cell) for cell in row.find_all(["th", "td"])] for row in table.select("tbody tr")]


@pytest.fixture
def signed(handbook: Handbook) -> Handbook:
    """A handbook with one Polish page that one person translated and another reviewed."""
    project = load_project(handbook.root)
    for language, text in HOME.items():
        handbook.page_path(language, "index").write_text(text, encoding="utf-8")
    for signature in (Signature("Anna <B>", "2026-11-01"), Signature("Jan", "2026-11-02", Review.REVIEWED)):
        assert accept(project, "pl", Part("index"), signature).refusals == []
    assert accept(project, "ja", Part("index"), Signature("花子", "2026-11-03")).refusals == []
    (handbook.root / "i18n" / "glossary").mkdir()
    path = handbook.root / "i18n" / "glossary" / "pl.yml"
    path.write_text(yaml.safe_dump(GLOSSARY, allow_unicode=True), encoding="utf-8")
    assert handbook.build() == []
    return handbook


@pytest.mark.parametrize("page", OWN_PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_to_them(plain: Handbook, language: str, page: str) -> None:
    for name in (*PAGES, *OWN_PAGES):
        links = plain.html(language, name).select(".handbook-foot a")
        wanted = {str(link["href"]): said(link) for link in links}
        title = texts(language)[page.replace("-", "_")]["title"]
        assert title in wanted.values()
        [href] = [href for href, text in wanted.items() if text == title]
        assert urljoin(address(language, name), href) == address(language, page)
    assert said(plain.html(language, page).h1).startswith(texts(language)[page.replace("-", "_")]["title"])


@pytest.mark.parametrize("page", OWN_PAGES)
def test_they_stand_outside_of_the_navigation_and_of_the_editors_reach(
    published: Handbook, page: str
) -> None:
    html = published.html("ja", page)
    assert not html.select("a.md-footer__link")
    assert not html.find_all("a", rel="edit")
    assert page not in str(published.html("ja", "index").select(".md-nav--primary"))


def test_a_file_of_the_same_name_is_refused(handbook: Handbook) -> None:
    handbook.page_path("pl", "glossary").write_text("# Mine\n", encoding="utf-8")
    assert any("docs/pl/glossary.md: the site makes a page" in problem for problem in handbook.build("pl"))


def test_one_language_alone_has_them_without_links_to_the_others(handbook: Handbook) -> None:
    assert handbook.build("pl") == []
    html = handbook.html("pl", "translation-status")
    assert {str(link["href"]) for link in html.select("#pages-pl + * a")} == {
        "../",
        *(f"../{page}/" for page in PAGES if page != "index"),
    }
    assert html.select("#pages-ja + table")
    assert not html.select("#pages-ja + table a")


def test_the_status_page_has_a_row_for_each_page_in_the_readers_words(signed: Handbook) -> None:
    html = signed.html("ja", "translation-status")
    polish = rows(html, "pages-pl")
    assert polish[0] == ["ホーム", "100%", "0", "0", "100%", "2026 年 11 月 2 日"]
    assert polish[2][1:] == ["0%", "0", "15", "0%", "–"]
    assert polish[3][1:] == ["0% 未照合：15 語", "0", "0", "0%", "–"]
    assert [row[0] for row in rows(html, "languages")] == ["日本語", "繁體中文", "Polski", "Русский"]
    links = html.select("#pages-pl + table a")
    assert [urljoin(address("ja", "translation-status"), str(link["href"])) for link in links] == [
        address("pl", page) for page in PAGES
    ]


def test_a_language_adds_its_pages_up(signed: Handbook) -> None:
    [row] = [row for row in rows(signed.html("en", "translation-status"), "languages") if row[0] == "Polski"]
    assert row == ["Polski", "18% 30 words not compared yet", "0", "15", "18%", "November 2, 2026"]


def test_a_bar_shows_the_number_beside_it(signed: Handbook) -> None:
    for meter in signed.html("pl", "translation-status").select("meter"):
        assert meter["aria-hidden"] == "true"
        assert meter.parent
        assert f"{int(float(str(meter['value'])) * 100)}%" in said(meter.parent)


def test_people_are_listed(signed: Handbook) -> None:
    assert rows(signed.html("pl", "translation-status"), "people") == [
        ["Anna", "Polski (1 strona)", "–"],
        ["Jan", "–", "Polski (1 strona)"],
        ["花子", "日本語 (1 strona)", "–"],
    ]


def test_a_page_names_its_people_in_the_readers_language(signed: Handbook) -> None:
    foot = said(signed.html("pl", "index").select_one(".handbook-foot p"))
    people = "Tłumaczenie: Anna · Weryfikacja: Jan"
    assert foot == f"{people} · Ostatnie porównanie ze stroną angielską: 2 listopada 2026 r."
    foot = said(signed.html("ja", "index").select_one(".handbook-foot p"))
    assert foot == "翻訳：花子 · レビューは未実施 · 英語版との最終照合：2026 年 11 月 3 日"
    for language, page in (("en", "index"), UNTRANSLATED, ("ru", "index")):
        assert len(signed.html(language, page).select(".handbook-foot p")) == 1


def test_a_term_has_its_context_its_source_and_what_to_avoid(signed: Handbook) -> None:
    html = signed.html("pl", "glossary")
    assert [said(term) for term in html.select("dt")] == ["zadanie job", "obszar roboczy workspace"]
    term = html.find(id="term-workspace")
    assert isinstance(term, Tag)
    details = list(term.find_next_siblings("dd"))
    assert [said(it) for it in details] == [
        "the resource",
        "Nie piszemy: workspace, workspacy (say <obszar>)",
        "Nie piszemy: a.c (odd)",
        "Źródło: learn.example/pl/glossary · sprawdzono 20 listopada 2026 r.",
    ]
    assert details[0]["lang"] == "en"
    assert details[2].code
    assert details[3].a
    assert details[3].a["href"] == "https://learn.example/pl/glossary"
    job = html.find(id="term-job")
    assert isinstance(job, Tag)
    assert said(job.find_next("dd")) == texts("pl")["glossary"]["unverified"]


def test_the_english_glossary_leads_to_the_terms_of_the_others(signed: Handbook) -> None:
    html = signed.html("en", "glossary")
    assert [said(term) for term in html.select("dt")] == ["job", "workspace"]
    links = html.select("dd a")
    assert [said(link) for link in links] == ["zadanie", "obszar roboczy"]
    assert links[1]["href"] == "../pl/glossary/#term-workspace"
    assert signed.html("pl", "glossary").find(id="term-workspace")


def test_a_language_without_terms_says_so(signed: Handbook) -> None:
    assert texts("ru")["glossary"]["empty"] in said(signed.html("ru", "glossary").article)
    assert not signed.html("ru", "glossary").select("dl")


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_terms_of_the_handbook_have_anchors_of_their_own(language: str) -> None:
    content = yaml.safe_load((ROOT / "i18n" / "glossary" / f"{language}.yml").read_text(encoding="utf-8"))
    terms = [term["term"] for term in content["terms"]]
    assert len({anchor(term) for term in terms}) == len(terms)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("serwerles\\w*", ["serwerles…"]),
        ("(?:計算|運算)實例", ["計算實例", "運算實例"]),
        ("ブラウザ(?!ー)", ["ブラウザ"]),
        ("Azure ?機械学習", ["Azure 機械学習", "Azure機械学習"]),
        ("(?:дата-)?ассет\\w*|актив", ["дата-ассет…", "актив", "ассет…"]),
        ("(?<!大)數據", []),
        ("a[bc]", []),
        ("(?:a|b|c|d|e|f|g)", []),
    ],
)
def test_a_pattern_is_said_in_words_where_that_is_possible(form: str, words: list[str]) -> None:
    assert wordings(form) == words
