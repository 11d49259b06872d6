"""Run history: what the SDK reads of a job while it streams, downloads or lists it.

Calls: azure-ai-ml 1.35.2, operations/_run_operations.py and _job_ops_helper.py. Recordings 2022-12..2023-05,
GET …/runs/{run}, …/details, …/children and POST …/rundata.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from local_workspace.arm import Json, Resource, items
from local_workspace.dataplane.addresses import HISTORY, run_of_request, under_each, workspace_of
from local_workspace.jobs import shapes
from local_workspace.jobs.addresses import ARTIFACT_STORE, Addresses
from local_workspace.jobs.records import TERMINAL, Jobs, artifact_path, root_of, run_of
from local_workspace.references import DatastorePath
from local_workspace.routing import API, Request, Response, Route
from local_workspace.store import BlobStore, ResourceStore
from local_workspace.store.shared_access import StorageAccounts

LOGS = ("user_logs/", "azureml-logs/", "logs/azureml/", "system_logs/")
RUN_TYPES = {
    "Command": "azureml.scriptrun",
    "Pipeline": "azureml.PipelineRun",
    "Sweep": "hyperdrive",
    "AutoML": "automl",
}
STEP = "azureml.StepRun"
LOGS_LATE = timedelta(minutes=1)
CHANGES = {
    "hidden": shapes.flag,
    **dict.fromkeys(("description", "displayName"), shapes.text),
    **dict.fromkeys(("properties", "tags"), shapes.texts),
}
CHANGEABLE = {"description": "description", "displayName": "displayName", "hidden": "isArchived"}


def run_document(job: Resource) -> Json:
    """A run as history has it."""
    properties, run = job.properties, run_of(job)
    kind, target = _run_type(job), (properties.get("computeId") or "serverless").rpartition("/")[2]
    return {
        "compute": {"target": target, "instanceCount": 1},
        "createdBy": {"userName": job.system_data.get("createdBy"), "userObjectId": None},
        "createdUtc": run["created"],
        "dataContainerId": f"dcid.{job.id.name}",
        "description": properties.get("description"),
        "displayName": properties["displayName"],
        "endTimeUtc": run["ended"],
        "error": _error(run),
        "experimentId": str(uuid5(NAMESPACE_URL, f"{job.id.workspace}/{properties['experimentName']}")),
        "experimentName": properties["experimentName"],
        "hidden": properties["isArchived"],
        "inputs": {},
        "name": properties["properties"].get("azureml.moduleName") or properties["displayName"],
        "outputs": {name: _output(output) for name, output in run["outputs"].items()},
        "parentRunId": run.get("parent"),
        "properties": {**properties["properties"], "azureml.runsource": kind},
        "rootRunId": root_of(job),
        "runId": job.id.name,
        "runType": kind,
        "runTypeV2": {"attribution": None, "computeType": None, "orchestrator": None, "traits": []},
        "runUuid": str(uuid5(NAMESPACE_URL, str(job.id))),
        "startTimeUtc": run["started"],
        "status": properties["status"],
        "tags": properties["tags"],
        "target": target,
        "warnings": _warnings(run),
    }


def _run_type(job: Resource) -> str:
    kind = job.properties["jobType"]
    if run_of(job).get("step") and kind == "Command":
        return STEP  # recorded 2026-02-27, GET …/runs/{run}/children
    return RUN_TYPES.get(kind, "azureml.scriptrun")


def get_run(request: Request) -> Response:
    """One run."""
    return Response(200, run_document(run_of_request(request)))


def get_details(request: Request) -> Response:
    """What the SDK's stream polls: the status, the logs, the error."""
    job = run_of_request(request)
    run = run_of(job)
    document: Json = {
        "endTimeUtc": run["ended"],
        "error": _error(run),
        "inputDatasets": [],
        "logFiles": _logs(request, job),
        "outputDatasets": [],
        "properties": job.properties["properties"],
        "runDefinition": None,
        "runId": job.id.name,
        "startTimeUtc": run["started"],
        "status": told_status(request.services.get(Jobs), job),
        "target": run_document(job)["target"],
        "warnings": _warnings(run),
    }
    return Response(200, document)


def get_children(request: Request) -> Response:
    """The runs of which this one is the parent."""
    job = run_of_request(request)
    children = request.services.get(ResourceStore).children(
        job.id.workspace, "jobs", where={"$.run.parent": job.id.name}
    )
    return Response(200, {"value": [run_document(child) for child in children.resources]})


def patch_run(request: Request) -> Response:
    """Change what can be said about a run; this is how the SDK archives, tags and renames a job."""
    sent, job_id = request.json, run_of_request(request).id
    shapes.check(sent, CHANGES)

    def change(job: Resource) -> None:
        for name, member in CHANGEABLE.items():
            if sent.get(name) is not None:
                job.properties[member] = sent[name]
        for name in ("tags", "properties"):
            job.properties[name] = {**job.properties[name], **(sent.get(name) or {})}
        run_of(job)["synced"] = False

    return Response(200, run_document(request.services.get(ResourceStore).update(job_id, change)))


def get_run_data(request: Request) -> Response:
    """A run with its outputs: the SDK's download begins here."""
    name = str(request.json.get("runId"))
    job = request.services.get(Jobs).get(workspace_of(request).child("jobs", name))
    document: Json = {"jobSpecification": None, "runDefinition": None, "systemSettings": None}
    return Response(200, document | {"runMetadata": run_document(job)})


def get_service_instances(request: Request) -> Response:
    """No services (SSH, Jupyter…) run beside a local job."""
    run_of_request(request)
    return Response(200, {"instances": {}})


def _output(output: Json) -> Json:
    return {"assetId": output["assetId"], "type": output["type"]}


def _error(run: Json) -> Json | None:
    return {"error": run["error"]} if run["error"] else None


def _warnings(run: Json) -> list[Json] | None:
    return [{"source": "local workspace", "message": each} for each in items(run, "warnings")] or None


def told_status(jobs: Jobs, job: Resource) -> str:
    """The status, except that a run which has just ended is Finalizing until its logs have been told once.

    The SDK prints logs only while a run goes on (_job_ops_helper.py, stream_logs_until_completion). Jobs on
    Azure take more than LOGS_LATE; a local one may be over before the first poll, and would print nothing.
    """
    status, run = job.properties["status"], run_of(job)
    if status not in TERMINAL or run.get("told"):
        return status
    jobs.note(job.id, told=True)
    ended = datetime.fromisoformat(run["ended"])
    return "Finalizing" if datetime.now(UTC) - ended < LOGS_LATE else status


def _logs(request: Request, job: Resource) -> dict[str, str]:
    """The log files by name, each with an address that can be read for a while."""
    place = DatastorePath(job.id.workspace, ARTIFACT_STORE, artifact_path(job.id.name))
    location = place.locate(request.services.get(ResourceStore))
    root = request.services.get(Addresses).artifacts(job.id)
    logs: dict[str, Any] = {}
    for folder in LOGS:
        prefix = f"{location.path}/{folder}"
        for blob in request.services.get(BlobStore).list(location.account, location.container, prefix):
            url = request.services.get(StorageAccounts).signed_url(blob.account, blob.container, blob.name)
            logs[blob.path.relative_to(root).as_posix()] = url
    return logs


ROUTES: list[Route] = [
    *under_each("GET", "", get_run),
    *under_each("PATCH", "", patch_run),
    *under_each("GET", "/details", get_details),
    *under_each("GET", "/children", get_children),
    *under_each("GET", "/serviceinstances/{node}", get_service_instances),
    Route("POST", API, f"{HISTORY}/rundata", get_run_data),
]
