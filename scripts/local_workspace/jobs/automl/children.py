"""The child jobs of one AutoML job: one for each trial, made and ended as the search says."""

from dataclasses import dataclass

from local_workspace.arm import Json, ResourceId
from local_workspace.jobs.automl.documents import MODEL, child_of, metric_of, preprocessor_of
from local_workspace.jobs.automl.tasks import LESS_IS_BETTER
from local_workspace.jobs.documents import complete_job
from local_workspace.jobs.outputs import COLLECTED, copy_plain, written_output
from local_workspace.jobs.process_jobs import JobProcess
from local_workspace.jobs.records import TERMINAL, artifact_path, root_of


@dataclass
class Child:
    """One trial."""

    id: ResourceId
    event: Json
    score: float | None = None
    """Its primary metric, when it was completed."""
    seconds: float = 0.0
    open: bool = True


class Children:
    """All trials of a job, by their number."""

    def __init__(self, process: JobProcess) -> None:
        context = process.context
        self._settings, self._jobs, self._addresses = context.settings, context.jobs, context.addresses
        self._parent, self._work, self._say = process.job, process.code, process.logs.say
        self._children: dict[int, Child] = {}

    def start(self, event: Json) -> None:
        """Make the job of a trial, named as the service names it: `<parent>_<number>`."""
        number, parent = event["trial"], self._parent
        child = Child(parent.id.parent.child("jobs", f"{parent.id.name}_{number}"), event)
        sent = child_of(parent, child.id, event)
        complete = complete_job(self._settings, child.id, sent)
        by = str(parent.system_data.get("createdBy"))
        self._jobs.add(child.id, complete, by, parent=parent.id.name, root=root_of(parent))
        self._jobs.move(child.id, "Running")
        self._children[number] = child
        self._answer(number, "made")

    def end(self, event: Json) -> None:
        """Keep what a trial has written; its job is completed."""
        child = self._close(event)
        place = self._work / "trials" / str(event["trial"])
        artifacts = self._addresses.artifacts(child.id)
        for folder in COLLECTED:
            copy_plain(place / folder, artifacts / folder, self._say)
        uri = f"azureml://datastores/workspaceartifactstore/{artifact_path(child.id.name)}/{MODEL}"
        output = written_output(child.id, "mlflow_log_model", "mlflow_model", uri)
        self._jobs.note(child.id, outputs={"mlflow_log_model": output})
        child.seconds = event["seconds"]
        self._jobs.describe(child.id, {"score": str(event["score"]), "fit_time": str(event["seconds"])})
        if self._jobs.move(child.id, "Completed"):
            child.score = event["score"]

    def fail(self, event: Json) -> None:
        """A trial has failed: its settings did not work."""
        self._jobs.move(self._close(event).id, "Failed", {"code": "UserError", "message": event["message"]})

    def cancel(self, event: Json) -> None:
        """A trial was ended, because of its time or because somebody cancelled it."""
        child = self._close(event)
        self._jobs.note(child.id, warnings=[event["reason"]] if event["reason"] else [])
        self._jobs.move(child.id, "Canceled")

    def close(self) -> None:
        """Nothing goes on any more."""
        for child in self._children.values():
            if child.open:
                self._jobs.move(child.id, "Canceled")

    def notice_cancelled(self) -> None:
        """Let the search know of child jobs that somebody has cancelled."""
        for number, child in self._children.items():
            if child.open and self._jobs.get(child.id).properties["status"] in TERMINAL:
                self._answer(number, "cancelled")

    def best(self) -> Child | None:
        """The best of those that were completed."""
        sign = -1 if metric_of(self._parent.properties) in LESS_IS_BETTER else 1
        done = [child for child in self._children.values() if child.score is not None]
        return max(done, key=lambda child: sign * (child.score or 0.0), default=None)

    def summary(self) -> list[Json]:
        """A line for each trial, in their order."""
        return [
            {
                "trial": number,
                "algorithm": child.event["algorithm"],
                "preprocessor": preprocessor_of(child.event),
                "score": "nan" if child.score is None else child.score,
                "seconds": child.seconds,
            }
            for number, child in sorted(self._children.items())
        ]

    def _close(self, event: Json) -> Child:
        child = self._children[event["trial"]]
        child.open = False
        return child

    def _answer(self, number: int, word: str) -> None:
        (self._work / "answers" / f"{number}.{word}").touch()
