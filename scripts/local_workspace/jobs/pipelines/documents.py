"""What the service adds to a pipeline job and to the jobs of its steps.

Shapes: azure-sdk-assets, recordings of 2026-02-27 (test_pipeline_job_get_child_run and
test_reused_pipeline_child_job_download): PUT and GET …/jobs/{job}, GET …/runs/{run}/children.
"""

import hashlib
import json

from local_workspace.arm import Json, Resource, ResourceId, section
from local_workspace.jobs.documents import complete_any
from local_workspace.jobs.pipelines.graph import Graph, Port, Step
from local_workspace.jobs.pipelines.steps import DATASTORE, Scope
from local_workspace.jobs.refusals import LITERAL
from local_workspace.settings import Settings

OUTPUT: Json = {"assetName": None, "assetVersion": None, "autoDeleteSetting": None, "description": None}


def complete_pipeline(settings: Settings, job: ResourceId, sent: Json) -> Json:
    """The properties of a new pipeline job as the service keeps them."""
    properties = complete_any(settings, job, sent)
    properties.setdefault("secretsConfiguration", None)
    properties.setdefault("sourceJobId", None)
    properties["inputs"] = properties.get("inputs") or None
    properties["jobs"] = dict(properties.get("jobs") or {})
    properties["outputs"] = {
        name: {
            **OUTPUT,
            "jobOutputType": "uri_folder",
            "mode": "ReadWriteMount",
            "uri": None,
            **_given(output),
        }
        for name, output in section(properties, "outputs").items()
    }
    properties["settings"] = dict(properties.get("settings") or {})
    return properties


def running_properties(properties: Json) -> Json:
    """What a pipeline job says of itself once it runs."""
    literals = {
        name: str(value.get("value"))
        for name, value in section(properties, "inputs").items()
        if value and value.get("jobInputType", LITERAL) == LITERAL
    }
    said: Json = {
        "azureml.DatasetAccessMode": "Asset",
        "azureml.DevPlatv2": "true",
        "azureml.continue_on_failed_optional_input": "True",
        "azureml.continue_on_step_failure": str(continues(properties)),
        "azureml.defaultDataStoreName": datastore_of(properties),
        "azureml.enforceRerun": str(is_forced(properties)),
        "azureml.parameters": json.dumps(literals),
        "azureml.pipelineComponent": "pipelinerun",
        "azureml.runsource": "azureml.PipelineRun",
        "runSource": "MFE",
        "runType": "HTTP",
    }
    compute = compute_of(properties)
    return said | ({"azureml.defaultComputeName": compute.rpartition("/")[2]} if compute else {})


def step_properties(step: Step, parent: Resource, root: str, code: str | None) -> Json:
    """What the job of a step says of itself."""
    said: Json = {
        "azureml.nodeid": node_id(step),
        "azureml.pipeline": root,
        "azureml.pipelinerunid": parent.id.name,
        "azureml.rootpipelinerunid": root,
        "azureml.runsource": "azureml.PipelineRun" if step.graph else "azureml.StepRun",
        "azureml.DevPlatv2": "true",
    }
    if step.component:
        component = step.component.id
        said |= {"azureml.moduleName": component.parent.name, "azureml.moduleid": component.name}
    return said | ({"ContentSnapshotId": ResourceId.parse(code).parent.name} if code else {})


def node_id(step: Step) -> str:
    """What a node of the graph is called in logs and properties."""
    return hashlib.sha256(step.name.encode()).hexdigest()[:8]


def scope_of(job: Resource, graph: Graph) -> Scope:
    """What the steps of a pipeline job can refer to."""
    properties = job.properties
    defaults = {
        name: Port(LITERAL, each["default"])
        for name, each in graph.inputs.items()
        if each.get("default") is not None
    }
    given = {name: Port.of(each) for name, each in section(properties, "inputs").items() if each is not None}
    outputs = {name: Port.of(each) for name, each in section(properties, "outputs").items()}
    return Scope(
        {**defaults, **given},
        outputs,
        properties["experimentName"],
        compute_of(properties),
        datastore_of(properties),
    )


def compute_of(properties: Json) -> str | None:
    """The compute of steps that name none."""
    return section(properties, "settings").get("default_compute") or properties.get("computeId") or None


def datastore_of(properties: Json) -> str:
    """The datastore of outputs that name no place."""
    named = section(properties, "settings").get("default_datastore")
    return str(named).removeprefix("azureml:").rpartition("/")[2] if named else DATASTORE


def continues(properties: Json) -> bool:
    """Whether other steps go on when one has failed: so unless the job says otherwise (recorded default)."""
    return section(properties, "settings").get("continue_on_step_failure") is not False


def is_forced(properties: Json) -> bool:
    """Whether all steps run, whatever has been run before."""
    return section(properties, "settings").get("force_rerun") is True


def _given(output: Json | None) -> Json:
    return {name: value for name, value in (output or {}).items() if value is not None}
