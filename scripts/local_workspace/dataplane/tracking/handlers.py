"""Answers MLflow's REST API for a workspace, by the allow-list in `routes`."""

from local_workspace.dataplane.addresses import workspace_of
from local_workspace.dataplane.tracking.errors import MlflowError
from local_workspace.dataplane.tracking.forwarding import forward
from local_workspace.dataplane.tracking.job_runs import JobRuns
from local_workspace.dataplane.tracking.process import TrackingProcess
from local_workspace.dataplane.tracking.registry import HANDLERS as REGISTRY
from local_workspace.dataplane.tracking.routes import SERVED
from local_workspace.dataplane.tracking.runs import HANDLERS as RUNS
from local_workspace.dataplane.tracking.searching import search_runs
from local_workspace.errors import ArmError
from local_workspace.jobs import shapes
from local_workspace.routing import API, WORKSPACE, Handler, Request, Response, Route
from local_workspace.services import Services
from local_workspace.settings import Settings
from local_workspace.store import ResourceStore

PREFIX = f"/mlflow/{{version}}{WORKSPACE}/api/2.0/mlflow/{{operation:path}}"
ANY_PREFIX = f"/mlflow/{{version}}{WORKSPACE}/{{operation:path}}"
BODY = {
    **dict.fromkeys(("description", "filter", "name", "run_id", "run_name", "source"), shapes.text),
    **dict.fromkeys(("order_by", "stages"), shapes.words),
    **dict.fromkeys(("metrics", "params", "tags"), shapes.listed),
    "key": shapes.text,
}
"""Members of requests that are looked into here; MLflow checks the others."""


def answer(request: Request) -> Response:
    """Answer one call of MLflow's API."""
    operation = request["operation"].strip("/")
    if not any((request.method, operation) == (each.method, each.path) for each in SERVED):
        return not_served(request)
    workspace_of(request)
    try:
        return _answer(request, operation)
    except ArmError as refusal:
        if refusal.status == 501:
            raise
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
    return special(request) if special else forward(request, operation)


def _refused(request: Request, error: MlflowError) -> Response:
    return Response(error.status, error.document(request.services.get(Settings).identity.location))


def not_served(request: Request) -> Response:
    """Answer as Azure does for routes that it does not have (azure-sdk-for-python#44896, 2026-01)."""
    workspace_of(request)
    return Response(404, b"")


SPECIAL: dict[str, Handler] = {**RUNS, "runs/search": search_runs}


def mount(services: Services) -> list[Route]:
    """Add the MLflow process (not started before it is needed) and answer for it."""
    settings = services.get(Settings)
    folder = settings.state / "mlflow"
    process = TrackingProcess(folder, settings.state / "mlflow.log", settings.user_environment)
    services.add(TrackingProcess, process)
    services.add(JobRuns, JobRuns(services.get(ResourceStore), process))
    services.on_close(process.close)
    return [Route("*", API, PREFIX, answer), Route("*", API, ANY_PREFIX, not_served)]
