"""What the service adds to a job that a client sends.

Shapes: recordings 2022-08..2023-06, PUT …/jobs/{job} 201.
"""

from copy import deepcopy
from typing import Any

from local_workspace.arm import Json, Resource, ResourceId
from local_workspace.jobs.addresses import ARTIFACT_STORE
from local_workspace.jobs.outputs import default_uri
from local_workspace.jobs.records import RUN, artifact_path
from local_workspace.settings import Settings

ABSENT_ANY = ("componentId", "computeId", "description", "identity", "notificationSetting")
"""Members that are null unless the client gave them, in jobs of all kinds."""

ABSENT = ("codeId", "distribution", "environmentVariables", "limits", "queueSettings")
"""The same, in command jobs."""

CHANGEABLE = ("description", "displayName", "isArchived", "tags")
"""What a second PUT may change; the rest of a submitted job is settled."""


def complete_job(settings: Settings, job: ResourceId, sent: Json) -> Json:
    """The properties of a new command job as the service keeps them."""
    properties = complete_any(settings, job, sent)
    for name in ABSENT:
        properties.setdefault(name, None)
    for name in ("inputs", "outputs", "parameters"):
        properties[name] = dict(properties.get(name) or {})
    properties["outputs"] = complete_outputs(settings, job, properties["outputs"])
    properties["resources"] = complete_resources(properties.get("resources") or {})
    return properties


def complete_any(settings: Settings, job: ResourceId, sent: Json) -> Json:
    """What every job has, whatever its kind."""
    properties = deepcopy(sent)
    for name in ABSENT_ANY:
        properties.setdefault(name, None)
    for name in ("properties", "tags"):
        properties[name] = dict(properties.get(name) or {})
    properties["displayName"] = properties.get("displayName") or job.name
    properties["experimentName"] = properties.get("experimentName") or "Default"
    properties["isArchived"] = bool(properties.get("isArchived"))
    properties["services"] = _services(settings, job)
    properties["status"] = "NotStarted"
    return properties


def document(job: Resource) -> Json:
    """A job as clients read it."""
    wire = job.to_wire()
    wire.pop(RUN, None)
    return wire


def complete_outputs(settings: Settings, job: ResourceId, sent: Json) -> Json:
    """The outputs of a job, the one with its artifacts among them."""
    base: Json = {"assetName": None, "assetVersion": None, "autoDeleteSetting": None, "description": None}
    outputs = {name: {**base, **_given(output or {}, job, name)} for name, output in sent.items()}
    if settings.storage_profile == "identity":
        # Unverified. With a default output the SDK signs the addresses of the logs with the datastore's
        # account key (azure-ai-ml 1.35.2, _job_ops_helper.py, stream_logs_until_completion); without keys it
        # can only read the addresses that run history signs.
        return outputs
    # In exactly this form: azure-ai-ml 1.35.2, operations/_job_ops_helper.py splits it at "datastores/".
    uri = f"azureml://datastores/{ARTIFACT_STORE}/{artifact_path(job.name)}"
    outputs["default"] = {**base, "jobOutputType": "uri_folder", "mode": "ReadWriteMount", "uri": uri}
    return outputs


def _given(output: Json, job: ResourceId, name: str) -> Json:
    given = {key: value for key, value in output.items() if value is not None}
    defaults = {"jobOutputType": "uri_folder", "mode": "ReadWriteMount", "uri": default_uri(job.name, name)}
    return defaults | given


def complete_resources(sent: Json) -> Json:
    """The machines of a job."""
    defaults: Json = {
        "dockerArgs": None,
        "instanceCount": 1,
        "instanceType": None,
        "properties": None,
        "shmSize": "2g",
    }
    return defaults | {key: value for key, value in sent.items() if value is not None}


def _services(settings: Settings, job: ResourceId) -> Json:
    location = settings.identity.location
    studio = f"https://ml.azure.com/runs/{job.name}?wsid={job.workspace}&tid={settings.identity.tenant}"
    tracking = f"azureml://{location}.api.azureml.ms/mlflow/v1.0{job.workspace}?"
    return {"Studio": _service("Studio", studio), "Tracking": _service("Tracking", tracking)}


def _service(kind: str, endpoint: str) -> dict[str, Any]:
    absent = dict.fromkeys(("errorMessage", "nodes", "port", "properties", "status"))
    return {**absent, "endpoint": endpoint, "jobServiceType": kind}
