"""The plugin in a pytest run of its own: one run of a page counts for all languages, at the line of each."""

import json
import re

import pytest

from .conftest import Project

CHECK = """\
TAUGHT = ["a.py:write"]


def check(session):
    assert (session.directory / "x.txt").read_text() == "1"
"""


def _project(project: Project) -> Project:
    project.sample(
        "a.py", write="with open('x.txt', 'w') as file:\n    file.write('1')", show="print('shown')"
    )
    project.sample("a.sh", r="cat x.txt")
    project.write("samples/a.py.show.out", "shown\n")
    for language in ("en", "pl"):
        project.page("a.py:write", "a.py:show", "a.py.show.out", "a.sh:r", language=language)
    project.write("tests/pages/test_page.py", CHECK)
    return project


def test_every_fence_of_every_language_is_a_test(project: Project) -> None:
    report = _project(project).pytest(status=0)
    assert report.outcomes == dict.fromkeys(
        [
            *(f"docs/{language}/page.md:{line}" for language in ("en", "pl") for line in (3, 7, 11, 15)),
            "docs/en/page.md:checked",
            "tests/pages/test_page.py::check",
            "tests/pages/test_page.py::check[without a.py:write]",
        ],
        "PASSED",
    )


def test_page_runs_once_for_all_languages(project: Project) -> None:
    _project(project)
    log = project.root / "log.txt"
    project.sample("a.sh", r=f"echo ran >> {log}\ncat x.txt")
    project.pytest("docs", status=0)
    assert log.read_text() == "ran\n"


def test_fence_is_selected_by_its_line(project: Project) -> None:
    report = _project(project).pytest("docs/pl/page.md:15", status=0)
    assert report.outcomes == {"docs/pl/page.md:15": "PASSED"}


def test_broken_sample_fails_at_the_line_of_each_language(project: Project) -> None:
    _project(project)
    page = project.root / "docs/pl/page.md"
    page.write_text(page.read_text().replace("# Page\n", "# Strona\n\nTekst.\n"))
    project.sample("a.py", write="x = 1", show="print('shown')\nraise ValueError('broken')")
    report = project.pytest("docs", status=1)
    assert report.outcomes["docs/en/page.md:7"] == "FAILED"
    assert report.outcomes["docs/pl/page.md:9"] == "FAILED"
    for place in ("docs/en/page.md:7", "docs/pl/page.md:9"):
        told = rf"^{place}: ValueError: broken\n{project.root}/samples/a.py:6: in a.py:show$"
        assert re.search(told, report.text, re.MULTILINE)


def test_translation_that_differs_fails_at_its_line(project: Project) -> None:
    _project(project)
    project.page("a.py:write", "a.sh:r", language="pl")
    report = project.pytest("docs/pl", status=1)
    assert report.outcomes == {"docs/pl/page.md:3": "PASSED", "docs/pl/page.md:7": "FAILED"}
    assert "docs/pl/page.md:7: before this the source page has python fence a.py:show (line 7)" in report.text


def test_translation_without_a_source_page_is_an_error(project: Project) -> None:
    _project(project)
    project.page("a.py:write", language="pl", name="other")
    assert "other.md: cannot be read: No such file" in project.pytest("docs/pl/other.md", status=2).text


def test_unreadable_page_is_told_with_its_line(project: Project) -> None:
    _project(project)
    project.write("docs/en/broken.md", "# T\n\n```python\nx\n")
    report = project.pytest("docs", status=2)
    assert "docs/en/broken.md:3: fence is never closed" in report.text


def test_refused_and_no_run_fences(project: Project) -> None:
    project.write(
        "docs/en/page.md",
        "# T\n\n```python\nx = 1\n```\n\n```text\nplain\n```\n\n"
        '```{ .bash .no-run reason="opens a shell" }\nx\n```\n',
    )
    report = project.pytest(status=1)
    assert report.outcomes["docs/en/page.md:3"] == "FAILED"
    assert report.outcomes["docs/en/page.md:7"] == "PASSED"
    assert "no-run: opens a shell" in report.text
    assert "1 skipped" in report.text


def test_output_differs_until_it_is_approved(project: Project) -> None:
    _project(project)
    project.write("samples/a.py.show.out", "other\n")
    report = project.pytest("docs", status=1)
    failed = [name for name, outcome in report.outcomes.items() if outcome == "FAILED"]
    assert failed == ["docs/en/page.md:11", "docs/pl/page.md:11"]
    assert "-other\n+shown" in report.text
    approving = project.pytest("docs", "--approve", status=0)
    assert approving.text.count("-other\n+shown") == 1
    project.pytest("docs", status=0)
    assert (project.root / "samples/a.py.show.out").read_text() == "shown\n"


