"""The workspace's models as MLflow's registry shows them: there is one registry, under two protocols.

What Azure ML offers of it: https://learn.microsoft.com/azure/machine-learning/how-to-manage-models-mlflow
(source of 2026-11-21 read in MicrosoftDocs/azure-docs), "Support matrix".
"""

import re
from datetime import datetime
from urllib.parse import quote, unquote

from local_workspace.arm import Json, Resource, ResourceId
from local_workspace.dataplane.artifacts import DATASTORE, RUN, UPLOAD
from local_workspace.jobs.addresses import ARTIFACT_STORE
from local_workspace.jobs.records import artifact_path
from local_workspace.references import DatastorePath
from local_workspace.store import ResourceStore

MLMODEL = "MLmodel"
STAGES = ("None", "Staging", "Production", "Archived")
_IN_RUN = re.compile(r"azureml://(?:.*/)?experiments/[^/]+/runs/(?P<run>[^/]+)/artifacts/?(?P<path>.*)")
_IN_CONTAINER = re.compile(rf"azureml://artifacts/(?P<origin>{RUN}|{UPLOAD})/(?P<path>.+)")
_OF_RUN = re.compile(rf"{RUN}/dcid\.(?P<run>[^/]+)/(?P<path>.+)")


def place_of(workspace: ResourceId, source: str) -> DatastorePath | None:
    """Where the files are that a client wants to register."""
    if found := _IN_RUN.fullmatch(source):
        path = f"{artifact_path(found['run'])}/{unquote(found['path'])}"
        return DatastorePath(workspace, ARTIFACT_STORE, path.rstrip("/"))
    if found := _IN_CONTAINER.fullmatch(source):
        return DatastorePath(workspace, ARTIFACT_STORE, f"{found['origin']}/{found['path']}")
    return DatastorePath.parse(source, workspace)


def download_uri(store: ResourceStore, version: Resource) -> str:
    """Where azureml-mlflow reads a model's files (_store/artifact/utils.py): in a run, or in a container."""
    workspace = version.id.workspace
    place = DatastorePath.parse(version.properties["modelUri"], workspace)
    assert place is not None
    path = place.path.strip("/")
    if place.datastore != ARTIFACT_STORE:
        return f"azureml://artifacts/{DATASTORE}/{place.datastore}/{path}"
    run = _OF_RUN.fullmatch(path)
    job = store.find(workspace.child("jobs", run["run"])) if run else None
    if run and job:
        experiment = quote(job.properties["experimentName"])
        return f"azureml://experiments/{experiment}/runs/{run['run']}/artifacts/{run['path']}"
    return f"azureml://artifacts/{path}"


def version_document(store: ResourceStore, version: Resource) -> Json:
    """A model version as MLflow has it."""
    properties = version.properties
    return {
        **_described(version),
        "current_stage": stage_of(store, version.id),
        "name": version.id.parent.name,
        "run_id": properties.get("jobName") or "",
        "source": download_uri(store, version),
        "status": "READY",
        "version": version.id.name,
    }


def model_document(store: ResourceStore, model: Resource) -> Json:
    """A registered model as MLflow has it."""
    latest = [version_document(store, each) for each in latest_versions(store, model.id)]
    return {**_described(model), "latest_versions": latest, "name": model.id.name}


def latest_versions(store: ResourceStore, model: ResourceId) -> list[Resource]:
    """The newest version in each stage."""
    versions = store.children(model, "versions").resources
    return list({stage_of(store, each.id): each for each in versions}.values())


def stage_of(store: ResourceStore, version: ResourceId) -> str:
    """A version's stage, which only MLflow shows."""
    stage = store.find(_stage(version))
    return stage.properties["stage"] if stage else STAGES[0]


def put_stage(store: ResourceStore, version: ResourceId, stage: str) -> None:
    """Move a version to a stage."""
    store.put(Resource(_stage(version), {"stage": stage}))


def _stage(version: ResourceId) -> ResourceId:
    return version.child("stages", "current")


def _described(resource: Resource) -> Json:
    data, properties = resource.system_data, resource.properties
    return {
        "creation_timestamp": _milliseconds(data["createdAt"]),
        "description": properties.get("description") or "",
        "last_updated_timestamp": _milliseconds(data["lastModifiedAt"]),
        "tags": [{"key": key, "value": str(value)} for key, value in properties["tags"].items()],
        "user_id": data.get("createdBy"),
    }


def _milliseconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp() * 1000)
