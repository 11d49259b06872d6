"""One AutoML job while it runs: it starts the search, follows what it says, keeps the best model."""

import json
import threading
from collections.abc import Callable
from pathlib import Path

from local_workspace.arm import Json, section
from local_workspace.jobs.automl.children import Child, Children
from local_workspace.jobs.automl.documents import BEST, MODEL, ended_tags
from local_workspace.jobs.automl.orders import order
from local_workspace.jobs.ending import JobFailedError
from local_workspace.jobs.outputs import copy_plain, written_output
from local_workspace.jobs.packaged import PackagedProgram
from local_workspace.jobs.process_jobs import JobProcess
from local_workspace.jobs.records import artifact_path

LOOK = 0.05
"""Seconds between two looks at what the search says."""

SEARCH = PackagedProgram(
    Path(__file__).with_name("search"),
    "automl_search",
    "FLAML searches in one process of this computer, with one core a trial: there are no ensembles and no "
    "explanations, and the models are scikit-learn's own",
    {
        # A trial has one core, and no threads that a copy of its process would lack.
        **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
        "PYTHONWARNINGS": "ignore",
    },
)


class Execution:
    """One search from its data to its best model."""

    def __init__(self, process: JobProcess) -> None:
        self._process, self._job, self._context = process, process.job, process.context
        self._children = Children(process)
        self._refused: str | None = None
        self._read = 0

    def run(self) -> None:
        """Search, and keep what was found.

        Raises:
            JobFailedError: the data is not what the job says, or no trial has come to an end.
        """
        (self._process.code / "answers").mkdir(parents=True)
        command, environment = SEARCH.prepare(self._process, order(self._context.addresses, self._job))
        if not self._process.begin():
            return
        code = self._search(command, environment)
        self._children.close()
        if self._refused is not None:
            raise JobFailedError("UserError", self._refused)
        if not self._process.stop.asked:
            self._keep(code)

    def _search(self, command: list[str], environment: dict[str, str]) -> int:
        """Run the program to its end and do meanwhile what it says."""
        codes: list[int] = []

        def search() -> None:
            codes.append(self._process.run(command, environment))

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
        path = self._process.code / "events.jsonl"
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
        jobs = self._context.jobs
        jobs.move(self._job.id, "Finalizing")
        best = self._children.best()
        jobs.tag(self._job.id, ended_tags(self._children.summary(), best.id.name if best else None))
        if best is None or code:
            # Unverified wording.
            message = f"No trial of the AutoML job was completed. {self._process.logs.user_tail()}"
            raise JobFailedError("UserError", message)
        self._keep_model(best)

    def _keep_model(self, best: Child) -> None:
        """The best model is an output of the job, and lies where the job wants it, if it says where."""
        addresses, output = self._context.addresses, section(section(self._job.properties, "outputs"), BEST)
        uri = f"azureml://datastores/workspaceartifactstore/{artifact_path(best.id.name)}/{MODEL}"
        if output:
            source, uri = addresses.artifacts(best.id) / MODEL, output["uri"]
            copy_plain(source, addresses.target(self._job.id.workspace, uri), self._process.logs.say)
        written = written_output(self._job.id, BEST, "mlflow_model", uri)
        self._context.jobs.note(self._job.id, outputs={BEST: written})
        if output.get("assetName"):
            self._context.registration.register_output(
                self._job, output | written | {"jobOutputType": "mlflow_model"}
            )