@pytest.mark.parametrize(
    ("module", "message"),
    [
        (None, "tests/pages/test_page.py does not exist"),
        ("TAUGHT = ['a.py:write']\n", "has no `check`"),
        ("def check(session):\n    assert 1\n", "names no region in TAUGHT"),
        ("TAUGHT = []\n\n\ndef check(session):\n    assert 1\n", "names no region in TAUGHT"),
    ],
)
def test_page_without_a_check_fails(project: Project, module: str | None, message: str) -> None:
    _project(project)
    (project.root / "tests/pages/test_page.py").unlink()
    if module is not None:
        project.write("tests/pages/test_page.py", module)
    report = project.pytest("docs/en/page.md:checked", status=1)
    assert message in report.text


@pytest.mark.parametrize(
    ("body", "taught", "message"),
    [
        ("print('fine')", "a.py:write", "`check` asserts nothing"),
        ("assert session.outcomes", "a.py:write", "the check passes without a.py:write"),
        ("assert session.directory", "b.py:none", "names b.py:none, which this page neither runs nor shows"),
    ],
)
def test_check_that_cannot_fail_fails(project: Project, body: str, taught: str, message: str) -> None:
    _project(project)
    project.sample("b.py", none="x = 1")
    project.write("tests/pages/test_page.py", f"TAUGHT = ['{taught}']\n\n\ndef check(session):\n    {body}\n")
    report = project.pytest("tests", status=1)
    assert report.outcomes[f"tests/pages/test_page.py::check[without {taught}]"] == "FAILED"
    assert message in report.text


def test_assertions_may_stand_in_functions_that_check_calls(project: Project) -> None:
    _project(project)
    project.write(
        "tests/pages/test_page.py",
        "TAUGHT = ['a.py:write']\n\n\ndef check(session):\n    see(session)\n\n\n"
        "def see(session):\n    assert (session.directory / 'x.txt').exists()\n",
    )
    project.pytest("tests", status=0)


def test_failing_check_shows_its_own_lines_and_none_of_who_called_it(project: Project) -> None:
    _project(project)
    project.write(
        "tests/pages/test_page.py",
        "TAUGHT = ['a.py:write']\n\n\ndef check(session):\n    see(1)\n\n\n"
        "def see(found):\n    assert found == 2\n",
    )
    report = project.pytest("tests", status=1)
    assert "test_page.py:9: AssertionError" in report.text
    assert "pluggy" not in report.text.partition("FAILURES")[2]


def test_control_that_breaks_before_the_taught_region_proves_nothing(project: Project) -> None:
    _project(project)
    project.sample("a.py", write="raise ValueError", show="print('shown')")
    project.write(
        "tests/pages/test_page.py", "TAUGHT = ['a.py:show']\n\n\ndef check(session):\n    assert False\n"
    )
    report = project.pytest("tests", status=1)
    assert "the control proves nothing: a.py:show was not reached" in report.text


def test_check_module_of_no_page_is_an_error(project: Project) -> None:
    _project(project)
    project.write("tests/pages/test_nothing.py", CHECK)
    assert "there is no page for test_nothing.py" in project.pytest("tests", status=2).text


def test_check_runs_connected_and_in_the_session_folder(project: Project) -> None:
    _project(project)
    project.write(
        "tests/pages/test_page.py",
        "import os\nfrom pathlib import Path\n\nTAUGHT = ['a.py:write']\n\n\ndef check(session):\n"
        "    assert Path.cwd() == session.directory\n    assert 'HANDBOOK_RUN' not in os.environ\n"
        "    assert Path('x.txt').exists()\n\n\n"
        "def test_own(page_session):\n    assert page_session('page').outcomes['a.sh:r'].output == '1'\n"
        "    assert os.environ['HANDBOOK_RUN'] == 'mine'\n",
    )
    project.pytest("tests", status=0, HANDBOOK_RUN="mine")


def test_lint_of_python_speaks_of_the_page(project: Project) -> None:
    _project(project)
    project.sample("a.py", write="x=1", show="print('shown')")
    report = project.pytest("docs/pl/page.md:3", status=1)
    assert "docs/pl/page.md:3: does not pass the lint" in report.text
    assert "+x = 1" in report.text
    project.sample("a.py", write="x = 1\nprint(f'plain')", show="print('shown')")
    report = project.pytest("docs/pl/page.md:3", status=1)
    assert re.search(rf"F541.*\n *--> {project.root}/samples/a.py:3:", report.text)


def test_results_are_written(project: Project) -> None:
    _project(project).pytest("docs", status=0)
    content = json.loads((project.root / "build/snippets.json").read_text())
    assert content["version"] == 1
    found = {(each["language"], each["line"]): each for each in content["results"]}
    assert sorted(found) == [(language, line) for language in ("en", "pl") for line in (3, 7, 15)]
    assert found["pl", 15]["program"] == "bash"
    assert found["pl", 15]["workspace"] == "none"
    assert found["en", 7]["program"].startswith("python 3.")
    assert {each["outcome"] for each in found.values()} == {"passed"}


def test_unknown_setting_is_a_usage_error(project: Project) -> None:
    project.settings_text = "sample = 1\n"
    report = project.pytest(status=4)
    assert "[tool.snippets] has no setting 'sample'" in report.text
