"""Programs that come with the local workspace and run in place of what Azure has images for."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from local_workspace.arm import Json, Resource
from local_workspace.jobs.process_jobs import JobProcess


@dataclass(frozen=True)
class PackagedProgram:
    """A package of Python with a `conda.yml` that says what it runs with; `task.json` tells it what to do."""

    folder: Path
    name: str
    """Of the package, where it runs."""
    differs: str
    """What is other than on Azure, in a sentence."""
    variables: Mapping[str, str] = field(default_factory=dict[str, str])
    """What it starts with besides the variables of any job."""

    def prepare(self, process: JobProcess, task: Json) -> tuple[list[str], dict[str, str]]:
        """Put it where it is to run, with what it runs with; returns its command and variables."""
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(self.folder, process.code / self.name, ignore=ignore)
        (process.code / "task.json").write_text(json.dumps(task), "utf-8")
        process.logs.say(self.differs)
        interpreter = process.interpreter(self._environment(process.job))
        process.differs(self.differs)
        command = [str(interpreter.folder / "python"), "-m", self.name]
        return command, {**process.variables(interpreter), **self.variables}

    def _environment(self, job: Resource) -> Resource:
        """In place of the environment that Azure has for such jobs."""
        conda = (self.folder / "conda.yml").read_text("utf-8")
        return Resource(job.id, {"image": None, "condaFile": yaml.safe_dump(yaml.safe_load(conda))})
