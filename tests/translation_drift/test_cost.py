from pathlib import Path

import pytest
from translation_drift.project import Project

from .conftest import Edit
from .git_history import commit, needs_git
from .test_cli import CLEAN, USAGE, run, run_json

SENTENCE = "The program opens the file and counts its lines."


def test_an_unchanged_tree_costs_nothing(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(project, capsys, "cost")
    assert (code, out) == (CLEAN, "nothing that a translation has to follow\n")
    assert run_json(project, capsys, "cost") == {
        "schema": {"name": "i18n-cost", "version": 1},
        "words": 0,
        "languages": {},
        "blocks": [],
    }


def test_an_edit_costs_its_words_in_each_language(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/en/guide.md", SENTENCE, "It counts 12 lines with `len(lines)`.\n\nThen it ends.")
    edit("docs/en/guide.md", "index.md#the-workspace", "index.md#other")
    report = run_json(project, capsys, "cost", "guide")
    assert report["words"] == 4 * (6 + 3)
    assert report["languages"] == {"ja": 9, "zh-TW": 9, "pl": 9, "ru": 9}
    assert [
        (block["line"], block["change"], block["words"], block["total"]) for block in report["blocks"]
    ] == [
        (7, "relink", 0, 0),
        (23, "major", 6, 24),
        (25, "new", 3, 12),
    ]
    code, out, _ = run(project, capsys, "cost")
    assert code == CLEAN
    assert "36 words to translate: ja 9, zh-TW 9, pl 9, ru 9" in out


def test_a_changed_sample_costs_no_words(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("samples/jobs/submit.py", "total = len(lines)", "total = len(lines) - 1")
    (block,) = run_json(project, capsys, "cost", "guide")["blocks"]
    assert (block["kind"], block["words"], block["change"]) == ("code", 0, "major")


def test_a_page_without_a_translation_costs_all_of_its_words(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.page_path("en", "new").write_text("# A new page\n\nIt says little.\n", encoding="utf-8")
    project.page_path("pl", "new").write_text("# Nowa strona\n\nMówi mało.\n", encoding="utf-8")
    (item,) = run_json(project, capsys, "cost", "new", "--lang", "pl,ja")["blocks"]
    assert (item["kind"], item["words"], item["languages"]) == ("page", 6, ["ja"])


@needs_git
def test_the_price_of_an_edit_since_a_revision(
    project: Project, edit: Edit, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/en/guide.md", SENTENCE, "It counts lines.")
    commit(root)
    edit("docs/en/guide.md", "It counts lines.", "It counts all lines.")
    edit("docs/en/guide.md", "- A folder for the results of the job.\n", "")
    project.page_path("en", "new").write_text("# A new page\n", encoding="utf-8")
    report = run_json(project, capsys, "cost", "--since", "HEAD", "--lang", "pl,ja")
    found = [(block["path"], block["change"], block["words"], block["total"]) for block in report["blocks"]]
    assert found == [("docs/en/guide.md", "minor", 4, 8), ("docs/en/new.md", "new", 3, 6)]


@needs_git
def test_an_unknown_revision_is_refused(
    project: Project, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(root)
    code, _, err = run(project, capsys, "cost", "--since", "nothing")
    assert code == USAGE
    assert "git knows no revision 'nothing' here" in err


def test_status_tells_fresh_words(project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    edit("docs/en/guide.md", SENTENCE, SENTENCE.replace("counts", "numbers"))
    project.page_path("ja", "guide").unlink()
    report = run_json(project, capsys, "status", "--page", "guide")
    english, japanese, _, polish, _ = report["pages"]
    assert english["words"] == 0
    assert (japanese["words"], japanese["fresh_words"], japanese["fresh_percent"]) == (polish["words"], 0, 0)
    assert polish["words"] - polish["fresh_words"] == 9
    assert polish["fresh_percent"] == 100 * polish["fresh_words"] // polish["words"]
    assert report["words"]["pl"] == {
        "words": polish["words"],
        "fresh": polish["fresh_words"],
        "percent": polish["fresh_percent"],
    }
    (block,) = polish["blocks"]
    assert (block["severity"], block["words"]) == ("minor", 9)
    _, out, _ = run(project, capsys, "status", "--page", "guide")
    assert f"pl: {polish['fresh_percent']} % of {polish['words']} words are fresh" in out
    assert ", source line 23, minor" in out
