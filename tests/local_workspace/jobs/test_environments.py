"""The pins of a conda file are what a job runs with: in this interpreter, or in a venv made once."""

import importlib.metadata
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from local_workspace.arm import Resource, ResourceId
from local_workspace.jobs.conda_files import CondaFile, JobEnvironmentError
from local_workspace.jobs.environments import Environments, Interpreter
from local_workspace.jobs.interpreters import find_python
from packaging.specifiers import SpecifierSet

MINOR = f"{sys.version_info.major}.{sys.version_info.minor}"


def environment(conda: str, **properties: object) -> Resource:
    place = ResourceId.of_workspace("s", "g", "w").asset("environments", "e", "1")
    return Resource(place, {"image": "ubuntu", "condaFile": conda, **properties})


def wheel(folder: Path) -> None:
    """Write a package of one module, so that no registry is needed."""
    with zipfile.ZipFile(folder / "tinyone-1.2.3-py3-none-any.whl", "w") as file:
        information = "Metadata-Version: 2.1\nName: tinyone\nVersion: 1.2.3\n"
        file.writestr("tinyone.py", "VALUE = 42\n")
        file.writestr("tinyone-1.2.3.dist-info/METADATA", information)
        file.writestr(
            "tinyone-1.2.3.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        file.writestr("tinyone-1.2.3.dist-info/RECORD", "")


def run(command: list[str], log: Path, environment: Mapping[str, str], folder: Path) -> int:
    with log.open("ab") as output:
        return subprocess.run(command, env=environment, cwd=folder, stdout=output, stderr=output).returncode


def find(environments: Environments, asked: Resource, log: Path) -> Interpreter:
    return environments.interpreter(asked, log, run, lambda: True)


@pytest.fixture
def environments(tmp_path: Path) -> Environments:
    wheel(tmp_path)
    variables = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path), "PATH": "/usr/bin:/bin"}
    return Environments(tmp_path / "environments", variables)


def test_an_interpreter_that_meets_the_pins_is_used(environments: Environments, tmp_path: Path) -> None:
    version = importlib.metadata.version("psutil")
    found = find(
        environments,
        environment(f"dependencies: [python={MINOR}, {{pip: ['psutil=={version}']}}]"),
        tmp_path / "log",
    )
    assert (found.folder, found.differs) == (Path(sys.executable).parent, None)


def test_other_pins_get_a_venv_made_once(environments: Environments, tmp_path: Path) -> None:
    asked = environment(f"dependencies: [python={MINOR}, pip, {{pip: [tinyone==1.2.3]}}]")
    first = find(environments, asked, tmp_path / "log")
    assert list(first.folder.parent.glob("lib/python*/site-packages/tinyone.py"))
    log = (tmp_path / "log").read_text()
    assert "Successfully installed tinyone-1.2.3" in log
    again = find(environments, asked, tmp_path / "log")
    assert again.folder == first.folder
    assert (tmp_path / "log").read_text() == log


