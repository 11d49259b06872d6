"""Every job is an MLflow run of the same name: brought up to date before MLflow is asked about runs."""

import threading
from datetime import datetime
from urllib.parse import quote

from local_workspace.arm import Json, Resource, ResourceId
from local_workspace.dataplane.tracking.process import TrackingProcess
from local_workspace.jobs.records import FOREIGN, root_of, run_of
from local_workspace.store import ResourceStore

STATUS = {
    **dict.fromkeys(("NotStarted", "Queued", "Preparing"), "SCHEDULED"),
    **dict.fromkeys(("Running", "Finalizing"), "RUNNING"),
    "Completed": "FINISHED",
    "Failed": "FAILED",
    "Canceled": "KILLED",
}
"""https://learn.microsoft.com/azure/machine-learning/how-to-track-experiments-mlflow, "Filter runs by status"
(read 2026-11-21; it does not say what Finalizing is)."""

OWN = ("mlflow.user", "mlflow.runName", "mlflow.parentRunId", "mlflow.rootRunId")
"""Tags by which MLflow shows what a job has elsewhere: the tags of a job do not hold them, but what autolog
sets (a job's properties in lostmygithubaccount/automation-station#18, 2022-03)."""


class JobRuns:
    """Tells MLflow of jobs late, so that a job that never tracks anything does not wait for MLflow."""

    def __init__(self, store: ResourceStore, process: TrackingProcess) -> None:
        self._store = store
        self._process = process
        self._lock = threading.Lock()

    def bring_up_to_date(self, workspace: ResourceId) -> None:
        """Tell MLflow of every job that is new or has changed since it was told."""
        with self._lock:
            changed = self._store.children(workspace, "jobs", where={"$.run.synced": False}).resources
            for job in changed:
                self._process.put_run(workspace, job.id.name, run_document(job))
                self._mark(job)

    def _mark(self, told: Resource) -> None:
        def change(job: Resource) -> None:
            if job.revision == told.revision:
                run_of(job)["synced"] = True

        self._store.update(told.id, change)


def artifact_uri(job: Resource) -> str:
    """Where the artifacts of a run are for azureml-mlflow (1.62.0.post6, _store/artifact/utils.py)."""
    return f"azureml://experiments/{quote(job.properties['experimentName'])}/runs/{job.id.name}/artifacts"


def run_document(job: Resource) -> Json:
    """What MLflow is told of a job."""
    run = run_of(job)
    tags = {str(key): str(value) for key, value in job.properties["tags"].items()}
    tags |= {
        "mlflow.user": str(job.system_data.get("createdBy")),
        "mlflow.runName": job.properties["displayName"],
    }
    tags |= {"mlflow.rootRunId": root_of(job)}
    if run.get("parent"):
        tags["mlflow.parentRunId"] = run["parent"]
    words: Json = {"name": job.properties["displayName"], "tags": tags}
    if run.get(FOREIGN):  # the client said when it began and how it ended
        return words
    return words | {
        "artifact_uri": artifact_uri(job),
        "end": _milliseconds(run["ended"]),
        "experiment": job.properties["experimentName"],
        "start": _milliseconds(run["started"] or run["created"]),
        "status": STATUS[job.properties["status"]],
        "user": str(job.system_data.get("createdBy")),
    }


def _milliseconds(moment: str | None) -> int | None:
    return int(datetime.fromisoformat(moment).timestamp() * 1000) if moment else None
