"""A reader of a translation sees which paragraph is behind, and today's English."""

import pytest
from bs4 import BeautifulSoup, Tag
from site_hooks.texts import texts
from translation_drift.acceptance import Part, Signature, accept
from translation_drift.project import load_project

from .conftest import Handbook

ENGLISH = """# Data

The program reads the file and counts its lines.

## Steps {#steps}

- Open the file in the editor.
- Save the file, see [the workspace](setup.md).

| Name | Meaning |
|---|---|
| file | where the data is |
| line | one record of the data |

=== "SDK"

    Run the program in the terminal.

!!! note "Before you begin"

    The file must be closed.

## End {#end}

Delete the file when you are done.
"""
POLISH = """# Dane

Program czyta plik i liczy jego wiersze.

## Kroki {#steps}

- Otwórz plik w edytorze.
- Zapisz plik, zobacz [obszar roboczy](setup.md).

| Nazwa | Znaczenie |
|---|---|
| plik | miejsce, w którym są dane |
| wiersz | jeden rekord danych |

=== "SDK"

    Uruchom program w terminalu.

!!! note "Zanim zaczniesz"

    Plik musi być zamknięty.

## Koniec {#end}

Usuń plik, gdy skończysz.
"""
CHANGES = {
    "paragraph": ("counts its lines", "counts its words and its lines"),
    "list_item": ("Open the file in", "Open the file and the log in"),
    "table_row": ("where the data is", "where the data is kept for a year"),
    "heading": ("## End", "## The end of the work"),
    "in a tab": ("in the terminal", "in the terminal of the editor"),
    "title": ("Before you begin", "Before you begin to work"),
    "in an admonition": ("must be closed", "must be closed by everybody"),
}


@pytest.fixture
def accepted(handbook: Handbook) -> Handbook:
    """A handbook with one page whose Polish translation was accepted."""
    handbook.page_path("en", "introduction").write_text(ENGLISH, encoding="utf-8")
    handbook.page_path("pl", "introduction").write_text(POLISH, encoding="utf-8")
    done = accept(load_project(handbook.root), "pl", Part("introduction"), Signature("Tester", "2026-11-21"))
    assert done.refusals == []
    return handbook


def polish(handbook: Handbook) -> BeautifulSoup:
    assert handbook.build("pl") == []
    return handbook.html("pl", "introduction")


def marks(html: BeautifulSoup) -> list[Tag]:
    return html.select(".handbook-behind")


def notice(html: BeautifulSoup) -> str:
    found = html.select_one(".handbook-notice")
    return " ".join(found.get_text().split()) if found else ""


def test_a_fresh_page_says_nothing(accepted: Handbook) -> None:
    html = polish(accepted)
    assert marks(html) == []
    assert notice(html) == ""


@pytest.mark.parametrize("kind", CHANGES)
def test_a_stale_block_is_marked_with_todays_english(accepted: Handbook, kind: str) -> None:
    old, new = CHANGES[kind]
    accepted.change("en", "introduction", lambda text: text.replace(old, new))
    html = polish(accepted)
    [mark] = marks(html)
    assert mark.name == "details"
    assert mark["lang"] == "en"
    assert not mark.has_attr("open")
    assert mark.summary
    assert mark.summary["lang"] == "pl"
    assert mark.summary.get_text() == texts("pl")["behind"]["stale"]
    assert new.removeprefix("## ") in mark.get_text()
    assert "Oznaczono 1 nieaktualne miejsce." in notice(html)


def test_the_notice_leads_to_the_english_page(accepted: Handbook) -> None:
    accepted.change("en", "introduction", lambda text: text.replace(*CHANGES["paragraph"]))
    assert accepted.build() == []
    links = accepted.html("pl", "introduction").select(".handbook-notice a")
    assert [link["href"] for link in links] == ["../../introduction/", "../translation-status/"]


def test_the_notice_says_how_much_still_holds_and_since_when(accepted: Handbook) -> None:
    accepted.change("en", "introduction", lambda text: text.replace(*CHANGES["paragraph"]))
    html = polish(accepted)
    assert "Aktualne słowa: 80%. Ostatnie porównanie ze stroną angielską: 21 listopada 2026 r." in notice(
        html
    )
    box = html.select_one(".handbook-notice")
    assert box
    assert (box["role"], box["aria-label"]) == ("note", "Stan tego tłumaczenia")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Delete the file when you are done.", "Delete the 25 files when you are done."),
        ("Delete the file when you are done.", "Run `rm file` when you are done."),
        ("The program reads the file", "It is deprecated: the program reads the file"),
    ],
)
def test_what_may_mislead_is_open(accepted: Handbook, old: str, new: str) -> None:
    accepted.change("en", "introduction", lambda text: text.replace(old, new))
    [mark] = marks(polish(accepted))
    assert mark.has_attr("open")
    assert "handbook-major" in mark["class"]
    assert mark["lang"] == "en"
    assert mark.summary
    assert mark.summary.get_text() == texts("pl")["behind"]["major"]


