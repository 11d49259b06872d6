"""A folder of tests rests while nothing behind it changes, and only then."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "scripts"
PYPROJECT = """\
[tool.pytest.ini_options]
addopts = ["-p", "kept_results.plugin", "-p", "no:cacheprovider", "--import-mode=importlib"]

[tool.kept_results]
always = ["code", "pyproject.toml"]

[tool.kept_results.folders]
"tests/a" = ["data"]
"tests/b" = []
"""
TEST = """\
from pathlib import Path

ROOT = Path({root!r})
LOG = Path({log!r})


def test_it():
    with LOG.open("a") as log:
        log.write({folder!r})
    assert (ROOT / "code/value.txt").read_text() == "1"
"""


class Project:
    """Two folders of tests, each of which leaves its name in a log when it runs."""

    def __init__(self, root: Path) -> None:
        self.root = root / "project"
        self.log = root / "log.txt"
        self.write("pyproject.toml", PYPROJECT)
        self.write("code/value.txt", "1")
        self.write("data/table.csv", "1")
        for folder in ("a", "b"):
            self.write(
                f"tests/{folder}/test_{folder}.py",
                TEST.format(root=str(self.root), log=str(self.log), folder=folder),
            )

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def test(self, *arguments: str, status: int = 0, **variables: str) -> str:
        """Run pytest; returns what ran."""
        self.log.write_text("")
        environment = {**os.environ, "PYTHONPATH": str(SOURCES), "PYTHONDONTWRITEBYTECODE": "1", **variables}
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *arguments],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        self.report = done.stdout + done.stderr
        assert done.returncode == status, self.report
        return "".join(sorted(self.log.read_text()))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_what_passed_rests_and_is_told(project: Project) -> None:
    assert project.test() == "ab"
    assert project.test() == ""
    assert "nothing behind them has changed: tests/a (1), tests/b (1)" in project.report
    assert project.test("--no-kept-results") == "ab"


@pytest.mark.parametrize(
    ("path", "ran"),
    [
        ("data/table.csv", "a"),
        ("tests/b/data.txt", "b"),
        ("code/more.txt", "ab"),
        ("other/notes.txt", ""),
    ],
)
def test_a_change_wakes_the_folders_that_depend_on_it(project: Project, path: str, ran: str) -> None:
    project.test()
    project.write(path, "2")
    assert project.test() == ran


def test_another_environment_wakes_all(project: Project) -> None:
    project.test()
    assert project.test(MLFLOW_TRACKING_URI="file:x") == "ab"


def test_what_failed_or_was_skipped_runs_again(project: Project) -> None:
    test = (project.root / "tests/b/test_b.py").read_text()
    project.write("tests/b/test_b.py", test.replace('"1"', '"2"'))
    assert project.test(status=1) == "ab"
    assert project.test(status=1) == "b"
    project.write("tests/b/test_c.py", "import pytest\n\n\ndef test_c():\n    pytest.skip('no')\n")
    project.write("tests/b/test_b.py", test)
    assert project.test() == "b"
    assert project.test() == "b"


@pytest.mark.parametrize("arguments", [["-k", "it"], ["tests/a/test_a.py"], ["tests/a/test_a.py::test_it"]])
def test_a_part_of_a_folder_gives_no_result(project: Project, arguments: list[str]) -> None:
    project.write("tests/a/test_other.py", "def test_other():\n    pass\n")
    assert "a" in project.test(*arguments)
    assert "a" in project.test()


def test_what_did_not_run_gives_no_result(project: Project) -> None:
    project.test("--collect-only")
    assert project.test() == "ab"
    project.write("tests/a/test_first.py", "def test_first():\n    raise ValueError\n")
    project.write("code/more.txt", "2")
    assert project.test("-x", status=1) == "a"
    assert project.test(status=1) == "ab"


def test_a_part_of_a_resting_folder_rests(project: Project) -> None:
    project.test()
    assert project.test("tests/a/test_a.py") == ""


def test_an_undeclared_file_fails_the_run_and_is_named(project: Project) -> None:
    project.write("secret/notes.txt", "1")
    notes = str(project.root / "secret/notes.txt")
    project.write("tests/a/test_c.py", f"def test_c():\n    open({notes!r}).close()\n")
    project.test("tests/a", status=1)
    assert "a test opens secret/notes.txt: name it in [tool.kept_results]" in project.report
    assert "a" in project.test("tests/a", status=1), "no result was kept"


def test_a_setting_that_names_nothing_is_refused(project: Project) -> None:
    text = (project.root / "pyproject.toml").read_text()
    project.write("pyproject.toml", text.replace('"data"', '"dada"'))
    project.test(status=4)
    assert "[tool.kept_results] names dada, which does not exist" in project.report
