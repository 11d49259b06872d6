from pathlib import Path
from typing import Any

import pytest
from translation_drift.acceptance import Part, Signature, accept
from translation_drift.lock import Entry, Review, read_lock
from translation_drift.project import Project
from translation_drift.selection import Selection
from translation_drift.states import BlockState
from translation_drift.status import project_status

from .conftest import Edit
from .git_history import commit, needs_git
from .test_cli import CLEAN, FINDINGS, USAGE, run, run_json

pytestmark = needs_git
LANGUAGES = ("ja", "zh-TW", "pl", "ru")
WHY = ("--why", "a typo", "--by", "Ann Author")


def unsettled(project: Project) -> dict[str, list[BlockState]]:
    found = project_status(project, Selection((), ("guide",)))
    return {page.language: [block.state for block in page.unsettled] for page in found if page.unsettled}


def entry(project: Project, language: str, block: str = "paragraph") -> Entry:
    lock = read_lock(project.lock_path(language, "guide"))
    assert lock
    return next(
        entry for entry in lock.entries if entry.reason.startswith("cosmetic by") and entry.kind == block
    )


def mistyped(project: Project, edit: Edit, root: Path) -> None:
    """The state before an author mends a typo: it is committed, and accepted in all languages."""
    edit("docs/en/guide.md", "counts its lines.", "counts its liens.")
    for language in project.translations:
        signature = Signature("Tester", "2026-11-22", unchanged="the typo says nothing")
        assert not accept(project, language, Part("guide"), signature).refusals
    commit(root)


def test_a_mended_typo_is_marked_once_for_all_languages(
    project: Project, edit: Edit, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mistyped(project, edit, root)
    accept(project, "pl", Part("guide"), Signature("Jan", "2026-11-23", Review.REVIEWED))
    edit("docs/en/guide.md", "counts its liens.", "counts its lines.")
    assert set(unsettled(project)) == set(LANGUAGES)
    code, out, _ = run(project, capsys, "cosmetic", "guide", *WHY)
    assert code == CLEAN
    assert "docs/pl/guide.md: 1 blocks accepted" in out
    assert unsettled(project) == {}
    assert entry(project, "ja").reason.startswith("cosmetic by Ann Author on 20")
    assert entry(project, "ja").reason.endswith(": a typo")
    assert (entry(project, "ja").by, entry(project, "ja").review) == ("Tester", Review.TRANSLATED)
    polish = entry(project, "pl")
    assert (polish.translated_by, polish.reviewed_by, polish.date) == ("Tester", "Jan", "2026-11-23")


def test_a_committed_edit_is_marked_too(
    project: Project, edit: Edit, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(root)
    edit("docs/en/guide.md", "counts its lines.", "counts all its lines.")
    commit(root)
    assert run(project, capsys, "cosmetic", "guide", *WHY)[0] == CLEAN
    assert unsettled(project) == {}


def test_a_language_that_was_behind_before_stays_behind(
    project: Project, edit: Edit, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/en/guide.md", "counts its lines.", "sorts its lnies.")
    signature = Signature("Tester", "2026-11-22", unchanged="for the test")
    for language in ("ja", "zh-TW", "ru"):
        accept(project, language, Part("guide"), signature)
    commit(root)
    edit("docs/en/guide.md", "sorts its lnies.", "sorts its lines.")
    before = project.lock_path("pl", "guide").read_bytes()
    code, out, _ = run(project, capsys, "cosmetic", "guide", *WHY)
    assert code == FINDINGS
    assert "docs/pl/guide.md:23: older-change" in out
    assert project.lock_path("pl", "guide").read_bytes() == before
    assert unsettled(project) == {"pl": [BlockState.STALE]}


def test_an_older_committed_change_is_not_hidden_by_a_later_typo(
    project: Project, edit: Edit, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(root)
    edit("docs/en/guide.md", "counts its lines.", "sorts its lnies.")
    commit(root)
    edit("docs/en/guide.md", "sorts its lnies.", "sorts its lines.")
    commit(root)
    assert run(project, capsys, "cosmetic", "guide", *WHY)[0] == FINDINGS
    assert set(unsettled(project)) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("1,309 passengers", "1,310 passengers", 7),
        ("`pandas` 2.3", "`polars` 2.3", 7),
        ("index.md#the-workspace", "index.md#other", 7),
        ('!!! note "Where', '!!! warning "Where', 10),
    ],
)
def test_what_every_translation_has_to_follow_is_not_cosmetic(
    project: Project,
    edit: Edit,
    root: Path,
    capsys: pytest.CaptureFixture[str],
    old: str,
    new: str,
    line: int,
) -> None:
    commit(root)
    edit("docs/en/guide.md", old, new)
    code, out, _ = run(project, capsys, "cosmetic", "guide", *WHY)
    assert code == FINDINGS
    assert f"docs/en/guide.md:{line}: not-cosmetic" in out
    assert set(unsettled(project)) == set(LANGUAGES)


@pytest.mark.parametrize("how", ["id", "section", "line"])
def test_one_of_two_edits_is_marked(
    project: Project, edit: Edit, root: Path, capsys: pytest.CaptureFixture[str], how: str
) -> None:
    commit(root)
    edit("docs/en/guide.md", "so that a job can use", "so that each job can use")
    edit("docs/en/guide.md", "counts its lines.", "counts all columns.")
    block = {
        "id": identity(run_json(project, capsys, "status", "--lang", "ja")),
        "section": "next",
        "line": "L46",
    }
    assert run(project, capsys, "cosmetic", f"guide#{block[how]}", *WHY)[0] == CLEAN
    assert unsettled(project) == {language: [BlockState.STALE] for language in LANGUAGES}


def identity(status: dict[str, Any]) -> str:
    page = next(page for page in status["pages"] if page["page"] == "guide")
    return next(block["id"] for block in page["blocks"] if block["section"] == "next")


def test_a_changed_translation_is_not_accepted_on_the_way(
    project: Project, edit: Edit, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(root)
    edit("docs/en/guide.md", "counts its lines.", "counts all its lines.")
    edit("docs/pl/guide.md", "liczy jego wiersze.", "policzy jego wiersze.")
    assert run(project, capsys, "cosmetic", "guide", *WHY)[0] == CLEAN
    assert unsettled(project) == {"pl": [BlockState.EDITED]}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("guide", *WHY), "no block of guide says something else"),
        (("guide", "--why", " ", "--by", "A"), "--why is empty"),
        (("guide", "--since", "nothing", *WHY), "git knows no revision 'nothing'"),
        (("guide", "--since=--output=x", *WHY), "git knows no revision"),
        (("guide#nothing", *WHY), "no block of guide #nothing"),
        (("nothing", *WHY), "no page nothing"),
    ],
)
def test_wrong_usage_says_what_to_do(
    project: Project,
    edit: Edit,
    root: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    message: str,
) -> None:
    commit(root)
    edit("docs/en/guide.md", "counts its lines.", "counts its\nlines.")
    code, _, err = run(project, capsys, "cosmetic", *arguments)
    assert code == USAGE
    assert message in err


def test_without_history_it_says_how_to_get_it(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts all its lines.")
    code, _, err = run(project, capsys, "cosmetic", "guide", *WHY)
    assert code == USAGE
    assert "git fetch --unshallow" in err
    assert set(unsettled(project)) == set(LANGUAGES)