def test_a_paragraph_that_is_still_english_is_marked_as_english(accepted: Handbook) -> None:
    english = "Delete the file when you are done."
    accepted.change("pl", "introduction", lambda text: text.replace("Usuń plik, gdy skończysz.", english))
    html = polish(accepted)
    [mark] = marks(html)
    assert mark.get_text() == texts("pl")["behind"]["untranslated"]
    assert mark["role"] == "note"
    wrapped = html.select_one('article > div[lang="en"] > p')
    assert wrapped
    assert wrapped.get_text() == english


def test_a_translation_that_was_changed_since_says_that_nobody_compared_it(accepted: Handbook) -> None:
    accepted.change("pl", "introduction", lambda text: text.replace("gdy skończysz", "po zakończeniu"))
    html = polish(accepted)
    assert marks(html) == []
    assert "Nie porównano jeszcze ze stroną angielską 1 akapitu tego tłumaczenia." in notice(html)


def test_every_page_that_is_behind_says_so_even_where_nothing_can_be_marked(accepted: Handbook) -> None:
    accepted.change("pl", "introduction", lambda text: _swapped(text, "- Otwórz", "- Zapisz"))
    html = polish(accepted)
    assert marks(html) == []
    assert texts("pl")["behind"]["unmarked"] in notice(html)


def _swapped(text: str, *starts: str) -> str:
    first, second = [next(line for line in text.splitlines() if line.startswith(start)) for start in starts]
    return text.replace(first, "\0").replace(second, first).replace("\0", second)


@pytest.mark.parametrize(
    ("kind", "selector"),
    [
        ("list_item", "li > details"),
        ("in a tab", ".tabbed-block > details"),
        ("in an admonition", ".admonition.note > details"),
        ("table_row", "article > details"),
        ("heading", "article > h2 + details"),
        ("paragraph", "article > p + details"),
    ],
)
def test_a_mark_stays_with_its_block(accepted: Handbook, kind: str, selector: str) -> None:
    accepted.change("en", "introduction", lambda text: text.replace(*CHANGES[kind]))
    html = polish(accepted)
    assert html.select_one(selector)
    assert len(html.select("article table tr")) == 3
    assert len(html.select("article li")) - len(html.select("article nav li")) == 2


def test_a_row_of_a_table_carries_a_sign(accepted: Handbook) -> None:
    accepted.change("en", "introduction", lambda text: text.replace(*CHANGES["table_row"]))
    [sign] = polish(accepted).select("table .handbook-row")
    assert sign["aria-label"] == texts("pl")["behind"]["stale"]
    row = sign.find_parent("tr")
    assert row
    assert [cell.get_text() for cell in row.select("td")] == ["plik", "miejsce, w którym są dane †"]


def test_a_link_in_the_english_stays_a_link(accepted: Handbook) -> None:
    accepted.change("en", "introduction", lambda text: text.replace("Save the file,", "Save the whole file,"))
    link = polish(accepted).select_one("details a[href]")
    assert link
    assert link["href"] == "../setup/"


def test_a_missing_block_is_shown_in_english_at_its_place(accepted: Handbook) -> None:
    added = "Delete the file when you are done.\n\nThen tell the others what you have done.\n"
    accepted.change("en", "introduction", lambda text: text.replace(added.splitlines()[0] + "\n", added))
    [mark] = marks(polish(accepted))
    assert mark.has_attr("open")
    assert mark.summary
    assert mark.summary.get_text() == texts("pl")["behind"]["missing"]
    assert "Then tell the others" in mark.get_text()
    before = mark.find_previous_sibling("p")
    assert before
    assert "Usuń plik" in before.get_text()


def test_a_block_that_english_dropped_is_marked(accepted: Handbook) -> None:
    accepted.change(
        "en", "introduction", lambda text: text.replace("Delete the file when you are done.\n", "")
    )
    [mark] = marks(polish(accepted))
    assert mark.get_text() == texts("pl")["behind"]["extra"]


def test_a_page_that_nobody_compared_says_so(accepted: Handbook) -> None:
    (accepted.root / "i18n/state/pl/introduction.lock").unlink()
    html = polish(accepted)
    assert marks(html) == []
    assert texts("pl")["behind"]["unchecked"] in notice(html)


def test_english_and_the_other_languages_are_not_touched(accepted: Handbook) -> None:
    accepted.change("en", "introduction", lambda text: text.replace(*CHANGES["paragraph"]))
    assert accepted.build() == []
    assert not marks(accepted.html("en", "introduction"))
    assert notice(accepted.html("en", "introduction")) == ""


def test_a_lock_that_cannot_be_read_is_a_problem(accepted: Handbook) -> None:
    lock = accepted.root / "i18n/state/pl/introduction.lock"
    lock.write_text("<<<<<<< ours\n" + lock.read_text())
    assert any("introduction.lock" in problem for problem in accepted.build())
