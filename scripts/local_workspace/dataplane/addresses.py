"""Where the data planes of a workspace are served, and which run a request is about."""

from local_workspace.arm import Resource, ResourceId
from local_workspace.errors import user_error
from local_workspace.jobs.records import Jobs
from local_workspace.routing import API, WORKSPACE, Handler, Request, Route
from local_workspace.store import ResourceStore

HISTORY = f"/history/v1.0{WORKSPACE}"
EXPERIMENTS = (
    f"{HISTORY}/experiments/{{experiment}}/runs/{{run}}",
    f"{HISTORY}/experimentids/{{experiment}}/runs/{{run}}",
    f"{HISTORY}/runs/{{run}}",
)
"""The same run under three addresses (azure-ai-ml 1.35.2, _restclient/runhistory; azureml-mlflow 1.62)."""


def workspace_of(request: Request) -> ResourceId:
    """The workspace of a request; refused when there is none."""
    if request.services.get(ResourceStore).find(request.workspace) is None:
        # Unverified: how the data plane words an unknown workspace is not recorded.
        raise user_error(404, f"The workspace {request.workspace.name} was not found.", "WorkspaceNotFound")
    return request.workspace


def run_of_request(request: Request) -> Resource:
    """The job behind a run: in this workspace every run is one."""
    return request.services.get(Jobs).get(workspace_of(request).child("jobs", request["run"]))


def under_each(method: str, tail: str, handler: Handler) -> list[Route]:
    """The routes of an operation on a run, under each of the run's addresses."""
    return [Route(method, API, f"{base}{tail}", handler) for base in EXPERIMENTS]
