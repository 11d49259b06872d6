from collections.abc import Callable
from pathlib import Path

import pytest
from translation_drift import normalisation
from translation_drift.lock import Lock, read_lock, write_lock
from translation_drift.project import Project
from translation_drift.selection import Selection
from translation_drift.states import BlockStatus
from translation_drift.status import project_status

from .conftest import Edit
from .git_history import commit, needs_git
from .test_cli import CLEAN, USAGE, run, run_json


def lock(project: Project, language: str = "pl") -> Lock:
    found = read_lock(project.lock_path(language, "guide"))
    assert found
    return found


def blocks(project: Project) -> list[BlockStatus]:
    return [block for page in project_status(project, Selection()) for block in page.blocks]


def forget(project: Project) -> None:
    """Makes a lock as it was before it kept anything of the source."""
    entries = tuple(entry._replace(invariants="", wording="") for entry in lock(project).entries)
    write_lock(lock(project).with_entries(entries), project.lock_path("pl", "guide"))


def spoil(edit: Edit) -> None:
    edit("docs/en/guide.md", "counts its lines.", "COUNTS its lines.")
    edit("docs/en/guide.md", "waits for it.", "waits until it has ended.")
    edit("docs/pl/guide.md", "liczy jego wiersze.", "POLICZY jego wiersze.")
    edit("docs/pl/guide.md", "Tabela jest częścią", "TABELA jest częścią")


@pytest.fixture
def other_rules(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A second version of the rules, under which capitals do not count."""

    def change() -> None:
        def folded(rule: Callable[[str], str]) -> Callable[[str], str]:
            return lambda text: rule(text).casefold()

        second = {kind: folded(rule) for kind, rule in normalisation.RULES[1].items()}
        monkeypatch.setitem(normalisation.RULES, 2, second)
        monkeypatch.setattr(normalisation, "RULES_VERSION", 2)

    return change


def test_a_lock_of_other_rules_is_refused_and_says_what_to_do(
    project: Project, capsys: pytest.CaptureFixture[str], other_rules: Callable[[], None]
) -> None:
    other_rules()
    code, _, err = run(project, capsys, "status")
    assert code == USAGE
    assert "written with rules 1, these are rules 2; run `i18n restamp`" in err


@needs_git
@pytest.mark.parametrize("committed", [True, False])
def test_changed_rules_restamp_and_neither_open_nor_close_anything(
    project: Project,
    edit: Edit,
    root: Path,
    capsys: pytest.CaptureFixture[str],
    other_rules: Callable[[], None],
    committed: bool,
) -> None:
    if committed:
        commit(root)
    spoil(edit)
    before = blocks(project)
    hashes = {entry.source for entry in lock(project).entries}
    other_rules()
    code, out, _ = run(project, capsys, "restamp")
    assert code == CLEAN
    assert "12 of 12 locks were written anew; no state has changed" in out
    assert blocks(project) == before
    assert {"stale", "edited", "fresh"} <= {block.state for block in before}
    assert len(hashes - {entry.source for entry in lock(project).entries}) > len(hashes) / 2
    assert run(project, capsys, "check")[0] == CLEAN + 1
    again = project.lock_path("pl", "guide").read_bytes()
    run(project, capsys, "restamp")
    assert project.lock_path("pl", "guide").read_bytes() == again


def test_an_older_lock_learns_what_newer_ones_keep(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = project.lock_path("pl", "guide").read_bytes()
    forget(project)
    before = blocks(project)
    assert "i18n/state/pl/guide.lock: 23 lines\n" in run(project, capsys, "restamp", "--lang", "pl")[1]
    assert project.lock_path("pl", "guide").read_bytes() == whole
    assert blocks(project) == before


def test_what_is_behind_stays_unknown_without_history(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    forget(project)
    edit("docs/en/guide.md", "counts its lines.", "counts its rows.")
    before = blocks(project)
    (restamped,) = run_json(project, capsys, "restamp", "--lang", "pl", "--page", "guide")["locks"]
    assert restamped == {"path": "i18n/state/pl/guide.lock", "written": 22, "unknown": 1}
    assert blocks(project) == before
    assert [block.severity for block in before if block.severity] == ["minor", "minor", "unknown", "minor"]


@needs_git
def test_what_is_behind_is_known_with_history(
    project: Project, edit: Edit, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = project.lock_path("pl", "guide").read_bytes()
    forget(project)
    commit(root)
    edit("docs/en/guide.md", "counts its lines.", "counts its rows.")
    edit("docs/en/guide.md", "1,309 passengers", "1,310 passengers")
    run(project, capsys, "restamp")
    assert project.lock_path("pl", "guide").read_bytes() == whole
    assert {block.severity for block in blocks(project)} == {"", "major", "minor"}


def test_a_lock_without_its_page_is_left_alone(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.page_path("ja", "index").unlink()
    assert "0 of 11 locks" in run(project, capsys, "restamp")[1]
