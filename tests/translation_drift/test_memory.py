import json

import pytest
from translation_drift.acceptance import Part, Signature, accept
from translation_drift.bitext import load_page
from translation_drift.errors import DriftError
from translation_drift.lock import Review
from translation_drift.memory import likeness, load_memory
from translation_drift.project import Project
from translation_drift.units import Samples, Unit

from .commands import run
from .conftest import Edit

SENTENCE = "The program opens the file and counts its lines."
POLISH = "Program otwiera plik i liczy jego wiersze."


def source_unit(project: Project, page: str, text: str) -> Unit:
    units = load_page(project, "en", page, Samples(project.samples)).units
    return next(unit for unit in units if text in unit.normal)


def suggested(project: Project, page: str, text: str) -> list[tuple[int, str]]:
    found = load_memory(project, "pl").nearest(source_unit(project, page, text))
    return [(suggestion.percent, suggestion.remembered.place) for suggestion in found]


def test_the_same_text_on_another_page_is_known(project: Project, edit: Edit) -> None:
    edit("docs/en/index.md", "A workspace holds", f"{SENTENCE}\n\nA workspace holds")
    assert suggested(project, "index", SENTENCE) == [(100, "docs/pl/guide.md:23")]


def test_a_block_that_left_its_page_keeps_its_translation(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", f"{SENTENCE}\n\n", "")
    edit("docs/en/index.md", "A workspace holds", f"{SENTENCE}\n\nA workspace holds")
    assert suggested(project, "index", SENTENCE) == [(100, "docs/pl/guide.md:23")]


def test_a_page_that_was_removed_from_the_source_is_remembered(project: Project) -> None:
    text = project.page_path("en", "guide").read_text(encoding="utf-8")
    project.page_path("en", "guide").unlink()
    project.page_path("en", "other").write_text(text, encoding="utf-8")
    assert suggested(project, "other", SENTENCE) == [(100, "docs/pl/guide.md:23")]


def test_a_text_that_is_alike_is_told_with_its_percentage(project: Project, edit: Edit) -> None:
    edit(
        "docs/en/index.md", "A workspace holds", "The program opens the file and counts its rows.\n\nA holds"
    )
    assert suggested(project, "index", "its rows") == [(90, "docs/pl/guide.md:23")]


def test_a_text_that_is_too_different_is_not_offered(project: Project, edit: Edit) -> None:
    edit("docs/en/index.md", "A workspace holds", "The program opens a door and rings two bells.\n\nA holds")
    assert suggested(project, "index", "bells") == []
    assert likeness("The program opens a door and rings two bells.", SENTENCE) == 50


def test_what_was_changed_since_it_was_accepted_is_not_offered(project: Project, edit: Edit) -> None:
    edit("docs/en/index.md", "A workspace holds", f"{SENTENCE}\n\nA workspace holds")
    edit("docs/pl/guide.md", POLISH, "Program robi coś innego.")
    assert suggested(project, "index", SENTENCE) == []


def test_what_was_reviewed_is_offered_first(project: Project) -> None:
    for page, review in (("index", Review.TRANSLATED), ("names", Review.REVIEWED)):
        for language, text in (("en", SENTENCE), ("pl", f"Program liczy wiersze ({page}).")):
            with project.page_path(language, page).open("a", encoding="utf-8") as file:
                file.write(f"\n{text}\n")
        for by, kind in (("Jan", Review.TRANSLATED), ("Ewa", review)):
            assert not accept(project, "pl", Part(page), Signature(by, "2026-12-01", kind)).refusals
    remembered = load_memory(project, "pl").exact(source_unit(project, "guide", SENTENCE))
    assert remembered
    assert remembered.page == "names"


def test_diff_shows_where_the_translation_stands(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/en/index.md", "A workspace holds", f"{SENTENCE}\n\nA workspace holds")
    out = run(project, capsys, "diff", "index", "--lang", "pl")[1]
    assert "100 %, the same text is translated at docs/pl/guide.md:23:" in out
    assert POLISH in out
    answer = json.loads(run(project, capsys, "diff", "index", "--lang", "pl", "--format", "json")[1])
    ((block,),) = (page["blocks"] for page in answer["pages"])
    assert block["suggestions"] == [
        {"percent": 100, "path": "docs/pl/guide.md", "line": 23, "source": SENTENCE, "translation": POLISH}
    ]


def test_status_says_on_which_page_a_moved_block_is_translated(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/en/guide.md", f"{SENTENCE}\n\n", "")
    edit("docs/en/index.md", "A workspace holds", f"{SENTENCE}\n\nA workspace holds")
    out = run(project, capsys, "status", "--lang", "pl")[1]
    assert "source line 5, translated on docs/pl/guide.md\n" in out
    edit("docs/en/index.md", SENTENCE, "Nobody has translated this.")
    assert "translated on" not in run(project, capsys, "status", "--lang", "pl")[1]


def bring(project: Project, *pairs: tuple[str, str]) -> None:
    """A file of memory, of another tool, with these texts."""
    units = "".join(
        f'<tu><tuv lang="EN-US"><seg>{english}</seg></tuv>\n<tuv lang="PL"><seg>{polish}</seg></tuv></tu>\n'
        for english, polish in pairs
    )
    path = project.metadata / "memory" / "old.tmx"
    path.parent.mkdir()
    path.write_text(f'<tmx version="1.1"><body>\n{units}</body></tmx>', encoding="utf-8")


def test_a_file_of_memory_is_offered_behind_what_was_accepted_here(project: Project, edit: Edit) -> None:
    edit("docs/en/index.md", "A workspace holds", f"{SENTENCE}\n\nIt waits for a day, and ends.\n\nA holds")
    bring(project, (SENTENCE, "Inaczej."), ("It waits for a day, and ends.", "Czeka dobę i kończy."))
    assert suggested(project, "index", SENTENCE)[0] == (100, "docs/pl/guide.md:23")
    assert suggested(project, "index", "waits for a day") == [(100, "i18n/memory/old.tmx:4")]
    edit("docs/en/index.md", "for a day, and ends", "for a week, and ends")
    assert suggested(project, "index", "waits for a week") == [(88, "i18n/memory/old.tmx:4")]


def test_a_page_is_begun_with_the_texts_of_a_file(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "# New things {#new}\n\n- Read `a.csv` first.\n- Then read `b.csv`.\n\nNobody knows.\n"
    project.page_path("en", "new").write_text(text, encoding="utf-8")
    bring(
        project,
        ("New things", "Nowe rzeczy"),
        ("Read `a.csv` first.", "Najpierw wczytaj `a.csv`."),
        ("Then read `b.csv`.", "Potem wczytaj plik."),
    )
    out = run(project, capsys, "start", "new", "--lang", "pl")[1]
    assert "docs/pl/new.md: begun, 2 blocks known, 2 to translate" in out
    assert "docs/pl/new.md:3: from i18n/memory/old.tmx:4" in out
    assert project.page_path("pl", "new").read_text("utf-8") == (
        "# Nowe rzeczy {#new}\n\n- Najpierw wczytaj `a.csv`.\n- Then read `b.csv`.\n\nNobody knows.\n"
    )


def test_a_broken_file_of_memory_is_told_by_its_line(project: Project) -> None:
    bring(project, ("a & b", "a i b"))
    with pytest.raises(DriftError, match=r"i18n/memory/old\.tmx:2: is not XML"):
        load_memory(project, "pl")
