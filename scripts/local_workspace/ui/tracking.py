"""MLflow on the page: the last metrics of a job, and MLflow's own UI, which may read and not write."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from local_workspace.arm import ResourceId
from local_workspace.dataplane.tracking.job_runs import JobRuns
from local_workspace.dataplane.tracking.process import TrackingError, TrackingProcess, store_name
from local_workspace.errors import ArmError
from local_workspace.services import Services
from local_workspace.settings import Settings
from local_workspace.ui.job_view import artifacts_of
from local_workspace.ui.reading import Listing, WorkspaceReader, reader_of

_READING_POSTS = (
    "graphql",
    "ajax-api/2.0/mlflow/experiments/search-datasets",
    "ajax-api/2.0/mlflow/logged-models/search",
    "ajax-api/2.0/mlflow/runs/search",
    "ajax-api/3.0/mlflow/traces/search",
)
"""MLflow's UI searches with POST; whatever else it posts would change something."""


@dataclass(frozen=True)
class Tracked:
    """What a run logged: the last value of each metric, and its parameters."""

    metrics: list[dict[str, Any]]
    params: list[dict[str, Any]]


def read_run(services: Services, workspace: ResourceId, run: str) -> Tracked:
    """What a run logged; MLflow is not started for a workspace in which nothing was tracked."""
    store = services.get(Settings).state / "mlflow" / f"{store_name(workspace)}.sqlite"
    process = services.find(TrackingProcess)
    if process is None or not store.exists():
        return Tracked([], [])
    answer = process.request(workspace, "GET", "/api/2.0/mlflow/runs/get", {"run_id": run})
    if answer.status != 200 or not isinstance(answer.content, bytes):
        return Tracked([], [])
    data = json.loads(answer.content)["run"]["data"]
    return Tracked(_by_key(data.get("metrics", [])), _by_key(data.get("params", [])))


def _by_key(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(entries, key=lambda each: each["key"])


async def mlflow(request: Request) -> Response:
    """MLflow's own UI and what it asks for."""
    return await run_in_threadpool(_answer, request, await request.body())


def _answer(request: Request, body: bytes) -> Response:
    reader, path = reader_of(request), unquote(request.path_params["path"])
    services: Services = request.app.state.services
    if path.endswith("mlflow/artifacts/list"):
        return _list_artifacts(reader, dict(request.query_params))
    if path == "get-artifact":
        return _get_artifact(reader, dict(request.query_params))
    if request.method != "GET" and path not in _READING_POSTS:
        raise ArmError(403, "ReadOnly", "This page only reads: change runs with MLflow's client or the SDK.")
    if "ajax-api/" in path or path == "graphql":
        services.get(JobRuns).bring_up_to_date(reader.id)
    return _ask(services, reader.id, request, f"/{path}", body)


def _ask(services: Services, workspace: ResourceId, request: Request, path: str, body: bytes) -> Response:
    process, query = services.get(TrackingProcess), dict(request.query_params)
    kind = request.headers.get("content-type", "application/json")
    try:
        answer = process.request(workspace, request.method, path, query, body, kind)
    except TrackingError as error:
        raise ArmError(502, "TrackingError", str(error)) from error
    assert isinstance(answer.content, bytes)
    return Response(answer.content, answer.status, answer.headers)


def _list_artifacts(reader: WorkspaceReader, query: dict[str, str]) -> Response:
    root = artifacts_of(query.get("run_id") or query["run_uuid"])
    inside = query.get("path", "").strip("/")
    listing: Listing = reader.list_files(f"{root}/{inside}" if inside else root)
    prefix = f"{inside}/" if inside else ""
    files = [{"path": prefix + name, "is_dir": True} for name, _ in listing.folders]
    files += [
        {"path": prefix + name, "is_dir": False, "file_size": each.size} for name, _, each in listing.files
    ]
    return JSONResponse({"root_uri": root, "files": files})


def _get_artifact(reader: WorkspaceReader, query: dict[str, str]) -> Response:
    blob = reader.file(f"{artifacts_of(query.get('run_uuid') or query['run_id'])}/{query['path']}")
    return FileResponse(blob.path, filename=blob.path.name, media_type="application/octet-stream")