class Recorder:
    """Runs nothing: notes what would have been run, which is fast."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []

    def __call__(self, command: list[str], log: Path, environment: Mapping[str, str], folder: Path) -> int:
        self.commands.append(command)
        if command[1:3] == ["-m", "virtualenv"]:
            Path(command[-1]).mkdir()
        return 0

    def venvs(self) -> int:
        return sum(command[1:3] == ["-m", "virtualenv"] for command in self.commands)


@pytest.mark.parametrize(
    ("conda_files", "venvs"),
    [
        (["{pip: [tinyone==1.2.3]}", "{pip: [tinyone==1.2.4]}", "{pip: [tinyone]}"], 3),
        (["{pip: [tinyone==1.2.3]}", "pip, {pip: ['tinyone==1.2.3']}", "wheel, {pip: [tinyone==1.2.3]}"], 1),
        (["numpy=1.26.4", "{pip: [numpy==1.26.4]}"], 1),
    ],
)
def test_a_venv_is_known_by_what_is_in_it(
    environments: Environments, tmp_path: Path, conda_files: list[str], venvs: int
) -> None:
    recorder = Recorder()
    for text in conda_files:
        asked = environment(f"dependencies: [{text}]")
        environments.interpreter(asked, tmp_path / "log", recorder, lambda: True)
    assert recorder.venvs() == venvs


def test_two_jobs_at_once_make_a_venv_once(environments: Environments, tmp_path: Path) -> None:
    asked, recorder = environment("dependencies: [{pip: [tinyone==1.2.3]}]"), Recorder()
    with ThreadPoolExecutor(8) as pool:
        jobs = [
            pool.submit(environments.interpreter, asked, tmp_path / "log", recorder, lambda: True)
            for _ in range(8)
        ]
    assert len({job.result().folder for job in jobs}) == 1
    assert recorder.venvs() == 1


def test_one_pin_that_is_not_met_is_enough_for_a_venv(environments: Environments, tmp_path: Path) -> None:
    version, recorder = importlib.metadata.version("filelock"), Recorder()
    asked = environment(f"dependencies: [{{pip: [filelock=={version}, tinyone==1.2.3]}}]")
    found = environments.interpreter(asked, tmp_path / "log", recorder, lambda: True)
    assert found.folder.is_relative_to(tmp_path)
    assert (found.folder.parent / "requirements.txt").read_text() == f"filelock=={version}\ntinyone==1.2.3\n"


def test_a_package_that_cannot_be_installed_is_an_error(environments: Environments, tmp_path: Path) -> None:
    with pytest.raises(JobEnvironmentError, match="ended with 1"):
        find(environments, environment("dependencies: [{pip: [tinyone==9]}]"), tmp_path / "log")
    assert "No matching distribution found for tinyone==9" in (tmp_path / "log").read_text()


def test_another_python_is_said_not_hidden(environments: Environments, tmp_path: Path) -> None:
    found = find(environments, environment("dependencies: [python=3.7]"), tmp_path / "log")
    assert found.differs == f"the environment asks for Python 3.7; the job runs on {MINOR}, which is here"


def test_a_build_context_is_refused(environments: Environments, tmp_path: Path) -> None:
    with pytest.raises(JobEnvironmentError, match="container engine"):
        find(environments, environment("", build={"contextUri": "https://x"}), tmp_path / "log")


@pytest.mark.parametrize(
    ("conda", "message"),
    [
        (
            "dependencies: [python=3.11, cudatoolkit=11, r-base]",
            "only conda can install cudatoolkit=11, r-base",
        ),
        ("- a", "no mapping"),
        ("a: [", "not YAML"),
    ],
)
def test_a_conda_file_that_pip_cannot_fulfil_is_refused(conda: str, message: str) -> None:
    with pytest.raises(JobEnvironmentError, match=message):
        CondaFile.parse(conda)


@pytest.mark.parametrize(
    ("dependency", "requirement"),
    [
        ("numpy", "numpy"),
        ("numpy=1.26", "numpy==1.26.*"),
        ("numpy=1.26.4", "numpy==1.26.4"),
        ("numpy=1.26.4=py311_0", "numpy==1.26.4"),
        ("numpy 1.26", "numpy==1.26"),
        ("numpy>=1.20, <2", "numpy>=1.20,<2"),
        ("conda-forge::scikit-learn==1.5.*", "scikit-learn==1.5.*"),
        ("pytorch=2.5.1", "torch==2.5.1"),
    ],
)
def test_a_conda_package_that_pip_knows_is_one_for_pip(dependency: str, requirement: str) -> None:
    found = CondaFile.parse(f"dependencies: [python, pip=24, '{dependency}', {{pip: [joblib==1.6.0]}}]")
    assert found.requirements == (requirement, "joblib==1.6.0")
    assert found.by_pip == (requirement,)


@pytest.mark.parametrize(
    ("dependency", "will_do", "will_not"),
    [
        ("python", "3.13.0", None),
        ("python=3.10", "3.10.13", "3.11.0"),
        ("python==3.10.4", "3.10.13", "3.9.1"),
        ("python 3.10.*", "3.10.0", "3.1.0"),
        ("python>=3.9,<3.12", "3.11.7", "3.12.0"),
    ],
)
def test_any_patch_release_of_python_will_do(dependency: str, will_do: str, will_not: str | None) -> None:
    python = CondaFile.parse(f"dependencies: ['{dependency}']").python
    assert python.contains(will_do)
    assert will_not is None or not python.contains(will_not)


def test_a_program_that_only_claims_to_be_a_python_is_not_taken(tmp_path: Path) -> None:
    shim = tmp_path / "python3.9"
    shim.write_text("#!/bin/sh\necho 'not found' >&2\nexit 127\n")
    shim.chmod(0o755)
    assert find_python(SpecifierSet("==3.9.*"), {"PATH": str(tmp_path)}) is None
    shim.write_text("#!/bin/sh\necho 3.8\n")
    (tmp_path / "python3.8").symlink_to(shim)
    assert find_python(SpecifierSet("==3.8.*"), {"PATH": str(tmp_path)}) == str(tmp_path / "python3.8")


@pytest.mark.parametrize(
    "line",
    ["psutil", "psutil>=1", "psutil==7.*", "psutil @ https://x/y.whl", "-r x.txt", "mlflow[extras]==3.15.0"],
)
def test_only_exact_pins_are_pins(line: str) -> None:
    assert CondaFile(SpecifierSet(), (line,)).pins is None
