"""One AutoML job while it runs: it starts the search, follows what it says, keeps the best model."""

import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import yaml

from local_workspace.arm import Json, Resource, section
from local_workspace.errors import LocalWorkspaceError
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.automl.children import Child, Children
from local_workspace.jobs.automl.documents import BEST, MODEL, ended_tags
from local_workspace.jobs.automl.orders import order
from local_workspace.jobs.command_job import (
    BUILD_LOG,
    DIFFERS,
    SYSTEM_LOG,
    TAIL,
    USER_LOG,
    mark_of,
)
from local_workspace.jobs.ending import JobFailedError
from local_workspace.jobs.environments import Environments
from local_workspace.jobs.outputs import copy_plain, written_output
from local_workspace.jobs.records import Jobs, artifact_path
from local_workspace.jobs.registration import Registration
from local_workspace.jobs.stop import Stop
from local_workspace.jobs.supervised import Supervised
from local_workspace.jobs.variables import variables
from local_workspace.settings import Settings
from local_workspace.tokens import Tokens

PROGRAM = Path(__file__).with_name("search")
LOOK = 0.05
"""Seconds between two looks at what the search says."""

SEARCHES = (
    "FLAML searches in one process of this computer, with one core a trial: there are no ensembles and no "
    "explanations, and the models are scikit-learn's own"
)


class Execution:
    """One search from its data to its best model."""

    def __init__(
        self,
        settings: Settings,
        jobs: Jobs,
        addresses: Addresses,
        environments: Environments,
        tokens: Tokens,
        registration: Registration,
        job: Resource,
        work: Path,
        stop: Stop,
    ) -> None:
        self._settings, self._jobs, self._addresses = settings, jobs, addresses
        self._environments, self._tokens, self._registration = environments, tokens, registration
        self._job, self._stop, self._work = job, stop, work / "code"
        self._home = work / "home"
        self._artifacts = addresses.artifacts(job.id)
        self._supervised = Supervised(mark_of(job.id), stop)
        self._children = Children(settings, jobs, addresses, job, self._work, self._say)
        self._refused: str | None = None
        self._read = 0
        for path in (USER_LOG, BUILD_LOG, SYSTEM_LOG):
            (self._artifacts / path).parent.mkdir(parents=True, exist_ok=True)
            (self._artifacts / path).unlink(missing_ok=True)  # of a deleted job of the same name
        (self._artifacts / USER_LOG).touch()

    def run(self) -> None:
        """Search, and keep what was found.

        Raises:
            JobFailedError: the data is not what the job says, or no trial has come to an end.
        """
        self._prepare()
        command, environment = self._command()
        if self._stop.asked or not self._jobs.move(self._job.id, "Running"):
            return
        code = self._search(command, environment)
        self._children.close()
        if self._refused is not None:
            raise JobFailedError("UserError", self._refused)
        if not self._stop.asked:
            self._keep(code)

    def _prepare(self) -> None:
        (self._work / "answers").mkdir(parents=True)
        (self._home / "tmp").mkdir(parents=True)
        without = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROGRAM, self._work / "automl_search", ignore=without)
        task = json.dumps(order(self._addresses, self._job))
        (self._work / "task.json").write_text(task, "utf-8")
        self._say(SEARCHES)

    def _command(self) -> tuple[list[str], dict[str, str]]:
        build_log = self._artifacts / BUILD_LOG
        try:
            interpreter = self._environments.interpreter(
                _environment(self._job), build_log, self._supervised.run, lambda: not self._stop.asked
            )
        except LocalWorkspaceError as error:
            tail = build_log.read_text("utf-8", "replace")[-TAIL:] if build_log.exists() else ""
            raise JobFailedError(
                "ImageBuildFailure", f"The environment of the search could not be made: {error}\n{tail}"
            ) from error
        self._jobs.describe(self._job.id, {DIFFERS: SEARCHES})
        environment = variables(self._settings, self._tokens, self._job, interpreter.folder, self._home)
        return [str(interpreter.folder / "python"), "-m", "automl_search"], {
            **environment,
            # A trial has one core, and no threads that a copy of its process would lack.
            **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
            "PYTHONWARNINGS": "ignore",
        }

    def _search(self, command: list[str], environment: dict[str, str]) -> int:
        """Run the program to its end and do meanwhile what it says."""
        codes: list[int] = []

        def search() -> None:
            codes.append(self._supervised.run(command, self._artifacts / USER_LOG, environment, self._work))

        thread = threading.Thread(target=search, daemon=True)
        thread.start()
        while thread.is_alive():
            thread.join(LOOK)
            self._follow()
            self._children.notice_cancelled()
        self._follow()
        return codes[0] if codes else 1

    def _follow(self) -> None:
        """Do what the lines say that have come since the last look."""
        path = self._work / "events.jsonl"
        if not path.exists():
            return
        lines = path.read_text("utf-8").split("\n")[:-1]  # what follows the last line end is not written yet
        does: dict[str, Callable[[Json], None]] = {
            "cancelled": self._children.cancel,
            "ended": self._children.end,
            "failed": self._children.fail,
            "refused": self._refuse,
            "started": self._children.start,
        }
        for line in lines[self._read :]:
            event: Json = json.loads(line)
            does[event["event"]](event)
        self._read = len(lines)

    def _refuse(self, event: Json) -> None:
        self._refused = event["message"]

    def _keep(self, code: int) -> None:
        self._jobs.move(self._job.id, "Finalizing")
        best = self._children.best()
        self._jobs.tag(self._job.id, ended_tags(self._children.summary(), best.id.name if best else None))
        if best is None or code:
            tail = (self._artifacts / USER_LOG).read_text("utf-8", "replace")[-TAIL:]
            # Unverified wording.
            raise JobFailedError("UserError", f"No trial of the AutoML job was completed. {tail}")
        self._keep_model(best)

    def _keep_model(self, best: Child) -> None:
        """The best model is an output of the job, and lies where the job wants it, if it says where."""
        output = section(section(self._job.properties, "outputs"), BEST)
        uri = f"azureml://datastores/workspaceartifactstore/{artifact_path(best.id.name)}/{MODEL}"
        if output:
            source, uri = self._addresses.artifacts(best.id) / MODEL, output["uri"]
            copy_plain(source, self._addresses.target(self._job.id.workspace, uri), self._say)
        written = written_output(self._job.id, BEST, "mlflow_model", uri)
        self._jobs.note(self._job.id, outputs={BEST: written})
        if output.get("assetName"):
            self._registration.register_output(
                self._job, output | written | {"jobOutputType": "mlflow_model"}
            )

    def _say(self, line: str) -> None:
        with (self._artifacts / SYSTEM_LOG).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def _environment(job: Resource) -> Resource:
    """What the search runs with, in place of the environment that Azure has for automated ML."""
    conda = (PROGRAM / "conda.yml").read_text("utf-8")
    return Resource(job.id, {"image": None, "condaFile": yaml.safe_dump(yaml.safe_load(conda))})
