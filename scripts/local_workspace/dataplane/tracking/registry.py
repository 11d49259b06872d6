"""MLflow's model registry over the workspace's models: registers, finds, edits and deletes versions."""

import re
from collections.abc import Callable
from typing import Any

from local_workspace.arm import Json, Resource, ResourceId, items, system_data
from local_workspace.dataplane.addresses import workspace_of
from local_workspace.dataplane.tracking.errors import MlflowError, filter_not_supported
from local_workspace.dataplane.tracking.models import (
    MLMODEL,
    STAGES,
    download_uri,
    latest_versions,
    model_document,
    place_of,
    put_stage,
    stage_of,
    version_document,
)
from local_workspace.jobs.registration import Registration, model_properties
from local_workspace.routing import Request, Response
from local_workspace.store import BlobStore, ResourceStore

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,254}")
_FILTER = re.compile(r"\s*(?P<member>name|run_id)\s*=\s*(?P<quote>['\"])(?P<value>.*)(?P=quote)\s*")


def create_model(request: Request) -> Response:
    """Make an empty registered model."""
    model = _model_id(request)
    if not _NAME.fullmatch(model.name):
        raise MlflowError("INVALID_PARAMETER_VALUE", f"Invalid model name {model.name!r}.")
    if not request.services.get(Registration).found(model, request.principal.name):
        raise MlflowError("RESOURCE_ALREADY_EXISTS", f"Registered Model (name={model.name}) already exists.")
    _describe(request, model)
    return _model(request, model)


def get_model(request: Request) -> Response:
    """One registered model."""
    return _model(request, _model_id(request))


def search_models(request: Request) -> Response:
    """All registered models, or the one of a name; archived ones are not listed."""
    store, wanted = request.services.get(ResourceStore), _filter(request, "name")
    models = store.children(workspace_of(request), "models", where={"$.properties.isArchived": False})
    found = [each for each in models.resources if wanted in (None, each.id.name)]
    return Response(200, {"registered_models": [model_document(store, each) for each in found]})


def get_latest_versions(request: Request) -> Response:
    """The newest version in each stage, or in some."""
    store, model = request.services.get(ResourceStore), _model_id(request)
    asked: Any = _sent(request).get("stages") or STAGES
    stages = (asked,) if isinstance(asked, str) else tuple(asked)
    _existing(store, model)
    found = [each for each in latest_versions(store, model) if stage_of(store, each.id) in stages]
    return Response(200, {"model_versions": [version_document(store, each) for each in found]})


def create_version(request: Request) -> Response:
    """Register a model's files as the next version."""
    sent, workspace = request.json, workspace_of(request)
    store, source = request.services.get(ResourceStore), str(sent.get("source"))
    model = _existing(store, _model_id(request)).id
    place = place_of(workspace, source)
    if place is None:
        raise MlflowError("INVALID_PARAMETER_VALUE", f"The model source {source!r} is not in this workspace.")
    location = place.locate(store)
    if (
        request.services.get(BlobStore).find(
            location.account, location.container, f"{location.path}/{MLMODEL}"
        )
        is None
    ):
        message = f"There is no MLflow model (no file {MLMODEL}) at {source}."
        raise MlflowError("INVALID_PARAMETER_VALUE", message)
    properties = model_properties("mlflow_model", place.long_uri, sent.get("run_id"))
    properties["description"] = sent.get("description")
    properties["tags"] = {each["key"]: each["value"] for each in items(sent, "tags")}
    made = request.services.get(Registration).add(model, properties, request.principal.name)
    return Response(200, {"model_version": version_document(store, made)})


def get_version(request: Request) -> Response:
    """One version."""
    return _version(request, _existing(request.services.get(ResourceStore), _version_id(request)))


def search_versions(request: Request) -> Response:
    """The versions of a model, or those that a run made."""
    store = request.services.get(ResourceStore)
    name, run = _filter(request, "name"), _filter(request, "run_id")
    models = store.children(workspace_of(request), "models").resources
    versions = (
        version
        for model in models
        if name in (None, model.id.name)
        for version in store.children(model.id, "versions", newest_first=True).resources
        if run in (None, version.properties.get("jobName"))
    )
    return Response(200, {"model_versions": [version_document(store, each) for each in versions]})


def update_version(request: Request) -> Response:
    """Describe a version."""
    return _version(request, _describe(request, _version_id(request)))


def set_version_tag(request: Request) -> Response:
    """Set one of a version's tags."""
    key, value = str(request.json.get("key")), str(request.json.get("value"))
    _change(request, lambda version: version.properties["tags"].update({key: value}))
    return Response(200, {})


