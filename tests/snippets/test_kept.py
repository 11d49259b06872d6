"""Results are kept while nothing behind them changes, and never taken for those of another run."""

import json
from pathlib import Path

import pytest

from .conftest import Project

CHECK = """\
TAUGHT = ["a.py:write"]


def check(session):
    with open({log!r}, "a") as log:
        log.write("checked\\n")
    assert (session.directory / "x.txt").read_text() == "1"
"""


class KeptProject:
    """A project whose page, and whose check, leave a line in a log when they run."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.log = project.root / "log.txt"
        project.settings_text = 'depends_on = ["server"]\n'
        project.write("server/code.py", "1\n")
        project.write("samples/data.csv", "1\n")
        project.sample("setup.py", _names="from pathlib import Path\n\nname = 'x.txt'")
        project.sample("a.py", write="Path(name).write_text(Path('data.csv').read_text().strip())")
        project.sample("a.sh", r=f"echo ran >> {self.log}\ncat x.txt")
        project.write("samples/a.sh.r.out", "1\n")
        for language in ("en", "pl"):
            project.page("setup.py:_names", "a.py:write", "a.sh:r", "a.sh.r.out", language=language)
        project.write("tests/pages/test_page.py", CHECK.format(log=str(self.log)))

    def test(self, *arguments: str, status: int = 0) -> list[str]:
        """Run the tests; returns what the page and its check left in the log this time."""
        self.log.write_text("")
        self.report = self.project.pytest(*arguments, status=status)
        return self.log.read_text().split()


EVERYTHING = ["ran", "ran", "checked", "checked"]
"""The page and its control run, and both are checked."""


@pytest.fixture
def kept(project: Project) -> KeptProject:
    return KeptProject(project)


def test_nothing_runs_again_while_nothing_changes(kept: KeptProject) -> None:
    assert sorted(kept.test()) == sorted(EVERYTHING)
    first = json.loads((kept.project.root / "build/snippets.json").read_text())
    assert kept.test() == []
    assert set(kept.report.outcomes.values()) == {"PASSED"}
    assert "kept from an earlier run (--no-kept-results runs them): page" in kept.report.text
    assert json.loads((kept.project.root / "build/snippets.json").read_text()) == first, "with its old date"


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("samples/a.py", "strip()", "strip(None)"),
        ("samples/setup.py", "name = 'x.txt'", "name = './x.txt'"),
        ("samples/data.csv", "1", "1 "),
        ("server/code.py", "1", "2"),
        ("pyproject.toml", "[tool.snippets]", "[tool.snippets]\ntime_limit = 899"),
    ],
    ids=["region", "set-up", "data", "server", "settings"],
)
def test_a_change_of_what_the_session_depends_on_runs_all(
    kept: KeptProject, path: str, old: str, new: str
) -> None:
    kept.test()
    if path == "pyproject.toml":
        kept.project.settings_text += "time_limit = 899\n"
    else:
        file = kept.project.root / path
        file.write_text(file.read_text().replace(old, new))
    assert sorted(kept.test()) == sorted(EVERYTHING)


def test_a_new_file_among_the_samples_runs_all(kept: KeptProject) -> None:
    kept.test()
    kept.project.write("samples/more/data.csv", "")
    assert sorted(kept.test()) == sorted(EVERYTHING)


def test_a_variable_of_the_environment_runs_all(kept: KeptProject, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.test()
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "file:elsewhere")
    assert sorted(kept.test()) == sorted(EVERYTHING)


def test_another_order_of_the_steps_runs_the_page(kept: KeptProject) -> None:
    kept.test("docs")
    for language in ("en", "pl"):
        kept.project.page(
            "setup.py:_names", "a.py:write", "a.py:write", "a.sh:r", "a.sh.r.out", language=language
        )
    assert kept.test("docs") == ["ran"]


def test_a_changed_check_looks_at_a_new_session(kept: KeptProject) -> None:
    kept.test()
    check = kept.project.root / "tests/pages/test_page.py"
    check.write_text(check.read_text().replace('== "1"', '== "2"'))
    ran = kept.test(status=1)
    assert sorted(ran) == sorted(EVERYTHING), kept.report.text
    assert kept.report.outcomes["tests/pages/test_page.py::check"] == "FAILED"


def test_moved_lines_are_told_as_they_are_now(kept: KeptProject) -> None:
    kept.test("docs")
    for language in ("en", "pl"):
        page = kept.project.root / f"docs/{language}/page.md"
        page.write_text(page.read_text().replace("# Page\n", "# Page\n\nMore.\n"))
    assert kept.test("docs") == []
    results = json.loads((kept.project.root / "build/snippets.json").read_text())["results"]
    assert [each["line"] for each in results if each["language"] == "pl"] == [7, 11]


def test_an_approved_output_is_compared_with_a_kept_one(kept: KeptProject) -> None:
    kept.test("docs")
    (kept.project.root / "samples/a.sh.r.out").write_text("2\n")
    assert kept.test("docs", status=1) == []
    assert kept.report.outcomes["docs/pl/page.md:13"] == "FAILED"


def test_what_failed_is_not_kept(kept: KeptProject) -> None:
    kept.project.sample("a.sh", r=f"echo ran >> {kept.log}\nfalse")
    assert kept.test("docs", status=1) == ["ran"]
    assert kept.test("docs", status=1) == ["ran"]


@pytest.mark.parametrize("option", ["--no-kept-results", "--approve"])
def test_pages_run_on_request(kept: KeptProject, option: str) -> None:
    kept.test("docs")
    assert kept.test("docs", option) == ["ran"]


@pytest.mark.parametrize("way", ["its output", "its name", "cut off"])
def test_a_poisoned_result_is_not_believed(kept: KeptProject, way: str) -> None:
    kept.test()
    for file in (kept.project.root / "build/pages").iterdir():
        file.write_text(_poisoned(file, way))
    assert sorted(kept.test()) == sorted(EVERYTHING)


def test_a_result_of_other_code_put_in_its_place_is_not_believed(kept: KeptProject) -> None:
    kept.test()
    folder = kept.project.root / "build/pages"
    old = {file.name: file.read_text() for file in folder.iterdir()}
    (kept.project.root / "samples/data.csv").write_text("2\n")
    kept.test(status=1)
    for name, text in old.items():
        (folder / name).write_text(text)
    assert kept.test(status=1)
    assert kept.report.outcomes["docs/en/page.md:13"] == "FAILED"


def _poisoned(file: Path, way: str) -> str:
    entry = json.loads(file.read_text())
    if way == "cut off":
        return file.read_text()[:-20]
    if way == "its name":
        entry["name"] = entry["name"] + "!"
        entry["seal"] = entry["seal"][::-1]
    elif isinstance(entry["result"], dict):
        entry["result"]["outcomes"][0][2] = "poison"
    else:
        entry["result"] = "PASSED"
    return json.dumps(entry)
