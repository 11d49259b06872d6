"""The pins of a conda file are what a job runs with: in this interpreter, or in a venv made once."""

import importlib.metadata
import sys
import zipfile
from pathlib import Path

import pytest
from local_workspace.arm import Resource, ResourceId
from local_workspace.jobs.conda_files import CondaFile, JobEnvironmentError
from local_workspace.jobs.environments import Environments

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


@pytest.fixture
def environments(tmp_path: Path) -> Environments:
    wheel(tmp_path)
    variables = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path), "PATH": "/usr/bin:/bin"}
    return Environments(tmp_path / "environments", variables)


def test_an_interpreter_that_meets_the_pins_is_used(environments: Environments, tmp_path: Path) -> None:
    version = importlib.metadata.version("psutil")
    found = environments.interpreter(
        environment(f"dependencies: [python={MINOR}, {{pip: ['psutil=={version}']}}]"), tmp_path / "log"
    )
    assert (found.folder, found.differs) == (Path(sys.executable).parent, None)


def test_other_pins_get_a_venv_made_once(environments: Environments, tmp_path: Path) -> None:
    asked = environment(f"dependencies: [python={MINOR}, pip, {{pip: [tinyone==1.2.3]}}]")
    first = environments.interpreter(asked, tmp_path / "log")
    assert list(first.folder.parent.glob("lib/python*/site-packages/tinyone.py"))
    log = (tmp_path / "log").read_text()
    assert "Successfully installed tinyone-1.2.3" in log
    again = environments.interpreter(asked, tmp_path / "log")
    assert again.folder == first.folder
    assert (tmp_path / "log").read_text() == log


def test_a_package_that_cannot_be_installed_is_an_error(environments: Environments, tmp_path: Path) -> None:
    with pytest.raises(JobEnvironmentError, match="ended with 1"):
        environments.interpreter(environment("dependencies: [{pip: [tinyone==9]}]"), tmp_path / "log")
    assert "No matching distribution found for tinyone==9" in (tmp_path / "log").read_text()


def test_another_python_is_said_not_hidden(environments: Environments, tmp_path: Path) -> None:
    found = environments.interpreter(environment("dependencies: [python=3.7]"), tmp_path / "log")
    assert found.differs == f"the environment asks for Python 3.7; the job runs on {MINOR}, which is here"


def test_a_build_context_is_refused(environments: Environments, tmp_path: Path) -> None:
    with pytest.raises(JobEnvironmentError, match="container engine"):
        environments.interpreter(environment("", build={"contextUri": "https://x"}), tmp_path / "log")


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
    "line", ["psutil", "psutil>=1", "psutil==7.*", "psutil @ https://x/y.whl", "-r x.txt"]
)
def test_only_exact_pins_are_pins(line: str) -> None:
    assert CondaFile(None, (line,)).pins is None
