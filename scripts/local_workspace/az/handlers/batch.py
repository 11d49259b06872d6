"""`az ml batch-endpoint` and `az ml batch-deployment`.

What the options of `invoke` become: Azure/azure-cli-extensions, azext_mlv2/manual/custom/batch_endpoint.py,
commit 237035d2 (read 2026-11-21).
"""

# pyright: basic

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from azure.ai.ml import Input, Output, load_batch_deployment, load_batch_endpoint
from azure.ai.ml.entities import BatchDeployment, BatchEndpoint, PipelineComponent
from azure.ai.ml.entities._load_functions import (
    load_model_batch_deployment,
    load_pipeline_component_batch_deployment,
)
from azure.core.exceptions import ResourceNotFoundError
from marshmallow.utils import EXCLUDE

from local_workspace.az.documents import plain
from local_workspace.az.errors import AzError, UsageError
from local_workspace.az.property_paths import edit, read_overrides
from local_workspace.az.registry import command
from local_workspace.az.session import Session

LOADERS = {"model": load_model_batch_deployment, "pipeline": load_pipeline_component_batch_deployment}
LITERALS = ("string", "boolean", "integer", "number")
NO_DEFAULT = "Set a default deployment or provide a deployment name through cli command."
DATASTORE = "azureml://datastores/"


@command("ml batch-endpoint create")
def create_endpoint(session: Session) -> Any:
    """Create an endpoint from a YAML file, from options, or from both."""
    overrides = read_overrides(session["set"])
    overrides += [{"name": session["name"].lower()}] if session["name"] else []
    endpoint = load_batch_endpoint(session["file"], params_override=overrides)
    return _finish(session, session.ml.batch_endpoints.begin_create_or_update(endpoint))


@command("ml batch-endpoint update")
def update_endpoint(session: Session) -> Any:
    """Change the default deployment, the tags or the description of an endpoint."""
    if session["file"]:
        endpoint = load_batch_endpoint(session["file"], params_override=read_overrides(session["set"]))
    elif session["name"]:
        document = edit(session.ml.batch_endpoints.get(session["name"])._to_dict(), session)
        endpoint = BatchEndpoint._load(data=document, unknown=EXCLUDE)
    else:
        raise UsageError("one of the following arguments is required: --name/-n, --file/-f")
    if session["defaults"]:
        endpoint.defaults = _pairs(session["defaults"])
    return _finish(session, session.ml.batch_endpoints.begin_create_or_update(endpoint))


