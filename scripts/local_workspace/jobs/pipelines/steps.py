"""Makes the job that a step runs as: of its component, of what the step says, and of the values there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from local_workspace.arm import Json, ResourceId, section
from local_workspace.jobs.outputs import default_path
from local_workspace.jobs.pipelines.automl_steps import AUTOML, DATA, task_details
from local_workspace.jobs.pipelines.components import declared
from local_workspace.jobs.pipelines.control_outputs import PRIMITIVES, ControlValueError, is_primitive
from local_workspace.jobs.pipelines.expressions import (
    PipelineInput,
    PipelineOutput,
    Reference,
    StepOutput,
    fill_in,
    whole,
)
from local_workspace.jobs.pipelines.graph import PIPELINE, SWEEP, Port, Step
from local_workspace.jobs.pipelines.sweep_steps import sweep_of
from local_workspace.jobs.refusals import LITERAL, TYPES

DATASTORE = "workspaceblobstore"


@dataclass(frozen=True)
class Scope:
    """What the steps of one running pipeline can refer to."""

    inputs: Mapping[str, Port]
    """Values of the pipeline's inputs; those that were not given are not among them."""
    outputs: Mapping[str, Port]
    """What is said about the pipeline's outputs."""
    experiment: str
    compute: str | None = None
    datastore: str = DATASTORE
    steps: dict[str, Mapping[str, Port]] = field(default_factory=dict[str, Mapping[str, Port]])
    """Outputs of the steps that have completed."""

    def find(self, reference: Reference) -> Port | None:
        """The value behind a reference, if there is one."""
        match reference:
            case PipelineInput(name):
                return self.inputs.get(name)
            case PipelineOutput(name):
                return self.outputs.get(name)
            case StepOutput(step, name):
                return self.steps.get(step, {}).get(name)

    def fill_in(self, value: Any) -> Any:
        """A JSON value with the values of references in its texts."""
        if isinstance(value, str):
            return fill_in(value, self._text)
        if isinstance(value, dict):
            return {name: self.fill_in(each) for name, each in cast(Json, value).items()}
        if isinstance(value, list):
            return [self.fill_in(each) for each in cast(list[Any], value)]
        return value

    def _text(self, reference: Reference) -> str:
        port = self.find(reference)
        return "" if port is None else str(port.uri if port.value is None else port.value)


def job_of(step: Step, scope: Scope, name: str) -> Json:
    """The job that a step runs as, as a client would send it."""
    common: Json = {
        "componentId": str(step.component.id) if step.component else None,
        "computeId": scope.fill_in(step.document.get("computeId")) or scope.compute,
        "description": section(step.document, "properties").get("description"),
        "displayName": _title(step),
        "experimentName": scope.experiment,
        "inputs": inputs_of(step, scope),
        "outputs": outputs_of(step, scope, name),
        "tags": {str(key): str(each) for key, each in section(step.document, "tags").items()},
    }
    return BUILDERS[step.type](step, scope, common)


def _title(step: Step) -> str:
    title = str(step.document.get("display_name") or step.name)
    return title if step.turn is None else f"{title}[{step.turn}]"


def inputs_of(step: Step, scope: Scope) -> Json:
    """The inputs of a step's job: what the step is given, or what its component gives by default."""
    found: Json = {}
    for name, declaration in declared(step.spec, "inputs").items():
        port = _value(step.inputs.get(name), scope)
        if port is None and declaration.get("default") is not None:
            port = Port(LITERAL, declaration["default"])
        found[name] = _wire(port, declaration) if port else None
    return found


def check_values(step: Step, scope: Scope) -> None:
    """Refuse to start a step that reads a value which another one was to write, and did not."""
    for name, declaration in declared(step.spec, "inputs").items():
        reference = whole(step.inputs[name].expression) if name in step.inputs else None
        if not is_primitive(declaration) or not isinstance(reference, StepOutput):
            continue
        port = scope.find(reference)
        if port is not None and port.value is None:
            written = f"{reference.step}.outputs.{reference.name}"
            raise ControlValueError(step.name, f"{written}, which its input {name} is, was not written")


def _value(port: Port | None, scope: Scope) -> Port | None:
    reference = whole(port.expression) if port else None
    if port is None or reference is None:
        return port and Port(port.kind, scope.fill_in(port.value), scope.fill_in(port.uri), port.mode)
    found = scope.find(reference)
    return found and Port(found.kind, found.value, found.uri, port.mode or found.mode)


