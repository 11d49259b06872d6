import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from translation_drift import cli
from translation_drift.command import all_commands
from translation_drift.project import Project
from translation_drift.registry import rules

from .commands import CLEAN, FINDINGS, INTERNAL, USAGE, run
from .conftest import Edit
from .git_history import needs_git


def run_json(project: Project, capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    return json.loads(run(project, capsys, *arguments, "--format", "json")[1])


def test_status_of_a_fresh_tree_counts_the_source_among_the_languages(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, capsys, "status")[0] == CLEAN
    report = run_json(project, capsys, "status")
    assert report["schema"] == {"name": "i18n-status", "version": 1}
    assert report["fresh"] is True
    found = {(page["language"], page["page"]): (page["state"], page["role"]) for page in report["pages"]}
    assert len(found) == 5 * 3
    assert found["en", "guide"] == ("fresh", "source")
    assert found["ru", "guide"] == ("fresh", "translation")


def test_status_of_a_stale_tree(project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its columns.")
    code, out, _ = run(project, capsys, "status")
    assert code == FINDINGS
    assert "docs/ja/guide.md:23: stale: paragraph" in out
    (page,) = run_json(project, capsys, "status", "--lang", "pl", "--page", "guide")["pages"]
    assert page["counts"] == {"fresh": 22, "stale": 1}
    (block,) = page["blocks"]
    assert (block["source_lines"], block["target_lines"]) == ([23, 23], [23, 23])
    assert (block["kind"], block["section"], block["by"]) == ("paragraph", "count", "Tester")


def test_github_gets_annotations(project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    edit("docs/pl/guide.md", "liczy jego wiersze.", "liczy je w trybie serwerless.")
    edit("docs/en/guide.md", "waits for it.", "waits, 100 %: always.")
    code, out, _ = run(project, capsys, "check", "--format", "github", "--lang", "pl")
    assert code == FINDINGS
    assert "::error file=docs/pl/guide.md,line=23,title=avoid-term::'serwerless'%3A" not in out
    assert "::error file=docs/pl/guide.md,line=23,title=avoid-term::'serwerless': loan word" in out
    assert "::warning file=docs/pl/guide.md,line=38,title=stale::" in out


def test_check_of_a_stale_tree_succeeds(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its columns.")
    code, out, _ = run(project, capsys, "check")
    assert code == CLEAN
    assert "0 errors, 4 warnings, 0 suppressed" in out


def test_lint_of_one_rule(project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    edit("docs/pl/guide.md", "`titanic.csv`", "`titanik.csv`")
    edit("docs/pl/guide.md", "1 309", "1 310")
    report = run_json(project, capsys, "lint", "--rule", "number-differs")
    assert {finding["code"] for finding in report["findings"]} == {"number-differs"}
    assert run(project, capsys, "lint", "--rule", "nonsense")[0] == USAGE


def test_lint_explains_every_rule(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(project, capsys, "lint", "--list")
    assert code == CLEAN
    assert all(code in out for code in rules())
    assert len(run_json(project, capsys, "lint", "--list")["rules"]) == len(rules())


def test_accept_writes_locks_of_the_named_languages(
    unaccepted: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(
        unaccepted, capsys, "accept", "guide", "index", "names", "--lang", "ja,pl", "--by", "Ewa Nowak"
    )
    assert code == CLEAN
    assert "docs/pl/guide.md: 23 blocks accepted" in out
    assert sorted(path.parent.name for path in (unaccepted.metadata / "state").rglob("guide.lock")) == [
        "ja",
        "pl",
    ]
    assert run(unaccepted, capsys, "check", "--lang", "pl")[0] == CLEAN


def test_accept_refuses_on_findings(
    unaccepted: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/pl/guide.md", "`titanic.csv`", "`titanik.csv`")
    code, out, _ = run(unaccepted, capsys, "accept", "guide", "--lang", "pl", "--by", "Ewa")
    assert code == FINDINGS
    assert "docs/pl/guide.md: refused, nothing was written" in out
    assert not unaccepted.lock_path("pl", "guide").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["status", "--lang", "de"], "no language de in this project; there are en, ja, zh-TW, pl, ru"),
        (["status", "--page", "nothing"], "no page nothing in docs; there are guide, index, names"),
        (["accept", "nothing", "--by", "A"], "no page nothing"),
        (["accept", "guide", "--review", "reviewed"], "add --by NAME"),
        (["accept", "guide#nothing", "--by", "A"], "no block #nothing"),
    ],
)
def test_wrong_usage_says_what_to_do(
    project: Project, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    code, _, err = run(project, capsys, *arguments)
    assert code == USAGE
    assert message in err


def test_a_page_given_as_a_file_is_told_by_its_name(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project.page_path("pl", "guide")
    for name in (str(path), project.relative(path)):
        code, _, err = run(project, capsys, "accept", name, "--by", "A")
        assert code == USAGE
        assert "that file is the page guide, with --lang pl" in err


def test_a_folder_outside_of_a_project_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["status", "--project", str(tmp_path)])
    assert stop.value.code == USAGE
    assert "no mkdocs.yml here or in a folder above" in capsys.readouterr().err


def test_a_page_that_is_no_text_is_refused_with_its_line(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.page_path("ja", "index").write_bytes(b"# A\n\n\xff\n")
    code, _, err = run(project, capsys, "lint")
    assert code == USAGE
    assert "docs/ja/index.md:3: " in err


def test_a_fault_of_the_tool_is_told_apart(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(all_commands(), "status", replace(all_commands()["status"], run=fail))
    code, _, err = run(project, capsys, "status")
    assert code == INTERNAL
    assert "ZeroDivisionError" in err


def test_the_command_needs_neither_azure_nor_mkdocs(project: Project) -> None:
    program = (
        "import sys; from translation_drift.cli import main\n"
        "try: main(['lint', '--project', sys.argv[1]])\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('azure', 'mkdocs', 'mlflow')])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program, project.root], capture_output=True, text=True, check=True
    )
    assert answer.stdout.splitlines()[-1] == "[]"


@needs_git
def test_diff_shows_the_old_source_from_git(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
    for command in (["init", "-q"], ["add", "docs"], [*identity, "commit", "-q", "-m", "pages"]):
        subprocess.run(["git", *command], cwd=project.root, env=environment, check=True)
    edit("docs/en/guide.md", "counts its lines.", "counts all columns.")
    code, out, _ = run(project, capsys, "diff", "guide", "--lang", "pl")
    assert code == FINDINGS
    assert "The program opens the file and counts its lines." in out
    assert (
        "counts [-its lines-]{+all columns+}." in out or "counts [-its-]{+all+} [-lines-]{+columns+}." in out
    )
    assert "Program otwiera plik i liczy jego wiersze." in out


def test_diff_without_git_says_how_to_get_the_old_source(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts all columns.")
    _, out, _ = run(project, capsys, "diff", "guide", "--lang", "pl")
    assert "git fetch --unshallow" in out
    (page,) = run_json(project, capsys, "diff", "guide", "--lang", "pl")["pages"]
    (block,) = page["blocks"]
    assert block["old_source"] is None
    assert block["new_source"] == "The program opens the file and counts all columns."
    assert block["translation"] == "Program otwiera plik i liczy jego wiersze."
