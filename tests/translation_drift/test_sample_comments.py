"""Comments of samples are translated beside the program, and fall behind as paragraphs do."""

import json
from collections.abc import Callable

import pytest
from translation_drift.checking import check_project
from translation_drift.findings import Severity
from translation_drift.linting import lint_project
from translation_drift.project import Project, load_project
from translation_drift.sample_comments import comments_path, said_instead
from translation_drift.selection import Selection
from translation_drift.touched import touched_paths
from translation_drift.worklist import worklist

from .commands import CLEAN, FINDINGS, USAGE, run
from .conftest import REPOSITORY, Edit
from .git_history import commit, needs_git

SAMPLE = "jobs/submit.py"
Say = Callable[[str], None]


@pytest.fixture
def say(project: Project, edit: Edit) -> Say:
    """The sample has a comment, and all languages but Polish translate it; a test says what Polish has."""
    edit(f"samples/{SAMPLE}", "total = len(lines)", "total = len(lines)  # without the head")

    def write(text: str, language: str = "pl") -> None:
        path = comments_path(project, language, SAMPLE)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    for language in ("ja", "zh-TW", "ru"):
        write("without the head: '…'\n", language)
    return write


def findings(project: Project) -> list[tuple[str, int, str, Severity]]:
    report = check_project(project, Selection())
    found = [finding for finding in report.findings if finding.code.startswith("comment-")]
    return [(finding.path, finding.line, finding.code, finding.severity) for finding in found]


FILE = f"i18n/comments/pl/{SAMPLE}.yml"


def test_a_translated_comment_is_no_finding(project: Project, say: Say) -> None:
    say("without the head: bez nagłówka\n")
    assert findings(project) == []
    assert said_instead(project, "pl", SAMPLE) == {"without the head": "bez nagłówka"}


@pytest.mark.parametrize(
    ("text", "place"),
    [(None, (f"samples/{SAMPLE}", 7)), ("without the head:\n", (FILE, 1)), ("other: inny\n", None)],
)
def test_a_comment_that_nobody_translated_is_missing(
    project: Project, say: Say, text: str | None, place: tuple[str, int] | None
) -> None:
    if text is not None:
        say(text)
    path, line = place or (f"samples/{SAMPLE}", 7)
    assert (path, line, "comment-missing", Severity.WARNING) in findings(project)


def test_a_comment_that_changed_is_stale_at_its_translation(project: Project, say: Say, edit: Edit) -> None:
    say("# Polish\nwithout the head: bez nagłówka\n")
    edit(f"samples/{SAMPLE}", "# without the head", "# without the heading")
    (finding,) = [it for it in check_project(project, Selection(("pl",))).findings if "comment" in it.code]
    assert (finding.path, finding.line, finding.code) == (FILE, 2, "comment-stale")
    assert f"samples/{SAMPLE}:7 now says 'without the heading'" in finding.message


@pytest.mark.parametrize(
    ("text", "left", "suppressed"),
    [
        ("without the head: bez serwerless\n", [(FILE, 1, "avoid-term")], 0),
        ("without the head: without the head\n", [(FILE, 1, "english-left")], 0),
        ("without the head: bez serwerless  # i18n-ignore avoid-term: quoted\n", [], 1),
        ("# i18n-ignore avoid-term: quoted\nwithout the head: bez serwerless\n", [], 1),
    ],
)
def test_lints_look_at_translated_comments(
    project: Project, say: Say, text: str, left: list[tuple[str, int, str]], suppressed: int
) -> None:
    say(text)
    for report in (lint_project(project, Selection(("pl",))), check_project(project, Selection(("pl",)))):
        assert [(it.path, it.line, it.code) for it in report.findings if it.path == FILE] == left
        assert len(report.suppressed) == suppressed


@needs_git
def test_a_glossary_touches_the_translated_comments_of_its_language(project: Project, say: Say) -> None:
    say("without the head: bez nagłówka\n")
    commit(project.root)
    with project.glossary_path("pl").open("a", encoding="utf-8") as glossary:
        glossary.write("\n")
    touched = touched_paths(project, "HEAD").paths
    assert [path for path in touched if path.startswith("i18n/comments/")] == [FILE]


def start(project: Project, capsys: pytest.CaptureFixture[str], sample: str = SAMPLE) -> str:
    code, out, err = run(project, capsys, "start", sample, "--lang", "pl")
    assert code == CLEAN, err
    return out


