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
ONLY_XDIST = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_PLUGINS": "xdist.plugin"}
"""The other plugins that are installed take longer to load than these projects' tests take."""
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
        own = {"PYTHONPATH": str(SOURCES), "PYTHONDONTWRITEBYTECODE": "1", **ONLY_XDIST}
        environment = {**os.environ, **own, **variables}
        environment.pop("PYTEST_ADDOPTS", None)  # options of the run around this one
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *arguments],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
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
        ("code/node_modules/made.js", ""),
    ],
)
def test_a_change_wakes_the_folders_that_depend_on_it(project: Project, path: str, ran: str) -> None:
    project.test()
    project.write(path, "2")
    assert project.test() == ran


def test_a_file_that_becomes_a_program_is_a_change(project: Project) -> None:
    project.test()
    (project.root / "data/table.csv").chmod(0o755)
    assert project.test() == "a"


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


def test_what_tools_keep_beside_the_project_needs_no_name(project: Project) -> None:
    examples = project.root / ".hypothesis" / "examples"
    examples.parent.mkdir()
    examples.write_text("")
    project.write("tests/a/test_c.py", f"def test_c():\n    open({str(examples)!r}).close()\n")
    project.test()
    assert project.test() == ""


def test_a_setting_that_names_nothing_is_refused(project: Project) -> None:
    text = (project.root / "pyproject.toml").read_text()
    project.write("pyproject.toml", text.replace('"data"', '"dada"'))
    project.test(status=4)
    assert "[tool.kept_results] names dada, which does not exist" in project.report


def test_workers_keep_what_passed_in_all_of_them(project: Project) -> None:
    shared = ("-n2", "--dist=loadscope")
    project.write("tests/a/test_more.py", "def test_more():\n    assert False\n")
    assert project.test(*shared, status=1) == "ab"
    assert project.test(*shared, status=1) == "a", "one process saw the failure, the other passed"
    project.write("tests/a/test_more.py", "def test_more():\n    pass\n")
    assert project.test(*shared) == "a"
    assert project.test(*shared) == ""
    assert "nothing behind them has changed: tests/a (2), tests/b (1)" in project.report


def test_a_file_that_a_worker_opens_must_be_declared(project: Project) -> None:
    project.write("data/other.txt", "1")
    opening = "from pathlib import Path\n\ndef test_more():\n    Path({path!r}).read_text()\n"
    path = str(project.root / "data/other.txt")
    project.write("tests/b/test_more.py", opening.format(path=path))
    project.test("-n2", "--dist=loadscope", status=1)
    assert "a test opens data/other.txt" in project.report
    assert project.test("-n2", "--dist=loadscope", status=1) == "ab", "nothing is kept of such a run"


def test_a_folder_that_rests_is_not_collected(project: Project) -> None:
    imported = "from pathlib import Path\n\nwith Path({log!r}).open('a') as log:\n    log.write('!')\n\n\n"
    test = imported.format(log=str(project.log)) + "def test_c():\n    pass\n"
    project.write("tests/a/test_c.py", test)
    assert project.test() == "!ab"
    assert project.test() == ""
    assert project.test("tests") == ""
    assert "tests/a (2), tests/b (1)" in project.report
    assert project.test("tests/a") == "!", "asked for by its name"
    assert "tests/a (2)" in project.report
    assert project.test("-n2", "--dist=loadscope") == ""


SETTINGS = 'options = ["verbose"]\nmakes = ["build/made.txt"]\nskips = ["tests/a"]\nalways ='


@pytest.fixture
def particular(project: Project) -> Project:
    project.write("pyproject.toml", PYPROJECT.replace("always =", SETTINGS))
    project.write("build/made.txt", "1")
    return project


def test_a_result_holds_for_the_options_that_are_named(particular: Project) -> None:
    particular.test()
    assert particular.test("-v") == "ab"
    assert particular.test("-v", "--tb=short") == ""


def test_nothing_rests_while_what_a_run_makes_is_gone(particular: Project) -> None:
    particular.test()
    (particular.root / "build/made.txt").unlink()
    assert particular.test() == "ab"


def test_a_skip_that_the_files_say_does_not_wake_their_folder(particular: Project) -> None:
    for folder in "ab":
        skipping = "import pytest\n\n\ndef test_c():\n    pytest.skip('no')\n"
        particular.write(f"tests/{folder}/test_c.py", skipping)
    assert particular.test() == "ab"
    assert particular.test() == "b"
    assert "nothing behind them has changed: tests/a (2)" in particular.report


def test_skips_name_folders_that_keep_results(project: Project) -> None:
    project.write("pyproject.toml", PYPROJECT.replace("always =", 'skips = ["tests/c"]\nalways ='))
    project.test(status=4)
    assert "[tool.kept_results] names tests/c, which does not exist" in project.report
