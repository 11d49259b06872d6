"""What `i18n check --touched` says where git has little history, or none."""

import subprocess
from pathlib import Path

import pytest
from translation_drift.project import Project

from .clones import ENVIRONMENT, commit_all, git
from .conftest import Edit
from .gate_checks import CLEAN, DEFECT, FINDINGS, USAGE, check, run


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
