"""Who answers for what under `i18n check --touched`."""

import pytest
from translation_drift.findings import Severity
from translation_drift.project import Project

from .clones import commit_all, git
from .conftest import Edit
from .gate_checks import CLEAN, DEFECT, FINDINGS, TYPO, check, run, severities


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


def accept_guide(branch: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(branch.root, capsys, "accept", "guide", "--lang", "pl", "--by", "Ewa")[0] == CLEAN


def test_who_translates_a_part_of_a_page_answers_for_what_is_missing(
    branch: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its columns.\n\nNobody has translated this.")
    commit_all(branch.root)
    git(branch.root, "branch", "-f", "main")
    against_main = ("--touched", "--base", "main")
    assert check(branch.root, capsys, *against_main)[0] == CLEAN
    edit("docs/pl/guide.md", "liczy jego wiersze.", "liczy jego kolumny.")
    accept_guide(branch, capsys)
    code, report = check(branch.root, capsys, *against_main)
    found = [(it["language"], it["severity"]) for it in report["findings"] if it["code"] == "missing"]
    assert code == FINDINGS
    assert sorted(found) == [("ja", "warning"), ("pl", "error"), ("ru", "warning"), ("zh-TW", "warning")]
    edit("docs/pl/guide.md", "liczy jego kolumny.", "liczy jego kolumny.\n\nTego nikt nie przetłumaczył.")
    accept_guide(branch, capsys)
    assert check(branch.root, capsys, *against_main)[0] == CLEAN


@pytest.mark.parametrize("accepts", [False, True])
def test_who_mends_a_typo_does_not_answer_for_what_is_missing(
    branch: Project, edit: Edit, capsys: pytest.CaptureFixture[str], *, accepts: bool
) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its lines.\n\nNobody has translated this.")
    edit("docs/pl/guide.md", *TYPO)
    if accepts:
        accept_guide(branch, capsys)
    code, report = check(branch.root, capsys, "--touched", "--base", "main", "--lang", "pl")
    assert code == CLEAN
    assert severities(report)["docs/en/guide.md", "missing"] == Severity.WARNING


def test_a_new_translation_of_a_page_has_all_of_it(
    branch: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "# One more {#one}\n\nFirst.\n\nSecond.\n"
    branch.page_path("en", "more").write_text(text, encoding="utf-8")
    assert run(branch.root, capsys, "start", "more", "--lang", "pl")[0] == CLEAN
    branch.page_path("pl", "more").write_text("# Jeszcze {#one}\n\nPierwszy.\n", encoding="utf-8")
    assert run(branch.root, capsys, "accept", "more", "--lang", "pl", "--by", "Ewa")[0] == CLEAN
    code, report = check(branch.root, capsys, "--touched", "--base", "main", "--lang", "pl")
    assert code == FINDINGS
    assert severities(report) == {("docs/en/more.md", "missing"): "error"}


def test_report_only_shows_errors_and_succeeds(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/pl/guide.md", *DEFECT)
    code, report = check(project.root, capsys, "--report-only")
    assert code == CLEAN
    assert severities(report)["docs/pl/guide.md", "avoid-term"] == Severity.ERROR
