"""Results of other pages are kept; results that no longer fit what the page shows are dropped."""

from dataclasses import replace

from snippets.results import Result, merge_results, read_results
from snippets.run import digest

from .conftest import Project

RESULT = Result(
    page="page",
    language="en",
    line=3,
    embed="a.py:r",
    sha256=digest("x = 1\n"),
    program="python 3.11.7",
    date="2026-11-21T05:33:12Z",
    seconds=0.1,
    azure_ai_ml="1.35.2",
    workspace="local",
    outcome="passed",
)


def _merged(project: Project, *new: Result) -> list[Result]:
    merge_results(project.settings, project.tree, new)
    return read_results(project.settings.results)


def test_results_of_other_pages_stay(project: Project) -> None:
    project.sample("a.py", r="x = 1", s="y = 2")
    project.page("a.py:r", "a.py:s")
    project.page("a.py:r", language="pl")
    second = replace(RESULT, line=7, embed="a.py:s", sha256=digest("y = 2\n"))
    polish = replace(RESULT, language="pl")
    assert _merged(project, RESULT, second) == [RESULT, second]
    assert _merged(project, polish) == [RESULT, second, polish]


def test_new_result_takes_the_place_of_the_old(project: Project) -> None:
    project.sample("a.py", r="x = 1")
    project.page("a.py:r")
    _merged(project, RESULT)
    failed = replace(RESULT, outcome="failed")
    assert _merged(project, failed) == [failed]


def test_what_ran_locally_and_what_ran_on_azure_stay_beside_each_other(project: Project) -> None:
    project.sample("a.py", r="x = 1")
    project.page("a.py:r")
    azure = replace(RESULT, workspace="real", date="2026-11-22T00:00:00Z")
    _merged(project, RESULT)
    assert _merged(project, azure) == [RESULT, azure]
    again = replace(RESULT, workspace="none", seconds=0.2)
    assert _merged(project, again) == [again, azure]


def test_stale_results_are_dropped(project: Project) -> None:
    project.sample("a.py", r="x = 1", s="y = 2")
    project.page("a.py:r", "a.py:s")
    other = replace(RESULT, line=7, embed="a.py:s", sha256=digest("y = 2\n"))
    _merged(project, RESULT, other)
    project.sample("a.py", r="x = 1", s="y = 3")
    assert _merged(project) == [RESULT]
    project.page("a.py:s", "a.py:r")
    assert _merged(project) == []


def test_result_that_changed_while_it_ran_is_still_told(project: Project) -> None:
    """The reader of the file compares the hash; what ran is what is recorded."""
    project.sample("a.py", r="x = 2")
    project.page("a.py:r")
    assert _merged(project, RESULT) == [RESULT]
    assert _merged(project) == []


def test_file_of_another_version_or_damaged_is_no_evidence(project: Project) -> None:
    path = project.settings.results
    path.parent.mkdir(parents=True)
    for text in ('{"version": 0, "results": []}', "{", '{"version": 1, "results": [{"page": "x"}]}', "[]"):
        path.write_text(text)
        assert read_results(path) == []
