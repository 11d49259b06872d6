import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from translation_drift import cli
from translation_drift.findings import Severity
from translation_drift.project import Project, load_project

from .clones import ENVIRONMENT, commit_all, git
from .conftest import Edit

CLEAN, FINDINGS, USAGE = range(3)
DEFECT = ("liczy jego wiersze.", "liczy je w trybie serwerless.")
TYPO = ("liczy jego wiersze.", "zlicza jego wiersze.")


@pytest.fixture
def branch(project: Project) -> Project:
    """A project on a branch that has changed nothing yet."""
    commit_all(project.root)
    git(project.root, "switch", "-q", "-c", "branch")
    return project


def run(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        cli.main([*arguments, "--project", str(root)])
    captured = capsys.readouterr()
    assert isinstance(stop.value.code, int)
    return stop.value.code, captured.out, captured.err


def check(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code, out, err = run(root, capsys, "check", "--format", "json", *arguments)
    assert out, err
    return code, json.loads(out)


def severities(report: dict[str, Any]) -> dict[tuple[str, str], str]:
    return {(finding["path"], finding["code"]): finding["severity"] for finding in report["findings"]}


def test_a_defect_of_a_touched_page_fails(
    branch: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/pl/guide.md", *DEFECT)
    code, report = check(branch.root, capsys, "--touched", "--base", "main")
    assert code == FINDINGS
    assert severities(report)["docs/pl/guide.md", "avoid-term"] == Severity.ERROR


def test_a_defect_that_was_there_before_only_warns(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/pl/guide.md", *DEFECT)
    commit_all(project.root)
    git(project.root, "switch", "-q", "-c", "branch")
    edit("docs/ja/guide.md", "サンプル", "見本")
    code, report = check(project.root, capsys, "--touched", "--base", "main", "--lang", "pl")
    assert code == CLEAN
    assert severities(report)["docs/pl/guide.md", "avoid-term"] == Severity.WARNING
    assert run(project.root, capsys, "check", "--lang", "pl")[0] == FINDINGS


@pytest.mark.parametrize("how", ["committed", "staged", "in the working tree", "untracked"])
def test_changes_count_wherever_they_are(
    branch: Project, edit: Edit, capsys: pytest.CaptureFixture[str], how: str
) -> None:
    if how == "untracked":
        git(branch.root, "rm", "-q", "--cached", "docs/pl/guide.md")
        git(branch.root, "commit", "-q", "-m", "out")
        git(branch.root, "branch", "-f", "main")
    edit("docs/pl/guide.md", *DEFECT)
    if how == "committed":
        commit_all(branch.root)
    elif how == "staged":
        git(branch.root, "add", "-A")
    assert check(branch.root, capsys, "--touched", "--base", "main", "--lang", "pl")[0] == FINDINGS


def test_the_usual_base_is_the_main_branch(
    branch: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(branch.root, capsys, "--touched", "--lang", "pl")[0] == CLEAN
    edit("docs/pl/guide.md", *DEFECT)
    assert check(branch.root, capsys, "--touched", "--lang", "pl")[0] == FINDINGS


def test_what_the_base_has_changed_since_does_not_count(
    branch: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    git(branch.root, "switch", "-q", "main")
    edit("docs/pl/guide.md", *DEFECT)
    commit_all(branch.root)
    git(branch.root, "switch", "-q", "branch")
    edit("docs/ru/guide.md", "title: Подсчёт", "title: Счёт")
    git(branch.root, "merge", "-q", "--no-edit", "main")
    code, report = check(branch.root, capsys, "--touched", "--base", "main", "--lang", "pl")
    assert (code, report["notes"]) == (CLEAN, [])
    assert severities(report)["docs/pl/guide.md", "avoid-term"] == Severity.WARNING


def test_an_author_of_the_source_is_not_failed_for_translations(
    branch: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/pl/guide.md", *DEFECT)
    commit_all(branch.root)
    git(branch.root, "branch", "-f", "main")
    edit("docs/en/guide.md", "counts its lines.", "counts its columns.")
    (branch.root / "docs/en/index.md").unlink()
    code, report = check(branch.root, capsys, "--touched", "--base", "main")
    assert code == CLEAN
    found = severities(report)
    assert {"stale", "page-orphaned", "avoid-term"} <= {code for _, code in found}
    assert set(found.values()) == {Severity.WARNING}


def test_a_defect_of_a_touched_source_page_fails(
    branch: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/en/guide.md", "images/cycle.svg", "images/none.svg")
    code, report = check(branch.root, capsys, "--touched", "--base", "main")
    assert code == FINDINGS
    assert severities(report)["docs/en/guide.md", "image-missing"] == Severity.ERROR


def test_a_glossary_touches_the_pages_of_its_language(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/pl/guide.md", *DEFECT)
    commit_all(project.root)
    glossary = project.glossary_path("pl")
    glossary.write_text(glossary.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert check(project.root, capsys, "--touched", "--base", "main", "--lang", "pl")[0] == FINDINGS
    git(project.root, "checkout", "-q", "--", "i18n")
    assert check(project.root, capsys, "--touched", "--base", "main", "--lang", "pl")[0] == CLEAN


def test_a_broken_lock_fails_whoever_touches_it(branch: Project, capsys: pytest.CaptureFixture[str]) -> None:
    path = branch.lock_path("pl", "guide")
    path.write_text(path.read_text(encoding="utf-8").replace("by:Tester", "by:Somebody"), encoding="utf-8")
    code, report = check(branch.root, capsys, "--touched", "--base", "main")
    assert (code, severities(report)) == (FINDINGS, {("i18n/state/pl/guide.lock", "lock-broken"): "error"})


def test_all_fails_on_drift_and_the_default_does_not(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its columns.")
    assert check(project.root, capsys)[0] == CLEAN
    assert check(project.root, capsys, "--all")[0] == FINDINGS


def test_report_only_shows_errors_and_succeeds(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/pl/guide.md", *DEFECT)
    code, report = check(project.root, capsys, "--report-only")
    assert code == CLEAN
    assert severities(report)["docs/pl/guide.md", "avoid-term"] == Severity.ERROR


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


def clone(project: Project, folder: Path, *arguments: str) -> Path:
    command = ["git", "clone", "-q", *arguments, f"file://{project.root}", str(folder)]
    subprocess.run(command, env=ENVIRONMENT, check=True)
    return folder


def spoil(root: Path) -> None:
    page = root / "docs/pl/guide.md"
    page.write_text(page.read_text(encoding="utf-8").replace(*DEFECT), encoding="utf-8")


def test_a_clone_of_one_commit_says_how_to_get_the_base(
    branch: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(branch.root)
    commit_all(branch.root)
    shallow = clone(branch, tmp_path / "shallow", "--depth=1", "--branch=branch")
    code, _, err = run(shallow, capsys, "check", "--touched", "--base", "HEAD^1")
    assert code == USAGE
    assert "git knows no HEAD^1 here; this clone is shallow; `git fetch --unshallow`" in err
    assert "`fetch-depth: 2` and --base HEAD^1" in err


def test_a_clone_of_one_commit_and_the_base_says_what_is_uncertain(
    branch: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(branch.root)
    commit_all(branch.root)
    shallow = clone(branch, tmp_path / "shallow", "--depth=1", "--branch=branch")
    git(shallow, "fetch", "-q", "--depth=1", "origin", "main")
    code, report = check(shallow, capsys, "--touched", "--base", "FETCH_HEAD", "--lang", "pl")
    assert code == FINDINGS
    assert "FETCH_HEAD and HEAD have no common commit here" in report["notes"][0]


def test_a_clone_of_one_commit_knows_its_working_tree(
    branch: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shallow = clone(branch, tmp_path / "shallow", "--depth=1", "--branch=branch")
    assert check(shallow, capsys, "--touched", "--base", "HEAD")[0] == CLEAN
    spoil(shallow)
    assert check(shallow, capsys, "--touched", "--base", "HEAD")[0] == FINDINGS


def test_a_merge_commit_of_two_levels_is_enough(
    branch: Project, edit: Edit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(branch.root)
    commit_all(branch.root)
    git(branch.root, "switch", "-q", "main")
    edit("docs/ru/names.md", "# ", "#  ")
    commit_all(branch.root)
    git(branch.root, "merge", "-q", "--no-edit", "--no-ff", "branch")
    shallow = clone(branch, tmp_path / "shallow", "--depth=2", "--branch=main")
    code, report = check(shallow, capsys, "--touched", "--base", "HEAD^1")
    assert (code, report["notes"]) == (FINDINGS, [])
    errors = [finding["path"] for finding in report["findings"] if finding["severity"] == "error"]
    assert set(errors) == {"docs/pl/guide.md"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--base", "main"], "--base says what --touched compares with"),
        (["--touched", "--base", "nothing"], "git knows no nothing here; name a branch or a commit"),
        (["--touched", "--base=--output=x"], "git knows no --output=x here"),
    ],
)
def test_wrong_usage_says_what_to_do(
    branch: Project, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    code, _, err = run(branch.root, capsys, "check", *arguments)
    assert code == USAGE
    assert message in err


def test_without_a_repository_touched_is_refused(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(project.root, capsys, "check", "--touched")
    assert code == USAGE
    assert "--touched needs a git repository with a commit" in err
