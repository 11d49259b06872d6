"""What the service adds to a fine-tuning job that a client sends.

Shape: the answer to PUT …/jobs/{job} as a public repository shows it (LazaUK, fine-tuning of Mistral 7B,
2025-05-21): its `properties`, `queueSettings` and `outputs`. What else it holds is unverified.
"""

from local_workspace.arm import Json, Resource, ResourceId, section
from local_workspace.jobs.documents import complete_any
from local_workspace.jobs.outputs import default_uri
from local_workspace.settings import Settings

KIND = "FineTuning"
DETAILS = ("hyperParameters", "validationData")
_OUTPUT: Json = {"description": None, "uri": None, "assetName": None, "mode": "ReadWriteMount"}


def complete_finetuning(settings: Settings, job: ResourceId, sent: Json, base: Resource) -> Json:
    """The properties of a new fine-tuning job as the service keeps them."""
    properties = complete_any(settings, job, sent)
    for name in ("queueSettings", "resources"):
        properties.setdefault(name, None)
    properties["outputs"] = {
        name: _OUTPUT | _given(output or {}) for name, output in section(sent, "outputs").items()
    }
    details: Json = dict.fromkeys(DETAILS) | section(sent, "fineTuningDetails")
    for name in ("model", "trainingData", "validationData"):
        if details[name]:
            details[name] = {"description": None, "mode": "ReadOnlyMount"} | _given(details[name])
    properties["fineTuningDetails"] = details
    own = {"PipelineType": KIND, "original_model_id": details["model"]["uri"]}
    marked = {f"azureml.{name}": value for name, value in own.items()}
    properties["properties"] |= own | marked | {"azureml.ModelName": base.id.parent.name}
    return properties


def place_of(job: Resource, output: str) -> str:
    """Where an output of a job lies: where the job wants it, or where the service puts it."""
    uri: str | None = section(section(job.properties, "outputs"), output).get("uri")
    return uri or default_uri(job.id.name, output)


def _given(sent: Json) -> Json:
    return {name: value for name, value in sent.items() if value is not None}