def _pairs(text: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for word in text.replace(",", " ").split():
        name, _, value = word.partition("=")
        if not value:
            raise AzError(f"usage error: '{text}' is not deployment_name=<deployment>")
        pairs[name] = value
    return pairs


@command("ml batch-endpoint show")
def show_endpoint(session: Session) -> Any:
    """One endpoint."""
    return session.ml.batch_endpoints.get(session["name"])._to_dict()


@command("ml batch-endpoint list")
def list_endpoints(session: Session) -> list[Any]:
    """The endpoints of the workspace."""
    return [each._to_dict() for each in session.ml.batch_endpoints.list()]


@command("ml batch-endpoint delete")
def delete_endpoint(session: Session) -> None:
    """Delete an endpoint with its deployments."""
    _wait(session, session.ml.batch_endpoints.begin_delete(session["name"]))


@command("ml batch-endpoint list-jobs")
def list_endpoint_jobs(session: Session) -> list[Any]:
    """The jobs that an endpoint has started."""
    return [each._to_dict() for each in session.ml.batch_endpoints.list_jobs(session["name"])]


@command("ml batch-endpoint invoke")
def invoke_endpoint(session: Session) -> Any:
    """Start a job."""
    said = _said(session)
    overrides = [{"mini_batch_size": session["mini_batch_size"]}] if session["mini_batch_size"] else []
    if session["instance_count"]:
        overrides.append({"compute.instance_count": session["instance_count"]})
    overrides += _output_place(session["output_path"]) if session["output_path"] else []
    try:
        job = session.ml.batch_endpoints.invoke(
            session["name"],
            deployment_name=session["deployment_name"] or said.get("deployment_name"),
            input=_input(session) if session["input"] else None,
            inputs={name: _input_of(value) for name, value in said.get("inputs", {}).items()} or None,
            outputs={name: Output(**value) for name, value in said.get("outputs", {}).items()} or None,
            params_override=[*overrides, *said["others"]],
            job_name=session["job_name"],
            experiment_name=session["experiment_name"],
        )
    except ResourceNotFoundError as error:
        if session["deployment_name"] is None:
            raise AzError(NO_DEFAULT) from error
        raise
    return job._to_dict()


def _said(session: Session) -> dict[str, Any]:
    """What the file says, and `--set`."""
    document = yaml.safe_load(Path(session["file"]).read_text("utf-8")) if session["file"] else {}
    edits = {"set": session["set"], "add": None, "remove": None, "force_string": False}
    said = edit(document, edits)
    known = ("inputs", "outputs", "deployment_name", "endpoint_name")
    return said | {"others": [{name: value} for name, value in said.items() if name not in known]}


def _input(session: Session) -> Input:
    """The input of a model deployment: a data asset has its own type, a local path is a folder."""
    text, kind = session["input"], session["input_type"]
    if kind is None and text.startswith("azureml:") and not text.startswith("azureml://"):
        name, _, version = text.removeprefix("azureml:").partition(":")
        name, _, label = name.partition("@")
        asset = session.ml.data.get(name, version=version or None, label=label or None)
        return Input(type=asset.type, path=asset.id)
    return Input(type=kind or "uri_folder", path=text)


def _input_of(value: Any) -> Input:
    if not isinstance(value, dict):
        kinds = {bool: "boolean", int: "integer", float: "number"}
        return Input(type=kinds.get(type(value), "string"), default=value)
    if value.get("type") in LITERALS:
        return Input(type=value["type"], default=value.get("default"))
    data: dict[str, Any] = {name: value.get(name) for name in ("type", "path", "mode")}
    return Input(**data)


def _output_place(path: str) -> list[dict[str, str]]:
    datastore, separator, rest = path.removeprefix(DATASTORE).partition("/paths/")
    if not path.startswith(DATASTORE) or not separator:
        raise AzError(f"usage error: --output-path is {DATASTORE}<name>/paths/<path>, and not '{path}'")
    return [{"output_dataset.path": rest}, {"output_dataset.datastore_id": f"azureml:{datastore}"}]


@command("ml batch-deployment create")
def create_deployment(session: Session) -> Any:
    """Create a deployment from a YAML file."""
    overrides = read_overrides(session["set"])
    overrides += [{name: session[name]} for name in ("name", "endpoint_name") if session[name]]
    deployment = _load(session["file"], overrides)
    component = getattr(deployment, "component", None)
    if isinstance(component, PipelineComponent):
        deployment.component = session.ml.components.create_or_update(component).id
    poller = session.ml.batch_deployments.begin_create_or_update(
        deployment, skip_script_validation=session["skip_script_validation"]
    )
    document = _finish(session, poller)
    if session["set_default"]:
        endpoint = session.ml.batch_endpoints.get(deployment.endpoint_name)
        endpoint.defaults = {"deployment_name": deployment.name}
        session.ml.batch_endpoints.begin_create_or_update(endpoint).result()
    return document


def _load(file: str, overrides: list[dict[str, Any]]) -> Any:
    kind = (yaml.safe_load(Path(file).read_text("utf-8")) or {}).get("type")
    return LOADERS.get(str(kind), load_batch_deployment)(file, params_override=overrides)


@command("ml batch-deployment update")
def update_deployment(session: Session) -> Any:
    """Change a deployment: how many files a mini-batch has, for example."""
    if session["file"]:
        deployment = _load(session["file"], read_overrides(session["set"]))
    elif session["name"] and session["endpoint_name"]:
        found = session.ml.batch_deployments.get(session["name"], session["endpoint_name"])
        document = edit(plain(json.loads(json.dumps(found._to_dict(), default=str))), session)
        deployment = BatchDeployment._load(data=document, unknown=EXCLUDE)
    else:
        raise UsageError("the following arguments are required: --name/-n, --endpoint-name/-e")
    return _finish(session, session.ml.batch_deployments.begin_create_or_update(deployment))


@command("ml batch-deployment show")
def show_deployment(session: Session) -> Any:
    """One deployment."""
    return session.ml.batch_deployments.get(session["name"], session["endpoint_name"])._to_dict()


@command("ml batch-deployment list")
def list_deployments(session: Session) -> list[Any]:
    """The deployments of an endpoint."""
    return [each._to_dict() for each in session.ml.batch_deployments.list(session["endpoint_name"])]


@command("ml batch-deployment delete")
def delete_deployment(session: Session) -> None:
    """Delete a deployment."""
    _wait(session, session.ml.batch_deployments.begin_delete(session["name"], session["endpoint_name"]))


@command("ml batch-deployment list-jobs")
def list_deployment_jobs(session: Session) -> list[Any]:
    """The jobs that a deployment has run."""
    jobs = session.ml.batch_deployments.list_jobs(session["endpoint_name"], name=session["name"])
    return [each._to_dict() for each in jobs]


def _finish(session: Session, poller: Any) -> Any:
    return None if session["no_wait"] else poller.result()._to_dict()


def _wait(session: Session, poller: Any) -> None:
    if not session["no_wait"]:
        poller.result()
