"""Answers MLflow's REST API for a workspace, by the allow-list in `routes`."""

import json
import re
from typing import Any

from local_workspace.arm import Json, Resource, items
from local_workspace.dataplane.addresses import workspace_of
from local_workspace.dataplane.tracking.errors import MlflowError, filter_not_supported
from local_workspace.dataplane.tracking.job_runs import FOREIGN, JobRuns, artifact_uri
from local_workspace.dataplane.tracking.process import TrackingProcess
from local_workspace.dataplane.tracking.registry import HANDLERS as REGISTRY
from local_workspace.dataplane.tracking.routes import SERVED
from local_workspace.errors import ArmError
from local_workspace.jobs import shapes
from local_workspace.jobs.documents import complete_job
from local_workspace.jobs.records import Jobs, run_of
from local_workspace.routing import API, WORKSPACE, Handler, Request, Response, Route
from local_workspace.services import Services
from local_workspace.settings import Settings
from local_workspace.store import ResourceStore

PREFIX = f"/mlflow/{{version}}{WORKSPACE}/api/2.0/mlflow/{{operation:path}}"
ANY_PREFIX = f"/mlflow/{{version}}{WORKSPACE}/{{operation:path}}"
_NO_ORDER = re.compile(r"\s*[`\"]?(metrics?|params?|parameters?|tags?)[`\"]?\.", re.IGNORECASE)
_NO_FILTER = re.compile(r"\btags?\.\S+\s*!=", re.IGNORECASE)
BODY = {
    **dict.fromkeys(("description", "filter", "name", "run_id", "run_name", "source"), shapes.text),
    **dict.fromkeys(("order_by", "stages"), shapes.words),
    "tags": shapes.listed,
}
"""Members of requests that are looked into here; MLflow checks the others."""

SOURCE = "mlflow.source."
ENDED = {"FINISHED": "Completed", "FAILED": "Failed", "KILLED": "Canceled"}


def answer(request: Request) -> Response:
    """Answer one call of MLflow's API."""
    operation = request["operation"].strip("/")
    if not any((request.method, operation) == (each.method, each.path) for each in SERVED):
        return not_served(request)
    workspace_of(request)
    try:
        return _answer(request, operation)
    except ArmError as refusal:
        code = "RESOURCE_DOES_NOT_EXIST" if refusal.status == 404 else "INVALID_PARAMETER_VALUE"
        return _refused(request, MlflowError(code, refusal.message))
    except MlflowError as error:
        return _refused(request, error)


def _answer(request: Request, operation: str) -> Response:
    if request.method != "GET":
        shapes.check(request.json, BODY)
    if registry := REGISTRY.get((request.method, operation)):
        return registry(request)
    request.services.get(JobRuns).bring_up_to_date(workspace_of(request))
    special = SPECIAL.get(operation)
    return special(request) if special else _forward(request, operation)


def _refused(request: Request, error: MlflowError) -> Response:
    return Response(error.status, error.document(request.services.get(Settings).identity.location))


def not_served(request: Request) -> Response:
    """Answer as Azure does for routes that it does not have (azure-sdk-for-python#44896, 2026-01)."""
    workspace_of(request)
    return Response(404, b"")


def _forward(request: Request, operation: str, body: bytes | None = None) -> Response:
    return request.services.get(TrackingProcess).request(
        workspace_of(request),
        request.method,
        f"/api/2.0/mlflow/{operation}",
        request.query,
        request.content if body is None else body,
    )


def _search_runs(request: Request) -> Response:
    """Runs, if they are asked for in a way that Azure ML understands.

    https://learn.microsoft.com/azure/machine-learning/how-to-track-experiments-mlflow (read 2026-11-21): runs
    are not ordered by metrics, parameters or tags, and `!=` does not work for tags. Unverified: the error.
    """
    sent = request.json
    for clause in map(str, items(sent, "order_by")):
        if _NO_ORDER.match(clause):
            message = f"Azure Machine Learning does not order runs by {clause!r}: sort the result instead."
            raise MlflowError("INVALID_PARAMETER_VALUE", message)
    if _NO_FILTER.search(text := str(sent.get("filter") or "")):
        raise filter_not_supported(text)
    return _forward(request, "runs/search")


def _log_batch_async(request: Request) -> Response:
    """Log at once: without a tracking id the client has nothing to wait for (azureml-mlflow, store.py:96)."""
    logged = _forward(request, "runs/log-batch")
    return logged if logged.status != 200 else Response(200, {"batch_tracking_id": ""})


def _run_data_status(_: Request) -> Response:
    """All that was logged is there."""
    return Response(200, {"is_complete": True})


def _create_run(request: Request) -> Response:
    """A run that a client starts itself is a job of the workspace too, as on Azure.

    Tags about its source are dropped; set later, they are kept (azure-sdk-for-python#45207, 2026-02).
    """
    tags = [tag for tag in items(request.json, "tags") if not str(tag.get("key")).startswith(SOURCE)]
    made = _forward(request, "runs/create", json.dumps({**request.json, "tags": tags}).encode())
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
    status = ENDED.get(str(sent.get("status")))
    if updated.status == 200 and status:
        jobs = request.services.get(Jobs)
        job = jobs.get(workspace_of(request).child("jobs", str(sent.get("run_id"))))
        if run_of(job).get(FOREIGN):
            jobs.move(job.id, status)
    return updated


SPECIAL: dict[str, Handler] = {
    "runs/create": _create_run,
    "runs/search": _search_runs,
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
