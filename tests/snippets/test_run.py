"""A page runs once in a copy of the samples; outputs follow what printed them; regions can be taken away."""

from pathlib import Path

import pytest
from markdown_pages import MarkdownPagesError
from snippets.errors import SnippetsError
from snippets.mutation import Mutation, mutate
from snippets.outcomes import SnippetFailedError
from snippets.run import check_output
from snippets.workspaces import Connection, NoWorkspace

from .conftest import Project


def test_python_and_bash_share_a_folder(project: Project) -> None:
    project.sample("a.py", r="open('x.txt', 'w').write('from python')", s="print(open('y.txt').read())")
    project.sample("a.sh", r="cat x.txt > y.txt")
    project.page("a.py:r", "a.sh:r", "a.py:s")
    assert project.run().outcomes[2].output == "from python\n"


def test_hidden_regions_run_in_their_place(project: Project) -> None:
    project.sample("a.py", _setup="x = 5", r="print(x)")
    project.page("a.py:_setup", "a.py:r")
    assert project.run().outcomes[1].output == "5\n"


def test_hidden_failure_is_told_at_the_comment(project: Project) -> None:
    project.sample("a.py", _setup="raise ValueError", r="print(1)")
    project.page("a.py:_setup", "a.py:r")
    assert [line for line, _, _ in project.failures()] == [3, 5]


def test_missing_sample_is_told_at_the_page(project: Project) -> None:
    project.sample("a.py", r="x = 1")
    project.page("a.py:other", "b.py")
    failures = project.failures()
    assert [(line, message) for line, message, _ in failures] == [
        (3, "a.py has no region 'other'; it has r"),
        (7, "there is no sample 'b.py' below samples/"),
    ]


def test_output_is_compared_with_what_stands_before_it(project: Project) -> None:
    project.sample("a.py", r="print('now')")
    project.write("samples/a.py.r.out", "then\n")
    project.page("a.py:r", "a.py.r.out")
    run = project.run()
    assert run.outcomes[1].passed
    with pytest.raises(SnippetFailedError, match="printed something else") as caught:
        check_output(run, run.steps[1], project.tree, approve=False)
    assert "-then" in caught.value.trace
    assert "+now" in caught.value.trace
    assert "+now" in check_output(run, run.steps[1], project.tree, approve=True)
    assert (project.root / "samples/a.py.r.out").read_text() == "now\n"
    assert check_output(run, run.steps[1], project.tree, approve=False) == ""


def test_output_of_another_snippet_is_refused(project: Project) -> None:
    project.sample("a.py", r="print(1)", s="print(2)")
    project.write("samples/a.py.r.out", "1\n")
    project.page("a.py:s", "a.py.r.out")
    assert project.failures() == [
        (7, "the snippet before this output is a.py:s, its output is a.py.s.out", None)
    ]


def test_output_without_a_snippet_is_refused(project: Project) -> None:
    project.write("samples/a.py.r.out", "1\n")
    project.page("a.py.r.out")
    assert project.failures() == [(3, "no snippet before this output printed anything", None)]


def test_output_of_a_failed_snippet_is_not_compared(project: Project) -> None:
    project.sample("a.py", r="print(1)\nraise ValueError")
    project.write("samples/a.py.r.out", "1\n")
    project.page("a.py:r", "a.py.r.out")
    run = project.run()
    with pytest.raises(SnippetFailedError, match=r"a\.py:r failed"):
        check_output(run, run.steps[1], project.tree, approve=True)


def test_name_of_the_workspace_in_a_sample_is_refused(project: Project) -> None:
    class Named(NoWorkspace):
        def connect(self, page: str, samples: Path) -> Connection:
            plain = super().connect(page, samples)
            return Connection(plain.environment, {}, secrets=("my-workspace",))

    project.sample("a.py", r="x = 'my-workspace'", s="y = 'my-workspace-2'")
    project.page("a.py:r", "a.py:s")
    run = project.run(workspaces=Named())
    assert [outcome.passed for outcome in run.outcomes] == [False, True]
    failure = run.outcomes[0].failure
    assert failure is not None
    assert failure.message == "the sample contains 'my-workspace', a name of this workspace"


def test_config_and_downloads_of_the_user_are_not_copied(project: Project) -> None:
    project.sample("a.py", r="import os\nprint(sorted(os.listdir('.')))")
    project.write("samples/config.json", "{}")
    project.write("samples/downloads/x", "")
    project.page("a.py:r")
    assert project.run().outcomes[0].output == "['a.py']\n"


def test_mutation_takes_a_region_away_where_it_runs_and_in_its_file(project: Project) -> None:
    project.sample("a.py", r="open('x.txt', 'w')", s="import os\nprint(os.path.exists('x.txt'))")
    project.sample("a.sh", r="touch y.txt", s="ls *.txt || echo none\ngrep -c touch a.sh || echo gone")
    project.page("a.py:r", "a.py:s", "a.sh:r", "a.sh:s")
    assert project.run().outcomes[1].output == "True\n"
    assert project.run(mutation=Mutation("a.py", "r")).outcomes[1].output == "False\n"
    mutated = project.run(mutation=Mutation("a.sh", "r"))
    assert mutated.outcomes[3].output == "x.txt\n1\n"
    assert "touch y.txt" in (project.root / "samples/a.sh").read_text()


def test_mutation_keeps_the_lines_of_the_file(project: Project, tmp_path: Path) -> None:
    text = "def f():\n    # --8<-- [start:r]\n    a = 1\n    b = 2\n    # --8<-- [end:r]\n    return 3\n"
    project.write("samples/a.py", text)
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "a.py").write_text(text)
    mutate(copy, project.tree, Mutation("a.py", "r"))
    assert (copy / "a.py").read_text() == text.replace("a = 1", "pass").replace("    b = 2", "")


def test_mutation_of_what_cannot_be_taken_away(project: Project) -> None:
    project.sample("a.yml", r="a: 1")
    with pytest.raises(SnippetsError, match=r"neither \.py nor \.sh"):
        mutate(project.root / "samples", project.tree, Mutation("a.yml", "r"))
    with pytest.raises(MarkdownPagesError, match="no region"):
        mutate(project.root / "samples", project.tree, Mutation("a.yml", "s"))
