import json

import pytest
from translation_drift.project import Project
from translation_drift.selection import Selection
from translation_drift.urgency import Urgency
from translation_drift.worklist import Task, worklist

from .commands import CLEAN, FINDINGS, USAGE, run
from .conftest import Edit

SENTENCE = "The program opens the file and counts its lines."


def tasks(project: Project, *languages: str) -> list[Task]:
    return worklist(project, Selection(languages or ("pl",)))


def lines(project: Project) -> list[tuple[str, int | None, str]]:
    return [(task.urgency.value, task.line, task.state.value) for task in tasks(project)]


def test_an_accepted_tree_leaves_nothing_to_do(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert tasks(project, *project.translations) == []
    assert run(project, capsys, "todo")[:2] == (CLEAN, "nothing to do\n")


def test_a_changed_number_comes_before_changed_words(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "opens the file and counts its lines.", "opens the file slowly.")
    edit("docs/en/guide.md", "version 1 of it", "version 2 and 15 of it")
    assert lines(project) == [("major", 46, "stale"), ("minor", 23, "stale")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SENTENCE, f"{SENTENCE} Run `wc`."),
        (SENTENCE, f"{SENTENCE} Read [more](names.md)."),
        (SENTENCE, f"{SENTENCE} It is deprecated."),
        (SENTENCE, f'!!! warning "Careful"\n    {SENTENCE}'),
    ],
)
def test_commands_links_and_warnings_are_major(project: Project, edit: Edit, old: str, new: str) -> None:
    edit("docs/en/guide.md", old, new)
    assert Urgency.MAJOR in {task.urgency for task in tasks(project)}


def test_of_the_same_urgency_the_page_with_most_words_comes_first_and_stays_together(
    project: Project, edit: Edit
) -> None:
    edit("docs/en/index.md", "holds your jobs, models and data.", "keeps your jobs, models and data for you.")
    edit("docs/en/guide.md", SENTENCE, "The program reads all.")
    edit(
        "docs/en/guide.md",
        "The client sends the job to the workspace",
        "The client gives it to the workspace",
    )
    assert [(task.page, task.line) for task in tasks(project)] == [("guide", 23), ("guide", 38), ("index", 5)]


def test_a_page_that_is_not_translated_is_one_task(project: Project) -> None:
    project.page_path("ja", "guide").unlink()
    (task,) = tasks(project, "ja")
    assert (task.kind, task.state, task.line) == ("page", "missing", None)
    assert task.command == "i18n start guide --lang ja"
    assert task.words > 100


def test_each_state_has_its_command(project: Project, edit: Edit) -> None:
    edit("docs/pl/guide.md", "liczy jego wiersze.", "policzy jego wiersze.")
    edit("docs/en/guide.md", "- A folder for the results of the job.\n", "")
    project.lock_path("pl", "index").unlink()
    project.page_path("pl", "alone").write_text("# Sama\n\nStrona.\n", encoding="utf-8")
    commands = {task.state.value: task.command for task in tasks(project)}
    assert commands == {
        "edited": "i18n accept 'guide#L23' --lang pl",
        "extra": "i18n diff guide --lang pl",
        "untracked": "i18n accept index --lang pl",
        "orphaned": "i18n mv alone NEW",
    }


def test_the_limit_keeps_the_most_urgent(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/en/guide.md", "opens the file and counts its lines.", "opens the file slowly.")
    edit("docs/en/guide.md", "version 1 of it", "version 2 and 15 of it")
    code, out, _ = run(project, capsys, "todo", "--lang", "pl", "--limit", "1")
    assert code == FINDINGS
    assert "docs/pl/guide.md:46: major stale: paragraph #" in out
    assert "docs/pl/guide.md:23" not in out
    assert out.endswith("1 of 2 to do\n")
    report = json.loads(run(project, capsys, "todo", "--lang", "pl", "--limit", "1", "--format", "json")[1])
    assert (report["total"], [task["line"] for task in report["tasks"]]) == (2, [46])
    assert run(project, capsys, "todo", "--limit", "0")[0] == USAGE


def test_copied_code_of_a_page_that_was_begun_is_no_task_of_its_own(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (project.page_path("ru", "guide"), project.lock_path("ru", "guide")):
        path.unlink()
    run(project, capsys, "start", "guide", "--lang", "ru")
    kinds = {task.kind for task in tasks(project, "ru")}
    assert "paragraph" in kinds
    assert "tab_label" not in kinds
