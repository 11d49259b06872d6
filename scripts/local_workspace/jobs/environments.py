"""The environments of local jobs: the pins of the conda file, in an interpreter that meets them or in a venv.

On Azure the conda file is installed into the image. Locally there is no image: the packages are the same, the
operating system is this computer's.
"""

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from local_workspace.arm import Resource, section
from local_workspace.jobs.conda_files import CondaFile, JobEnvironmentError
from local_workspace.jobs.interpreters import CURRENT, find_python
from local_workspace.jobs.prepared import Prepared

BUILD_CONTEXT = "a Docker build context needs a container engine: use an image with a conda file"

Waits = Callable[[], bool]
"""Whether the job still waits for its environment."""


class Run(Protocol):
    """Runs a program to its end, its output in a log."""

    def __call__(self, command: list[str], log: Path, environment: Mapping[str, str], folder: Path) -> int:
        """Return the exit code."""
        ...


@dataclass(frozen=True)
class Interpreter:
    """The Python that a job's command finds first on PATH."""

    folder: Path
    """The folder of the executables."""
    differs: str | None
    """What is other than the environment asks for, in a sentence; None when nothing is."""


class Environments:
    """Makes each environment once per content, below one folder, unless one that is here meets it."""

    def __init__(
        self, folder: Path, user_environment: Mapping[str, str], prepared: Prepared | None = None
    ) -> None:
        self._folder = folder
        self._user_environment = dict(user_environment)
        self._prepared = prepared or Prepared.beside_this_interpreter()

    def interpreter(self, environment: Resource, log: Path, run: Run, waits: Waits) -> Interpreter:
        """The interpreter for an environment; pip's output goes to the log.

        Raises:
            JobEnvironmentError: it cannot be made here, or pip could not install it.
        """
        if section(environment.properties, "build").get("contextUri"):
            raise JobEnvironmentError(BUILD_CONTEXT)
        conda = CondaFile.parse(environment.properties.get("condaFile") or "")
        python = find_python(conda.python, self._user_environment)
        notes = _differences(conda, python)
        if not environment.properties.get("condaFile"):
            notes.append(f"what the image {environment.properties.get('image')} contains is not here")
        differs = "; ".join(notes) or None
        pins = conda.pins
        if python == sys.executable and pins and (found := self._prepared.holding(pins)):
            return Interpreter(found, differs)
        return Interpreter(self._venv(conda, python or sys.executable, log, run, waits) / "bin", differs)

    def _venv(self, conda: CondaFile, python: str, log: Path, run: Run, waits: Waits) -> Path:
        content = "\n".join([os.path.realpath(python), CURRENT, *conda.requirements])
        venv = self._folder / hashlib.sha256(content.encode()).hexdigest()[:20]
        self._folder.mkdir(parents=True, exist_ok=True)
        with _alone(venv, waits):
            if not (venv / "complete").exists():
                shutil.rmtree(venv, ignore_errors=True)
                self._run([*self._virtualenv, "--python", python, str(venv)], log, run)
                if conda.requirements:
                    self._install(venv, conda, log, run)
                (venv / "complete").touch()
        return venv

    @property
    def _virtualenv(self) -> list[str]:
        """It copies pip and setuptools, which `venv` would install and compile: ten times as long."""
        offline = ["--no-download", "--no-periodic-update", "--app-data", str(self._folder / "virtualenv")]
        return [sys.executable, "-m", "virtualenv", "--quiet", *offline]

    def _install(self, venv: Path, conda: CondaFile, log: Path, run: Run) -> None:
        requirements = venv / "requirements.txt"
        requirements.write_text("\n".join(conda.requirements) + "\n", "utf-8")
        pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check"]
        # Compiling all modules takes as long as the rest; a job imports, and so compiles, few of them.
        self._run([*pip, "--no-compile", "--requirement", str(requirements)], log, run)

    def _run(self, command: list[str], log: Path, run: Run) -> None:
        with log.open("a", encoding="utf-8") as output:
            output.write(f"$ {' '.join(command)}\n")
        code = run(command, log, self._user_environment, self._folder)
        if code:
            raise JobEnvironmentError(f"`{' '.join(command)}` ended with {code}")


@contextmanager
def _alone(venv: Path, waits: Waits) -> Generator[None]:
    """Hold the venv's lock: another job, or another server, may be making the same one."""
    lock = FileLock(f"{venv}.lock")
    while waits():
        try:
            with lock.acquire(timeout=0.5):
                yield
                return
        except Timeout:
            continue
    raise JobEnvironmentError("the job was ended while it waited for its environment")


def _differences(conda: CondaFile, python: str | None) -> list[str]:
    notes: list[str] = []
    if python is None:
        wanted = str(conda.python).removeprefix("==").removesuffix(".*")
        here = CURRENT.rpartition(".")[0]
        notes.append(f"the environment asks for Python {wanted}; the job runs on {here}, which is here")
    if conda.by_pip:
        notes.append(f"pip, not conda, installed {', '.join(conda.by_pip)}")
    return notes
