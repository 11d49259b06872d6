"""Finds an earlier run of a step whose results can stand for a new one.

Criteria: https://learn.microsoft.com/azure/machine-learning/how-to-debug-pipeline-reuse-issues (2026-03-30,
read 2026-11-21): the component is deterministic, the pipeline is not forced to run again, and code,
environment, inputs, parameters, output settings and run settings are the same. The steps of a pipeline that
was forced to run again are not reused either.
Properties: azure-ai-ml 1.35.2, constants/_job/pipeline.py, PipelineConstants.
"""

import hashlib
import json

from local_workspace.arm import Json, Resource, ResourceId, section
from local_workspace.jobs.outputs import default_path
from local_workspace.jobs.pipelines.control_outputs import as_properties, written_values
from local_workspace.store import ResourceStore

SAME = (
    *("command", "computeId", "distribution", "environmentId", "environmentVariables", "identity"),
    *("inputs", "jobType", "limits", "resources"),
    *("earlyTermination", "objective", "samplingAlgorithm", "searchSpace", "taskDetails", "trial"),
)


def fingerprint(store: ResourceStore, job: ResourceId, properties: Json) -> str:
    """What is equal for two jobs that do the same with the same; names and words do not count."""
    same = {member: properties.get(member) for member in SAME}
    same["code"] = _content(store, properties.get("codeId"))
    same["outputs"] = {
        name: _without_own_place(job, name, output)
        for name, output in section(properties, "outputs").items()
        if name != "default"
    }
    return hashlib.sha256(json.dumps(same, sort_keys=True).encode()).hexdigest()


def find_earlier(store: ResourceStore, workspace: ResourceId, mark: str) -> Resource | None:
    """The newest step that has really run, completed, and did the same."""
    where = {"$.run.fingerprint": mark, "$.properties.status": "Completed"}
    return next(
        iter(store.children(workspace, "jobs", where=where, newest_first=True, limit=1).resources), None
    )


def reused_properties(source: Resource) -> Json:
    """What a step says whose results are those of an earlier one."""
    said = source.properties["properties"]
    pipeline = said.get("azureml.pipelinerunid")
    return {
        **as_properties(written_values(said)),
        "azureml.isreused": "true",
        "azureml.reusedpipelinerunid": pipeline,
        "azureml.reusedrunid": source.id.name,
    }


def _content(store: ResourceStore, code: str | None) -> str | None:
    found = store.find(ResourceId.parse(code)) if code else None
    return found.properties["properties"].get("hash_sha256") or code if found else code


def _without_own_place(job: ResourceId, name: str, output: Json) -> Json:
    own = str(output.get("uri")).endswith(default_path(job.name, name))
    return {**output, "uri": None} if own else output
