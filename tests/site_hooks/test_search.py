"""Each language's index holds what its own pages say, in words that readers type."""

import gzip
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from site_hooks.errors import SiteError
from site_hooks.search_index import IndexedPage, add_page, write_index
from site_hooks.search_words import BLANK, JOINT, index_language, searchable
from site_hooks.texts import texts

from .conftest import LANGUAGES, PAGES, WORDS, Handbook

SIGNATURE = b"pagefind_dcd"
"""What Pagefind puts before its data."""


def indexed(site: Path, language: str) -> list[dict[str, Any]]:
    """What the index of a language holds, a page an entry."""
    files = (site / "pagefind" / "fragment").glob(f"{index_language(language)}_*.pf_fragment")
    return [json.loads(gzip.decompress(file.read_bytes()).removeprefix(SIGNATURE)) for file in files]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_index_holds_the_pages_of_one_language(plain: Handbook, language: str) -> None:
    found = {entry["url"] for entry in indexed(plain.site, language)}
    home = "/" if language == "en" else f"/{language}/"
    own = [page for page in PAGES if (language, page) != ("pl", "setup")]
    assert found == {f"{home}{'' if page == 'index' else f'{page}/'}" for page in (*own, "glossary")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_have_their_titles(plain: Handbook, language: str) -> None:
    titles = [entry["meta"]["title"].split() for entry in indexed(plain.site, language)]
    assert searchable(f"{WORDS[language]} index").split() in titles
    assert searchable(texts(language)["glossary"]["title"]).split() in titles


def test_an_index_names_all_languages(plain: Handbook) -> None:
    entry = json.loads((plain.site / "pagefind/pagefind-entry.json").read_text(encoding="utf-8"))
    assert {*entry["languages"]} == {index_language(language) for language in LANGUAGES}
    for name, language in entry["languages"].items():
        assert (plain.site / f"pagefind/pagefind.{language['hash']}.pf_meta").is_file()
        assert language["page_count"] == len([*plain.site.glob(f"pagefind/fragment/{name}_*")])


def test_languages_are_indexed_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pagefind holds all that it is given: 1.3 GB for 400 pages in each of five languages."""
    given: list[list[str]] = []
    run = cast("Callable[..., object]", subprocess.run)

    def noted(command: list[str], **named: Any) -> object:
        pages = Path(command[command.index("--site") + 1])
        given.append(sorted(path.relative_to(pages).as_posix() for path in pages.rglob("*.html")))
        return run(command, **named)

    monkeypatch.setattr(subprocess, "run", noted)
    add_page(tmp_path, IndexedPage("a/", "en", "A", [], "<h1>A</h1>"))
    add_page(tmp_path, IndexedPage("pl/a/", "pl", "A", [], "<h1>A</h1>"))
    write_index(tmp_path)
    assert given == [["a/index.html"], ["pl/a/index.html"]]


def test_a_build_that_has_kept_no_page_has_no_index(tmp_path: Path) -> None:
    write_index(tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_code_is_indexed_and_signs_of_the_site_are_not(plain: Handbook) -> None:
    [entry] = [entry for entry in indexed(plain.site, "en") if entry["url"] == "/first-job/"]
    assert "greet" in entry["content"]
    assert "sys.stdout" in entry["content"].replace(f" {JOINT} ", "")
    assert "¶" not in entry["content"]
    assert {anchor["id"] for anchor in entry["anchors"]} >= {"first", "second"}


def test_english_below_an_outdated_paragraph_is_not_indexed(tmp_path: Path) -> None:
    behind = '<p>Nowe</p><details class="handbook-behind"><summary>x</summary><p>Outdated</p></details>'
    add_page(tmp_path, IndexedPage("pl/a/", "pl", "A", [], f"<h1>A</h1>{behind}"))
    write_index(tmp_path)
    [entry] = indexed(tmp_path, "pl")
    assert "Nowe" in entry["content"]
    assert "Outdated" not in entry["content"]


def test_a_page_is_found_by_the_glossary_in_both_languages(handbook: Handbook) -> None:
    (handbook.root / "i18n" / "glossary").mkdir()
    term = {"term": "deployment", "target": "wdrożenie", "source": "unverified", "checked": "2026-11-21"}
    glossary = {"language": "pl", "terms": [{**term, "forms": ["wdraża\\w+", "wdrożeni\\w+"]}]}
    (handbook.root / "i18n" / "glossary" / "pl.yml").write_text(json.dumps(glossary), encoding="utf-8")
    handbook.change("pl", "index", lambda page: page + "\n## Wdrażanie {#x}\n")
    assert handbook.build("pl") == []
    keywords = {entry["url"]: entry["meta"]["keywords"] for entry in indexed(handbook.site, "pl")}
    assert "deployment, wdrożenie" in keywords["/pl/"].replace("\u0335", "")
    assert "deployment" not in keywords["/pl/first-job/"]


def test_a_page_can_stay_out_of_the_search(handbook: Handbook) -> None:
    handbook.change("ja", "index", lambda page: "---\nsearch:\n  exclude: true\n---\n\n" + page)
    assert handbook.build("ja") == []
    assert "/ja/" not in {entry["url"] for entry in indexed(handbook.site, "ja")}


def test_a_site_has_only_what_its_search_needs(plain: Handbook) -> None:
    kinds = {path.suffix for path in (plain.site / "pagefind").iterdir() if path.is_file()}
    assert kinds == {".js", ".json", ".pf_meta", ".pagefind"}
    assert [path.name for path in (plain.site / "pagefind").glob("*.js")] == ["pagefind.js"]
    assert [path.name for path in (plain.site / "search").iterdir()] == ["search_index.json"]
    assert not any((plain.site / language / "search").exists() for language in LANGUAGES)


def test_what_every_page_asks_for_holds_no_words(plain: Handbook) -> None:
    settings = json.loads((plain.site / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert settings["docs"] == []


def test_each_page_searches_its_own_language(plain: Handbook) -> None:
    for path, html in plain.all_html():
        config = html.find("script", id="__config")
        assert config
        assert config.string
        settings = json.loads(config.string)
        worker, asked = settings["search"].split("?language=")
        language = path.relative_to(plain.site).parts[0]
        assert asked == index_language(language if language in LANGUAGES else "en"), path
        for address, target in ((settings["base"], "."), (worker, "assets/search/worker.js")):
            start = plain.site if address.startswith("/") else path.parent
            assert (start / address.lstrip("/")).resolve() == (plain.site / target).resolve(), path


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("線上端點", ["線上", "上端", "端點", "點"]),
        ("Azure ML を使う", ["Azure", "ML", BLANK, "を使", "使う", "う"]),
        ("データ 資産", ["デー", "ータ", "タ", BLANK, "資産", "産"]),
        ("「資」。", ["「", "資", "」", "。"]),
        ("Łódź, działa", ["L\u0335ódź,", "dzial\u0335a"]),
        ("jobs.create_or_update(job)", ["jobs.", JOINT, "create_or_update(", JOINT, "job)"]),
        ("version 1.35.2 of 3.x", ["version", "1.35.2", "of", "3.", JOINT, "x"]),
    ],
)
def test_text_is_written_in_words(html: str, words: list[str]) -> None:
    assert searchable(html).split() == words


def test_highlighted_names_are_apart_and_tags_are_untouched() -> None:
    html = '<span class="n">a</span><span class="o">.</span><a href="x.html" id="b.c">d</a>'
    assert searchable(html) == html.replace("</span><a", f"</span> {JOINT} <a")


def test_an_index_that_cannot_be_made_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_page(tmp_path, IndexedPage("a/", "en", "A", [], "<h1>A</h1>"))
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "nothing"))
    with pytest.raises(SiteError, match=r"the search index cannot be made: .*No such file.*nothing"):
        write_index(tmp_path)
    assert not (tmp_path / "search" / "pages").exists()
