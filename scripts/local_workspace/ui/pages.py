"""The pages: each a plain function from a request to what its template shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import ChainableUndefined, Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.templating import Jinja2Templates

from local_workspace.services import Services
from local_workspace.settings import Settings
from local_workspace.store import ResourceStore
from local_workspace.ui.job_view import JobView, is_log
from local_workspace.ui.reading import KINDS, VERSIONED, WorkspaceReader, end_of, reader_of
from local_workspace.ui.texts import register_filters
from local_workspace.ui.tracking import read_run

_FOLDER = FileSystemLoader(Path(__file__).with_name("templates"))
_TEMPLATES = Jinja2Templates(
    env=register_filters(Environment(loader=_FOLDER, autoescape=True, undefined=ChainableUndefined))
)

STUDIO = "https://ml.azure.com"
SHOWN_BYTES = 1 << 20
"""Of a log that is longer, the page shows the end."""

_REFRESH_SECONDS = 2


def index(request: Request) -> Response:
    """All workspaces."""
    services: Services = request.app.state.services
    return _show(request, "index.html", workspaces=list(services.get(ResourceStore).search("workspaces")))


def workspace(request: Request) -> Response:
    """One workspace and how much is in it."""
    reader = reader_of(request)
    counts = {kind: len(reader.all(kind)) for kind in ("jobs", *KINDS)}
    return _show(request, "workspace.html", reader, counts=counts)


def jobs(request: Request) -> Response:
    """The jobs that are no children, newest first."""
    reader = reader_of(request)
    views = [JobView(each) for each in reader.all("jobs", newest_first=True)]
    return _show(request, "jobs.html", reader, jobs=[view for view in views if not view.parent])


def job(request: Request) -> Response:
    """One job: status, times, children, inputs, outputs, metrics, logs."""
    reader = reader_of(request)
    view = JobView(reader.get("jobs", request.path_params["name"]))
    others = [JobView(each) for each in reader.all("jobs")]
    children = [other for other in others if other.parent == view.name]
    logs = [name for name, _ in reader.files_below(view.artifacts) if is_log(name)]
    tracked = read_run(request.app.state.services, reader.id, view.name)
    refresh = None if view.is_over else _REFRESH_SECONDS
    return _show(
        request, "job.html", reader, job=view, children=children, logs=logs, tracked=tracked, refresh=refresh
    )


def log(request: Request) -> Response:
    """One log of a job; the page comes again while the job runs."""
    reader = reader_of(request)
    view = JobView(reader.get("jobs", request.path_params["name"]))
    name = request.path_params["log"]
    blob = reader.file(f"{view.artifacts}/{name}")
    refresh = None if view.is_over else _REFRESH_SECONDS
    return _show(
        request,
        "log.html",
        reader,
        job=view,
        name=name,
        blob=blob,
        text=end_of(blob, SHOWN_BYTES),
        refresh=refresh,
    )


def resources(request: Request) -> Response:
    """All resources of one kind."""
    reader, kind = reader_of(request), request.path_params["kind"]
    return _show(request, "resources.html", reader, kind=kind, resources=reader.all(kind))


def resource(request: Request) -> Response:
    """One resource, and its versions if it has some."""
    reader, kind = reader_of(request), request.path_params["kind"]
    shown = reader.get(kind, request.path_params["name"])
    versions = reader.versions(kind, shown.id.name) if kind in VERSIONED else []
    return _show(request, "resource.html", reader, kind=kind, resource=shown, versions=versions)


def files(request: Request) -> Response:
    """A folder in a datastore."""
    reader = reader_of(request)
    return _show(request, "files.html", reader, listing=reader.list_files(request.query_params["uri"]))


def download(request: Request) -> Response:
    """A file in a datastore: saved, never shown, since it may hold anything."""
    blob = reader_of(request).file(request.query_params["uri"])
    return FileResponse(blob.path, filename=Path(blob.name).name, media_type="application/octet-stream")


def _show(request: Request, template: str, reader: WorkspaceReader | None = None, **values: Any) -> Response:
    services: Services = request.app.state.services
    tenant = services.get(Settings).identity.tenant
    studio = f"{STUDIO}/?wsid={reader.id}&tid={tenant}" if reader else STUDIO
    context = {"reader": reader, "here": _address(reader), "studio": studio, "kinds": KINDS} | values
    return _TEMPLATES.TemplateResponse(request, template, context)


def _address(reader: WorkspaceReader | None) -> str:
    if reader is None:
        return ""
    return f"/workspaces/{reader.id.subscription}/{reader.id.resource_group}/{reader.id.name}"
