"""What clients do to runs: each run is a job of the workspace, and both say the same."""

from typing import Any

from local_workspace.arm import Json, Resource, items
from local_workspace.dataplane.addresses import workspace_of
from local_workspace.dataplane.tracking import limits
from local_workspace.dataplane.tracking.forwarding import document_of, forward
from local_workspace.dataplane.tracking.job_runs import OWN, artifact_uri
from local_workspace.dataplane.tracking.process import TrackingProcess
from local_workspace.jobs.documents import complete_job
from local_workspace.jobs.metrics import LoggedMetrics
from local_workspace.jobs.records import FOREIGN, Jobs, job_id, run_of
from local_workspace.routing import Handler, Request, Response
from local_workspace.settings import Settings

SOURCE = "mlflow.source."
ENDED = {"FINISHED": "Completed", "FAILED": "Failed", "KILLED": "Canceled"}


def create_run(request: Request) -> Response:
    """A run that a client starts itself is a job of the workspace too, as on Azure.

    Tags about its source are dropped; set later, they are kept (azure-sdk-for-python#45207, 2026-02).
    """
    tags = [tag for tag in items(request.json, "tags") if not str(tag.get("key")).startswith(SOURCE)]
    made = forward(request, "runs/create", {**request.json, "tags": tags})
    run: Json = document_of(made)["run"]
    job = _keep(request, run)
    run["info"]["artifact_uri"] = artifact_uri(job)
    return Response(200, {"run": run})


def _keep(request: Request, run: Json) -> Resource:
    workspace, info = workspace_of(request), run["info"]
    tags: dict[str, Any] = {tag["key"]: tag["value"] for tag in run["data"].get("tags", [])}
    sent: Json = {"jobType": "Command", "displayName": info.get("run_name")}
    sent["experimentName"] = _experiment(request, info["experiment_id"])
    sent["tags"] = {key: value for key, value in tags.items() if key not in OWN}
    job = job_id(workspace, info["run_id"])
    jobs = request.services.get(Jobs)
    complete = complete_job(request.services.get(Settings), job, sent)
    parent = tags.get("mlflow.parentRunId")
    jobs.add(job, complete, request.principal.name, parent=parent, **{FOREIGN: True})
    jobs.move(job, "Running")
    made = jobs.get(job)
    request.services.get(TrackingProcess).put_artifact_uri(workspace, job.name, artifact_uri(made))
    return made


def _experiment(request: Request, experiment: str) -> str:
    process, query = request.services.get(TrackingProcess), {"experiment_id": experiment}
    answer = process.request(workspace_of(request), "GET", "/api/2.0/mlflow/experiments/get", query)
    return document_of(answer)["experiment"]["name"]


def update_run(request: Request) -> Response:
    """The status of a run that a client started itself is what the client says; so is any run's name."""
    updated, sent = forward(request, "runs/update"), request.json
    jobs, job = request.services.get(Jobs), _job(request)
    if sent.get("run_name"):
        jobs.rename(job.id, str(sent["run_name"]))
    status = ENDED.get(str(sent.get("status")))
    if status and run_of(job).get(FOREIGN):
        jobs.move(job.id, status)
    return updated


def log_metric(request: Request) -> Response:
    """One value of a metric."""
    return _log(request, "runs/log-metric", {"metrics": [request.json]})


def log_parameter(request: Request) -> Response:
    """One parameter."""
    return _log(request, "runs/log-parameter", {"params": [request.json]})


def set_tag(request: Request) -> Response:
    """One tag, which the job has then too."""
    return _log(request, "runs/set-tag", {"tags": [request.json]})


def log_batch(request: Request) -> Response:
    """Many metrics, parameters and tags."""
    return _log(request, "runs/log-batch", request.json)


def log_batch_async(request: Request) -> Response:
    """Log at once: without a tracking id the client has nothing to wait for (azureml-mlflow, store.py:96)."""
    log_batch(request)
    return Response(200, {"batch_tracking_id": ""})


def run_data_status(_: Request) -> Response:
    """All that was logged is there."""
    return Response(200, {"is_complete": True})


def _log(request: Request, operation: str, logged: Json) -> Response:
    limits.check(request, {**logged, "run_id": request.json.get("run_id")})
    done = forward(request, operation)
    _tell_metrics(request, logged)
    tags = {str(tag["key"]): str(tag["value"]) for tag in items(logged, "tags") if tag["key"] not in OWN}
    if tags:
        request.services.get(Jobs).tag(_job(request).id, tags)
    return done


def _tell_metrics(request: Request, logged: Json) -> None:
    """Let those know who wait for what a run logs: a sweep ends trials by it."""
    metrics = [(str(each["key"]), float(each["value"])) for each in items(logged, "metrics")]
    if metrics:
        run = str(request.json.get("run_id") or request.json.get("run_uuid"))
        request.services.get(LoggedMetrics).logged(job_id(workspace_of(request), run), metrics)


def delete_tag(request: Request) -> Response:
    """Take a tag away, from the job too."""
    deleted = forward(request, "runs/delete-tag")
    request.services.get(Jobs).tag(_job(request).id, {str(request.json.get("key")): None})
    return deleted


def delete_run(request: Request) -> Response:
    """Delete a run; its job is hidden. Unverified: what Azure makes of the job."""
    deleted = forward(request, "runs/delete")
    request.services.get(Jobs).archive(_job(request).id)
    return deleted


def _job(request: Request) -> Resource:
    run = str(request.json.get("run_id") or request.json.get("run_uuid"))
    return request.services.get(Jobs).get(job_id(workspace_of(request), run))


HANDLERS: dict[str, Handler] = {
    "runs/create": create_run,
    "runs/delete": delete_run,
    "runs/delete-tag": delete_tag,
    "runs/get-run-data-status": run_data_status,
    "runs/log-batch": log_batch,
    "runs/log-batch-async": log_batch_async,
    "runs/log-metric": log_metric,
    "runs/log-parameter": log_parameter,
    "runs/set-tag": set_tag,
    "runs/update": update_run,
}