def _wire(port: Port, declaration: Json) -> Json:
    kind = declaration.get("type")
    if port.uri is None or kind in PRIMITIVES:
        return {"jobInputType": LITERAL, "value": None if port.value is None else str(port.value)}
    mode = port.mode if port.mode != "ReadWriteMount" else None  # of the output that it was
    document: Json = {"jobInputType": kind if kind in TYPES else port.kind, "uri": port.uri}
    return document | ({"mode": mode} if mode else {})


def outputs_of(step: Step, scope: Scope, name: str) -> Json:
    """The outputs of a step's job, with what the pipeline says of those that are its own.

    A step that is a pipeline names no place: its own steps write where they would write without it.
    """

    def place(output: str) -> str | None:
        own = f"azureml://datastores/{scope.datastore}/paths/{default_path(name, output)}"
        return None if step.graph else own

    return {
        output: _output(step.outputs.get(output), declaration, scope, place(output))
        for output, declaration in declared(step.spec, "outputs").items()
    }


def _output(given: Port | None, declaration: Json, scope: Scope, place: str | None) -> Json:
    reference = whole(given.expression) if given else None
    of_pipeline = scope.outputs.get(reference.name) if isinstance(reference, PipelineOutput) else None
    said = [each for each in (of_pipeline, given) if each]

    def first(member: str) -> Any:
        return next((found for each in said if (found := getattr(each, member)) is not None), None)

    kinds = [each.kind for each in said if each.kind in TYPES]
    kind = str(declaration.get("type"))
    return {
        "assetName": first("asset"),
        "assetVersion": first("version"),
        "jobOutputType": kinds[0] if kinds else (kind if kind in TYPES else TYPES[1]),
        "mode": first("mode") or "ReadWriteMount",
        "uri": first("uri") or place,
    }


def _command(step: Step, scope: Scope, common: Json) -> Json:
    spec, document = step.spec, step.document

    def either(member: str) -> Json:
        return {**section(spec, member), **scope.fill_in(section(document, member))}

    return common | {
        "jobType": "Command",
        "codeId": _id(spec.get("code")),
        "command": spec.get("command"),
        "distribution": either("distribution") or None,
        "environmentId": _id(spec.get("environment")),
        "environmentVariables": either("environment_variables"),
        "identity": document.get("identity"),
        "limits": {"jobLimitsType": "Command", "timeout": either("limits").get("timeout")},
        "resources": _resources(either("resources")),
    }


def _pipeline(_: Step, scope: Scope, common: Json) -> Json:
    compute = {"default_compute": common["computeId"]} if common["computeId"] else {}
    settings = {"default_datastore": scope.datastore, **compute}
    return common | {"jobType": "Pipeline", "jobs": {}, "settings": settings}


def _sweep(step: Step, scope: Scope, common: Json) -> Json:
    document: Json = {**step.document, "limits": {}}  # they are the sweep's, not those of a trial
    trial = _command(replace(step, document=document), scope, common)
    return sweep_of(scope.fill_in(step.document), trial)


def _automl(step: Step, scope: Scope, common: Json) -> Json:
    data = {name: _value(Port.of(step.document[name]), scope) for name in DATA if step.document.get(name)}
    given = {name: {"jobInputType": port.kind, "uri": port.uri} for name, port in data.items() if port}
    return {
        **{name: each for name, each in common.items() if name != "inputs"},
        "jobType": "AutoML",
        "resources": _resources(section(step.document, "resources")),
        "taskDetails": task_details(scope.fill_in(step.document), given),
    }


BUILDERS: Mapping[str, Callable[[Step, Scope, Json], Json]] = {
    AUTOML: _automl,
    "command": _command,
    PIPELINE: _pipeline,
    SWEEP: _sweep,
}
"""What makes a job of a step of each type."""


def _id(reference: Any) -> str | None:
    return str(ResourceId.parse(str(reference))) if reference else None


def _resources(sent: Json) -> Json:
    names = {"instance_count": "instanceCount", "instance_type": "instanceType", "shm_size": "shmSize"}
    found = {names.get(name, name): each for name, each in sent.items() if each is not None}
    if "instanceCount" in found:
        found["instanceCount"] = int(found["instanceCount"])
    return found
