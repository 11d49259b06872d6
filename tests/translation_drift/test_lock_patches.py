"""Edits of accepted translations: what warns, and the patch of the lock that accepts it."""

from pathlib import Path

import pytest
from translation_drift.project import Project, load_project

from .clones import commit_all, git
from .conftest import Edit
from .gate_checks import CLEAN, DEFECT, FINDINGS, TYPO, check, severities


def test_an_edit_of_an_accepted_translation_warns_and_its_patch_settles_it(
    branch: Project, edit: Edit, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    edit("docs/pl/guide.md", *TYPO)
    commit_all(branch.root)
    assert check(branch.root, capsys)[0] == FINDINGS
    patch = tmp_path / "locks.patch"
    code, report = check(branch.root, capsys, "--touched", "--base", "main", "--lock-patch", str(patch))
    assert (code, severities(report)) == (CLEAN, {("docs/pl/guide.md", "lock-behind"): "warning"})
    assert patch.read_text(encoding="utf-8") == report["lock_patch"]
    assert "+++ b/i18n/state/pl/guide.lock" in report["lock_patch"]
    assert "by:Ola Web" in report["lock_patch"]
    git(branch.root, "apply", str(patch))
    assert check(branch.root, capsys) == (CLEAN, report | {"findings": [], "lock_patch": ""})


def test_the_patch_of_a_project_below_the_top_of_a_repository_applies(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    below = tmp_path / "repository" / "handbook"
    below.parent.mkdir()
    project.root.rename(below)
    commit_all(below.parent)
    page = below / "docs/pl/guide.md"
    page.write_text(page.read_text(encoding="utf-8").replace(*TYPO), encoding="utf-8")
    patch = tmp_path / "locks.patch"
    code, _ = check(below, capsys, "--touched", "--base", "HEAD", "--lock-patch", str(patch), "--by", "Ewa")
    assert code == CLEAN
    git(below.parent, "apply", str(patch))
    assert "by:Ewa" in load_project(below).lock_path("pl", "guide").read_text(encoding="utf-8")
    assert check(below, capsys)[0] == CLEAN


def test_a_new_translation_that_nobody_accepted_stays_an_error(
    branch: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its lines.\n\nThen it prints the number.")
    edit("docs/pl/guide.md", TYPO[0], f"{TYPO[1]}\n\nPotem wypisuje tę liczbę.")
    code, report = check(branch.root, capsys, "--touched", "--base", "main", "--lang", "pl")
    assert code == FINDINGS
    assert [(finding["line"], finding["severity"]) for finding in report["findings"]] == [
        (23, "warning"),
        (25, "error"),
    ]


def test_an_edit_with_a_defect_gets_no_patch(
    branch: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/pl/guide.md", *DEFECT)
    code, report = check(branch.root, capsys, "--touched", "--base", "main")
    assert (code, report["lock_patch"]) == (FINDINGS, "")
    assert set(severities(report).values()) == {"error"}


def test_an_edit_whose_source_has_changed_gets_no_patch_and_stays_behind(
    branch: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its columns.")
    edit("docs/pl/guide.md", TYPO[0], "liczy jego kolumny.")
    code, report = check(branch.root, capsys, "--touched", "--base", "main", "--lang", "pl")
    assert (code, report["lock_patch"]) == (CLEAN, "")
    assert severities(report) == {("docs/pl/guide.md", "stale"): "warning"}