def test_comments_are_begun_and_what_is_there_stays(
    project: Project, say: Say, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    assert f"{FILE}: 0 kept, 0 known from other samples, 1 to translate" in start(project, capsys)
    assert (project.root / FILE).read_text("utf-8") == "without the head: ''\n"
    assert said_instead(project, "pl", SAMPLE) == {}
    kept = "# mine\nwithout the head:   bez nagłówka\nquite another thing: coś innego\n"
    say(kept)
    edit(f"samples/{SAMPLE}", "total = len", "# note: count\ntotal = len")
    assert f"{FILE}: 2 kept, 0 known from other samples, 1 to translate" in start(project, capsys)
    assert (project.root / FILE).read_text("utf-8") == f"{kept}'note: count': ''\n"
    assert "1 to translate" in start(project, capsys)
    assert (project.root / FILE).read_text("utf-8") == f"{kept}'note: count': ''\n"


def test_a_comment_of_another_sample_is_known_and_a_stale_one_keeps_its_translation(
    project: Project, say: Say, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    other = comments_path(project, "pl", "jobs/other.py")
    other.parent.mkdir(parents=True)
    other.write_text("without the head: bez nagłówka\n", encoding="utf-8")
    assert f"{FILE}: 0 kept, 1 known from other samples, 0 to translate" in start(project, capsys)
    edit(f"samples/{SAMPLE}", "# without the head", "# without the heading")
    assert "1 to translate" in start(project, capsys)
    assert (project.root / FILE).read_text("utf-8") == "without the head: bez nagłówka\n"


def test_comments_that_no_page_shows_are_not_begun(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.samples / "unseen.py").write_text("print(1)  # once\n", encoding="utf-8")
    code, _, err = run(project, capsys, "start", "unseen.py", "--lang", "pl")
    assert code == USAGE
    assert "samples/unseen.py: no page in pl shows this sample" in err


def test_a_comment_that_is_gone_is_extra(project: Project, say: Say) -> None:
    say("without the head: bez nagłówka\nquite another thing: coś innego\n")
    assert findings(project) == [(FILE, 2, "comment-extra", Severity.WARNING)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("without the head: 'a\n\n  b'\n", 1),
        ("without the head: noqa\n", 1),
        ("without the head: '--8<-- [start:x]'\n", 1),
        ("without the head: a\nwithout the head: b\n", 2),
        ("- without the head\n", 1),
        ("without the head: [a]\n", 1),
        ("without the head: 'a\n", 2),
        ("without the head: a: b\n", 1),
        ('without the head: "a\\u000cb\\x00"\n', 1),
    ],
)
def test_what_is_no_comment_fails_at_its_line(project: Project, say: Say, text: str, line: int) -> None:
    say(text)
    assert findings(project) == [(FILE, line, "comment-broken", Severity.ERROR)]


def test_comments_of_a_sample_that_no_page_shows_fail(project: Project, say: Say) -> None:
    say("without the head: bez nagłówka\n")
    path = comments_path(project, "pl", "jobs/gone.py")
    path.write_text("a: b\n", encoding="utf-8")
    assert findings(project) == [("i18n/comments/pl/jobs/gone.py.yml", 1, "comment-orphaned", Severity.ERROR)]


def test_a_translator_is_given_the_comment_to_do(project: Project, say: Say) -> None:
    say("without a head: bez nagłówka\n")
    tasks = [task for task in worklist(project, Selection(("pl",))) if task.kind == "comment"]
    assert [(task.path, task.line, task.source_line, str(task.state)) for task in tasks] == [
        (FILE, 1, 7, "stale")
    ]


def test_status_tells_of_comments(
    project: Project, say: Say, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(f"samples/{SAMPLE}", "  # without the head", "")
    for language in ("ja", "zh-TW", "ru"):
        comments_path(project, language, SAMPLE).unlink()
    assert run(project, capsys, "status")[0] == CLEAN
    say("without the head: bez nagłówka\n")
    code, out, _ = run(project, capsys, "status", "--format", "json")
    assert code == FINDINGS
    (comment,) = json.loads(out)["comments"]
    assert (comment["path"], comment["line"], comment["state"]) == (FILE, 1, "extra")
    assert f"{FILE}:1: comment-extra: " in run(project, capsys, "status")[1]


def test_a_sample_of_a_page_without_a_source_counts(
    project: Project, say: Say, capsys: pytest.CaptureFixture[str]
) -> None:
    project.page_path("en", "guide").unlink()
    say("without the head: bez nagłówka\nquite another thing: coś innego\n")
    (comment,) = json.loads(run(project, capsys, "status", "--format", "json")[1])["comments"]
    assert (comment["path"], comment["line"], comment["state"]) == (FILE, 2, "extra")


@needs_git
def test_a_branch_answers_for_the_comments_that_it_touches(project: Project, say: Say) -> None:
    commit(project.root)
    say("without the head: noqa\n")
    assert FILE in touched_paths(project, "HEAD").paths


def test_the_projects_own_comments_say_what_its_samples_say() -> None:
    project = load_project(REPOSITORY)
    assert findings(project) == []
    assert said_instead(project, "ru", "workspace/names.py")
