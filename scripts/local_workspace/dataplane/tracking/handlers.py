"""Answers MLflow's REST API for a workspace, by the allow-list in `routes`."""

import json
from typing import Any

from local_workspace.arm import Json, Resource
from local_workspace.dataplane.addresses import workspace_of
from local_workspace.dataplane.tracking.job_runs import FOREIGN, JobRuns, artifact_uri
from local_workspace.dataplane.tracking.process import TrackingProcess
from local_workspace.dataplane.tracking.routes import REGISTRY, SERVED
from local_workspace.errors import ArmError, not_implemented
from local_workspace.jobs.documents import complete_job
from local_workspace.jobs.records import Jobs, run_of
from local_workspace.routing import API, WORKSPACE, Request, Response, Route
from local_workspace.services import Services
from local_workspace.settings import Settings
from local_workspace.store import ResourceStore

PREFIX = f"/mlflow/{{version}}{WORKSPACE}/api/2.0/mlflow/{{operation:path}}"
ANY_PREFIX = f"/mlflow/{{version}}{WORKSPACE}/{{operation:path}}"
ENDED = {"FINISHED": "Completed", "FAILED": "Failed", "KILLED": "Canceled"}


def answer(request: Request) -> Response:
    """Answer one call of MLflow's API."""
    operation = request["operation"].strip("/")
    if operation.startswith(REGISTRY):
        raise not_implemented(
            f"MLflow's {request.method} {operation} (register models with the SDK or the CLI)"
        )
    if not any((request.method, operation) == (each.method, each.path) for each in SERVED):
        return not_served(request)
    request.services.get(JobRuns).bring_up_to_date(workspace_of(request))
    special = SPECIAL.get(operation)
    return special(request) if special else _forward(request, operation)


def not_served(request: Request) -> Response:
    """What Azure answers to the routes that it does not have (azure-sdk-for-python#44896, 2026-01)."""
    workspace_of(request)
    raise ArmError(404, "NotFound", f"No such MLflow API: {request.method} {request['operation']}")


def _forward(request: Request, operation: str, body: bytes | None = None) -> Response:
    return request.services.get(TrackingProcess).request(
        workspace_of(request),
        request.method,
        f"/api/2.0/mlflow/{operation}",
        request.query,
        request.content if body is None else body,
    )


def _log_batch_async(request: Request) -> Response:
    """Log at once: without a tracking id the client has nothing to wait for (azureml-mlflow, store.py:96)."""
    logged = _forward(request, "runs/log-batch")
    return logged if logged.status != 200 else Response(200, {"batch_tracking_id": ""})


def _run_data_status(_: Request) -> Response:
    """All that was logged is there."""
    return Response(200, {"is_complete": True})


def _create_run(request: Request) -> Response:
    """A run that a client starts itself is a job of the workspace too, as on Azure."""
    made = _forward(request, "runs/create")
    if made.status != 200 or not isinstance(made.content, bytes):
        return made
    run: Json = json.loads(made.content)["run"]
    job = _keep(request, run)
    run["info"]["artifact_uri"] = artifact_uri(job)
    return Response(200, {"run": run})


def _keep(request: Request, run: Json) -> Resource:
    workspace = workspace_of(request)
    info: Json = run["info"]
    query = {"experiment_id": info["experiment_id"]}
    tracking = request.services.get(TrackingProcess)
    answered = tracking.request(workspace, "GET", "/api/2.0/mlflow/experiments/get", query)
    assert isinstance(answered.content, bytes)
    experiment: str = json.loads(answered.content)["experiment"]["name"]
    tags: dict[str, Any] = {tag["key"]: tag["value"] for tag in run["data"].get("tags", [])}
    sent: Json = {"jobType": "Command", "experimentName": experiment, "displayName": info.get("run_name")}
    sent["tags"] = {key: value for key, value in tags.items() if not key.startswith("mlflow.")}
    job_id = workspace.child("jobs", info["run_id"])
    settings = request.services.get(Settings)
    jobs = request.services.get(Jobs)
    parent = tags.get("mlflow.parentRunId")
    jobs.add(
        job_id, complete_job(settings, job_id, sent), request.principal.name, parent=parent, **{FOREIGN: True}
    )
    jobs.move(job_id, "Running")
    job = jobs.get(job_id)
    tracking.put_artifact_uri(workspace, job_id.name, artifact_uri(job))
    return job


def _update_run(request: Request) -> Response:
    """The status of a run that a client started itself is what the client says."""
    updated = _forward(request, "runs/update")
    sent = request.json
    job = request.services.get(Jobs).get(workspace_of(request).child("jobs", str(sent.get("run_id"))))
    status = ENDED.get(str(sent.get("status")))
    if updated.status == 200 and status and run_of(job).get(FOREIGN):
        request.services.get(Jobs).move(job.id, status)
    return updated


SPECIAL = {
    "runs/create": _create_run,
    "runs/get-run-data-status": _run_data_status,
    "runs/log-batch-async": _log_batch_async,
    "runs/update": _update_run,
}


def mount(services: Services) -> list[Route]:
    """Add the MLflow process (not started before it is needed) and answer for it."""
    settings = services.get(Settings)
    folder = settings.state / "mlflow"
    process = TrackingProcess(folder, settings.state / "mlflow.log", settings.user_environment)
    services.add(TrackingProcess, process)
    services.add(JobRuns, JobRuns(services.get(ResourceStore), process))
    services.on_close(process.close)
    return [Route("*", API, PREFIX, answer), Route("*", API, ANY_PREFIX, not_served)]
