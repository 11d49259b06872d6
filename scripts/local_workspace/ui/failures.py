"""Why jobs failed, as plain text: for terminals and for the reports of tests."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import PlainTextResponse

from local_workspace.arm import Resource
from local_workspace.errors import ArmError
from local_workspace.jobs.job_logs import TAIL
from local_workspace.services import Services
from local_workspace.store import BlobStore, ResourceStore
from local_workspace.ui.job_view import JobView, is_log
from local_workspace.ui.reading import WorkspaceReader, end_of

NEWEST = 10
"""So many failed jobs are told of a workspace: a sweep may have hundreds."""


def failures(request: Request) -> PlainTextResponse:
    """The newest jobs that failed, the oldest of them first: their errors and the ends of their logs."""
    services: Services = request.app.state.services
    name = request.query_params.get("workspace")
    store, blobs = services.get(ResourceStore), services.get(BlobStore)
    found = [each for each in store.search("workspaces") if name in (None, each.id.name)]
    if name and not found:
        raise ArmError(404, "NotFound", f"There is no workspace {name!r} here.")
    told = [part for each in found for part in _told(WorkspaceReader(store, blobs, each.id))]
    return PlainTextResponse("\n".join(told))


def _told(reader: WorkspaceReader) -> Iterator[str]:
    views = map(JobView, reader.all("jobs", newest_first=True))
    failed = [view for view in views if view.status == "Failed"]
    if len(failed) > NEWEST:
        yield f"workspace {reader.id.name}: the newest {NEWEST} of {len(failed)} jobs that failed\n"
    for view in reversed(failed[:NEWEST]):
        yield "\n".join([*_headline(reader.resource, view), *_logs(reader, view), ""])


def _headline(workspace: Resource, view: JobView) -> Iterator[str]:
    title = "" if view.title == view.name else f" ({view.title})"
    child = f", started by {view.parent}" if view.parent else ""
    yield f"{view.name}{title}: {view.kind} job in workspace {workspace.id.name}{child}, failed {view.ended}"
    if view.error:
        yield f"{view.error.get('code')}: {view.error.get('message')}"


def _logs(reader: WorkspaceReader, view: JobView) -> Iterator[str]:
    for name, blob in reader.files_below(view.artifacts):
        if is_log(name) and (text := end_of(blob, TAIL).rstrip()):
            yield f"--- {name}"
            yield text
