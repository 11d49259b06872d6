"""The jobs of a workspace: submit, get, list, cancel, delete.

Shapes: recordings 2022-08..2023-06, PUT and GET …/jobs/{job}, POST …/jobs/{job}/cancel.
"""

from local_workspace.arm import Resource, ResourceId, member
from local_workspace.errors import not_implemented, user_error
from local_workspace.jobs import shapes
from local_workspace.jobs.composition import compose_jobs
from local_workspace.jobs.documents import CHANGEABLE, document
from local_workspace.jobs.kinds import JobKinds
from local_workspace.jobs.records import TERMINAL, Jobs, run_of
from local_workspace.jobs.refusals import JOB
from local_workspace.jobs.runner import JobRunner
from local_workspace.operations import Operations
from local_workspace.references import MICROSOFTS
from local_workspace.resources.catalog import find_catalog
from local_workspace.resources.generic import list_view, listed, page, workspace_id, written
from local_workspace.routing import ARM, WORKSPACE, Request, Response, Route
from local_workspace.services import Services
from local_workspace.settings import Settings
from local_workspace.store import ResourceStore

COLLECTION = f"{WORKSPACE}/jobs"
ONE = f"{COLLECTION}/{{name}}"
FILTERS = ("assetName", "jobType", "properties", "scheduled", "scheduleId", "tag")
"""What Azure can list jobs by and we do not: a longer list than was asked for would be a wrong answer."""


def job_of(request: Request) -> ResourceId:
    """The job that the path names."""
    return workspace_id(request).child("jobs", request["name"])


def put_job(request: Request) -> Response:
    """Submit a job, or change the words about one that was submitted."""
    store, job = request.services.get(ResourceStore), job_of(request)
    if (before := store.find(job)) is not None:
        return _update(request, before)
    if f"registries/{MICROSOFTS}/models/".encode() in request.content:
        find_catalog(request.services)
    properties = member(request.json, "properties")
    kind = request.services.get(JobKinds).of(properties)
    kind.check(job, properties)
    made = request.services.get(Jobs).add(job, kind.complete(job, properties), request.principal.name)
    request.services.get(JobRunner).submit(job)
    return written(request, document(made), made, 201)


def _update(request: Request, before: Resource) -> Response:
    sent = member(request.json, "properties")
    shapes.check(sent, JOB)
    changed = {name: sent[name] for name in CHANGEABLE if sent.get(name) is not None}

    def change(job: Resource) -> None:
        job.properties.update(changed)
        run_of(job)["synced"] = False

    after = request.services.get(ResourceStore).update(before.id, change)
    return written(request, document(after), after, 200)


def get_job(request: Request) -> Response:
    """One job; of a step of a pipeline, only that there is one: the SDK then asks run history.

    Source: azure-ai-ml 1.35.2, operations/_job_operations.py, get, and _is_pipeline_child_job.
    """
    job = request.services.get(Jobs).get(job_of(request))
    found = document(job)
    if run_of(job).get("step"):
        found["properties"] = None
    return Response(200, found, {"ETag": job.etag})


def list_jobs(request: Request) -> Response:
    """The jobs of the workspace, the newest first; children of other jobs are not among them."""
    for name in FILTERS:
        if name in request.query:
            raise not_implemented(f"GET …/jobs with the filter {name!r}")
    where = list_view(request) | {"$.run.parent": None}
    part = page(request, workspace_id(request), "jobs", where)
    return listed(request, [document(each) for each in part.resources], part.next)


def cancel_job(request: Request) -> Response:
    """Ask a job to end; one that has ended cannot be cancelled."""
    job = request.services.get(Jobs).get(job_of(request))
    if job.properties["status"] in TERMINAL:
        # Recorded for pipelines (2022-08..2023-06); unverified for other jobs.
        kind = "pipeline run" if job.properties["jobType"] == "Pipeline" else "job"
        message = f"The {kind} {job.id.name} is in terminal status, it can't be canceled."
        raise user_error(400, message, "BadArgument", "ArgumentInvalid", "CancelPipelineRunInTerminalStatus")
    request.services.get(JobRunner).cancel(job.id)
    operations = request.services.get(Operations)
    operation = operations.begin("mfe", job.id, request.services.get(Settings).identity.location)
    operations.finish(operation)
    location = operation.headers(with_result=True)["Location"]
    return Response(
        202, None, {"Location": location, "x-ms-async-operation-timeout": "PT1H", "Retry-After": "0"}
    )


def delete_job(request: Request) -> Response:
    """Forget a job that has ended (azure-ai-ml 1.35.2, operations/_job_operations.py, begin_delete)."""
    store, job = request.services.get(ResourceStore), job_of(request)
    found = store.find(job)
    if found is None:
        return Response(204)
    if found.properties["status"] not in TERMINAL:
        raise user_error(409, f"Job {job.name} has not ended; cancel it first.", "Conflict")
    _delete(store, job)
    return Response(200)


def _delete(store: ResourceStore, job: ResourceId) -> None:
    for child in store.children(job.workspace, "jobs", where={"$.run.parent": job.name}).resources:
        _delete(store, child.id)
    store.delete(job)


def mount(services: Services) -> list[Route]:
    """Start the job runner, take up the jobs of an earlier server, and answer for jobs."""
    compose_jobs(services).resume()
    return [
        Route("GET", ARM, COLLECTION, list_jobs),
        Route("PUT", ARM, ONE, put_job),
        Route("GET", ARM, ONE, get_job),
        Route("DELETE", ARM, ONE, delete_job),
        Route("POST", ARM, f"{ONE}/cancel", cancel_job),
    ]
