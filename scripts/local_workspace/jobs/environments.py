"""The environments of local jobs: the pins of the conda file, in this interpreter or in a venv of their own.

On Azure the conda file is installed into the image. Locally there is no image: the packages are the same, the
operating system is this computer's.
"""

import hashlib
import importlib.metadata
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock

from local_workspace.arm import Resource, section
from local_workspace.jobs.conda_files import CondaFile, JobEnvironmentError

Say = Callable[[str], None]


@dataclass(frozen=True)
class Interpreter:
    """The Python that a job's command finds first on PATH."""

    folder: Path
    """The folder of the executables."""
    differs: str | None
    """What is other than the environment asks for, in a sentence; None when nothing is."""


class Environments:
    """Makes each environment once per content, below one folder."""

    def __init__(self, folder: Path, user_environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._user_environment = dict(user_environment)

    def interpreter(self, environment: Resource, log: Path) -> Interpreter:
        """The interpreter for an environment; pip's output goes to the log.

        Raises:
            JobEnvironmentError: it cannot be made here, or pip could not install it.
        """
        conda = CondaFile.parse(environment.properties.get("condaFile") or "")
        if section(environment.properties, "build").get("contextUri"):
            raise JobEnvironmentError(
                "a Docker build context needs a container engine: use an image with a conda file"
            )
        differs = self._difference(conda)
        if conda.requirements and _meets(conda):
            return Interpreter(Path(sys.executable).parent, differs)
        return Interpreter(self._venv(conda, log) / "bin", differs)

    def _python(self, conda: CondaFile) -> str:
        if conda.python in (None, _minor()):
            return sys.executable
        return (
            shutil.which(f"python{conda.python}", path=self._user_environment.get("PATH")) or sys.executable
        )

    def _difference(self, conda: CondaFile) -> str | None:
        if conda.python in (None, _minor()) or self._python(conda) != sys.executable:
            return None
        return f"the environment asks for Python {conda.python}; the job runs on {_minor()}, which is here"

    def _venv(self, conda: CondaFile, log: Path) -> Path:
        python = self._python(conda)
        content = "\n".join([os.path.realpath(python), _minor(), *conda.requirements])
        venv = self._folder / hashlib.sha256(content.encode()).hexdigest()[:20]
        self._folder.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{venv}.lock"), log.open("ab") as output:
            if not (venv / "complete").exists():
                shutil.rmtree(venv, ignore_errors=True)
                self._run([python, "-m", "venv", str(venv)], output)
                if conda.requirements:
                    self._install(venv, conda, output)
                (venv / "complete").touch()
        return venv

    def _install(self, venv: Path, conda: CondaFile, output: BinaryIO) -> None:
        requirements = venv / "requirements.txt"
        requirements.write_text("\n".join(conda.requirements) + "\n", "utf-8")
        pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check"]
        self._run([*pip, "--requirement", str(requirements)], output)

    def _run(self, command: list[str], output: BinaryIO) -> None:
        output.write(f"$ {' '.join(command)}\n".encode())
        output.flush()
        done = subprocess.run(
            command, env=self._user_environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        if done.returncode:
            raise JobEnvironmentError(f"`{' '.join(command)}` ended with {done.returncode}")


def _minor() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _meets(conda: CondaFile) -> bool:
    """Whether this interpreter is of the version asked for and holds exactly the pinned packages."""
    if conda.pins is None or conda.python not in (None, _minor()):
        return False
    return all(_installed(name) == version for name, version in conda.pins.items())


def _installed(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
