from datetime import date
from pathlib import Path

import pytest
from translation_drift.checking import check_project
from translation_drift.errors import ConfigurationError
from translation_drift.findings import Severity
from translation_drift.project import Project
from translation_drift.selection import Selection

from .conftest import Edit
from .git_history import commit, needs_git
from .test_severity import forget

ACCEPTED = "2026-11-21"
"""The day on which the pages of the tests were accepted."""
MINOR = ("docs/en/guide.md", "counts its lines.", "counts all its lines.")
MAJOR = ("docs/en/guide.md", "counts its lines.", "counts its 12 lines.")
RELINK = ("docs/en/guide.md", "index.md#the-workspace", "index.md#other")


def gate(root: Path, *lines: str) -> None:
    text = "\n".join(["[tool.i18n.gates]", *lines, ""])
    (root / "pyproject.toml").write_text(text, encoding="utf-8")


def check(project: Project, today: str = ACCEPTED) -> list[tuple[str, str]]:
    """Severity and message of what is said of the Polish page."""
    report = check_project(project, Selection(("pl",), ("guide",)), today=date.fromisoformat(today))
    return [(finding.severity.value, finding.message) for finding in report.findings]


def severities(project: Project, today: str = ACCEPTED) -> list[str]:
    return [severity for severity, _ in check(project, today)]


@pytest.mark.parametrize("change", [MINOR, MAJOR, RELINK])
def test_drift_warns_where_nothing_is_configured(
    project: Project, edit: Edit, change: tuple[str, str, str]
) -> None:
    edit(*change)
    assert severities(project, "2036-11-21") == ["warning"]


@pytest.mark.parametrize(("change", "kind"), [(MINOR, "minor"), (MAJOR, "major"), (RELINK, "relink")])
def test_each_kind_of_drift_has_its_gate(
    project: Project, edit: Edit, root: Path, change: tuple[str, str, str], kind: str
) -> None:
    edit(*change)
    others = {"major", "minor", "relink"} - {kind}
    gate(root, *(f'{other} = "error"' for other in others))
    assert severities(project) == ["warning"]
    gate(root, f'{kind} = "error"')
    ((severity, message),) = check(project)
    assert severity == Severity.ERROR
    assert f"({kind})" in message


def test_what_nobody_can_know_counts_as_major(project: Project, edit: Edit, root: Path) -> None:
    forget(project)
    edit(*MINOR)
    gate(root, 'major = "error"')
    ((severity, message),) = check(project)
    assert (severity, "(unknown)" in message) == ("error", True)


@needs_git
def test_age_counts_from_the_first_commit_with_other_words(project: Project, edit: Edit, root: Path) -> None:
    commit(root, "2026-11-21")
    edit(*MINOR)
    commit(root, "2026-12-01")
    edit("docs/en/guide.md", "counts all its lines.", "counts all of its lines.")
    commit(root, "2026-12-20")
    gate(root, "minor_days = 30")
    assert severities(project, "2026-12-31") == ["warning"]
    ((severity, message),) = check(project, "2027-01-01")
    assert (severity, "(minor, since 2026-12-01)" in message) == ("error", True)


@needs_git
def test_an_edit_that_is_not_committed_is_of_today(project: Project, edit: Edit, root: Path) -> None:
    commit(root, "2026-11-21")
    edit(*MINOR)
    gate(root, "minor_days = 0")
    ((severity, message),) = check(project, "2027-06-01")
    assert (severity, "since 2027-06-01" in message) == ("warning", True)


@needs_git
@pytest.mark.parametrize("history", [True, False])
def test_without_the_accepted_text_the_day_of_acceptance_counts(
    project: Project, edit: Edit, root: Path, history: bool
) -> None:
    edit(*MINOR)
    if history:
        commit(root, "2027-05-31")
    gate(root, "minor_days = 30")
    assert severities(project, "2026-12-21") == ["warning"]
    ((severity, message),) = check(project, "2026-12-22")
    assert (severity, f"since {ACCEPTED}" in message) == ("error", True)


@needs_git
def test_no_block_is_behind_for_longer_than_it_is_accepted(project: Project, edit: Edit, root: Path) -> None:
    commit(root, "2026-10-01")
    edit(*MINOR)
    commit(root, "2026-10-15")
    edit("docs/en/guide.md", "counts all its lines.", "counts each of its lines.")
    gate(root, "minor_days = 9")
    ((severity, message),) = check(project, "2026-12-01")
    assert (severity, f"since {ACCEPTED}" in message) == ("error", True)


def test_an_age_gates_only_its_own_kind(project: Project, edit: Edit, root: Path) -> None:
    edit(*MAJOR)
    gate(root, "minor_days = 1")
    assert severities(project, "2036-11-21") == ["warning"]
    gate(root, "major_days = 1")
    assert severities(project, "2036-11-21") == ["error"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('major = "fatal"', "has to be 'error' or 'warning'"),
        ('minor_days = "30"', "has to be a number of days"),
        ("minor_days = -1", "has to be a number of days"),
        ("minor_days = true", "has to be a number of days"),
        ('mayor = "error"', "has no mayor; there are major, major_days, minor"),
    ],
)
def test_a_wrong_gate_is_refused(project: Project, root: Path, line: str, message: str) -> None:
    gate(root, line)
    with pytest.raises(ConfigurationError, match=message) as error:
        check(project)
    assert error.value.path == root / "pyproject.toml"


def test_gates_that_are_no_table_are_refused(project: Project, root: Path) -> None:
    (root / "pyproject.toml").write_text("[tool.i18n]\ngates = 1\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="has to be a table"):
        check(project)