def delete_version_tag(request: Request) -> Response:
    """Take one of a version's tags away."""
    key = str(_sent(request).get("key"))
    _change(request, lambda version: version.properties["tags"].pop(key, None))
    return Response(200, {})


def transition_stage(request: Request) -> Response:
    """Move a version to a stage, and those that were there to the archive if so asked."""
    store, version, sent = request.services.get(ResourceStore), _version_id(request), request.json
    stage = str(sent.get("stage"))
    if stage not in STAGES:
        raise MlflowError("INVALID_PARAMETER_VALUE", f"Invalid Model Version stage: {stage}.")
    moved = _existing(store, version)
    with store.transaction():
        for other in store.children(version.parent, "versions").resources:
            if sent.get("archive_existing_versions") and stage_of(store, other.id) == stage:
                put_stage(store, other.id, "Archived")
        put_stage(store, version, stage)
    return _version(request, moved)


def delete_version(request: Request) -> Response:
    """Delete a version."""
    store = request.services.get(ResourceStore)
    store.delete(_existing(store, _version_id(request)).id)
    return Response(200, {})


def get_download_uri(request: Request) -> Response:
    """Where to read a version's files."""
    store = request.services.get(ResourceStore)
    return Response(200, {"artifact_uri": download_uri(store, _existing(store, _version_id(request)))})


HANDLERS: dict[tuple[str, str], Callable[[Request], Response]] = {
    ("POST", "registered-models/create"): create_model,
    ("GET", "registered-models/get"): get_model,
    ("GET", "registered-models/search"): search_models,
    ("GET", "registered-models/get-latest-versions"): get_latest_versions,
    ("POST", "registered-models/get-latest-versions"): get_latest_versions,
    ("POST", "model-versions/create"): create_version,
    ("GET", "model-versions/get"): get_version,
    ("GET", "model-versions/search"): search_versions,
    ("PATCH", "model-versions/update"): update_version,
    ("POST", "model-versions/set-tag"): set_version_tag,
    ("DELETE", "model-versions/delete-tag"): delete_version_tag,
    ("POST", "model-versions/transition-stage"): transition_stage,
    ("DELETE", "model-versions/delete"): delete_version,
    ("GET", "model-versions/get-download-uri"): get_download_uri,
}


def _sent(request: Request) -> Json:
    """What a request asks about: MLflow's clients put it into the query of a GET, else into the body."""
    return dict(request.query) if request.method == "GET" else request.json


def _model_id(request: Request) -> ResourceId:
    return workspace_of(request).child("models", _required(request, "name"))


def _version_id(request: Request) -> ResourceId:
    return _model_id(request).child("versions", _required(request, "version"))


def _required(request: Request, member: str) -> str:
    value = str(_sent(request).get(member) or "")
    if not value or "/" in value:
        raise MlflowError("INVALID_PARAMETER_VALUE", f"Missing or wrong value for the parameter {member!r}.")
    return value


def _existing(store: ResourceStore, asset: ResourceId) -> Resource:
    if (resource := store.find(asset)) is None:
        of = f"Model Version (name={asset.parent.name}, version={asset.name})"
        what = of if asset.collection == "versions" else f"Registered Model with name={asset.name}"
        raise MlflowError("RESOURCE_DOES_NOT_EXIST", f"{what} not found")
    return resource


def _describe(request: Request, asset: ResourceId) -> Resource:
    sent = _sent(request)

    def change(resource: Resource) -> None:
        resource.properties["description"] = sent.get("description") or resource.properties["description"]
        tags = {each["key"]: each["value"] for each in items(sent, "tags")}
        resource.properties["tags"] = {**resource.properties["tags"], **tags}

    return _change(request, change, asset)


def _change(request: Request, change: Callable[[Resource], Any], asset: ResourceId | None = None) -> Resource:
    store = request.services.get(ResourceStore)
    found = _existing(store, asset or _version_id(request))

    def apply(resource: Resource) -> None:
        change(resource)
        resource.system_data = system_data(request.principal.name, resource.system_data)

    return store.update(found.id, apply)


def _model(request: Request, model: ResourceId) -> Response:
    store = request.services.get(ResourceStore)
    return Response(200, {"registered_model": model_document(store, _existing(store, model))})


def _version(request: Request, version: Resource) -> Response:
    return Response(200, {"model_version": version_document(request.services.get(ResourceStore), version)})


def _filter(request: Request, member: str) -> str | None:
    """The value that a search is restricted to; Azure ML compares names, and knows no LIKE and no tags."""
    text = str(_sent(request).get("filter") or "")
    found = _FILTER.fullmatch(text)
    if text and found is None:
        raise filter_not_supported(text)
    return found["value"] if found and found["member"] == member else None
