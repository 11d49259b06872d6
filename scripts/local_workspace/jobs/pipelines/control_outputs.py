"""What a step says by a value instead of data: a boolean, a number or a text that decides what runs next.

A step writes such outputs into its own run: the property `azureml.pipeline.control` is a JSON object of
them, and `azureml.pipeline.control.<name>` is one that was there before the step ended. Source: mldesigner
0.1.0b23, _component_executor.py (CONTROL_OUTPUTS_KEY) and _input_output.py (Output.ready), which send
PATCH …/history/v1.0…/runs/{run}. Unverified: what the service makes of a value that was never written.
"""

import json
from collections.abc import Mapping
from typing import cast

from local_workspace.arm import Json, Resource, section
from local_workspace.errors import LocalWorkspaceError
from local_workspace.jobs.pipelines.components import declared
from local_workspace.jobs.pipelines.graph import Port, Step
from local_workspace.jobs.records import run_of

WRITTEN = "azureml.pipeline.control"
PRIMITIVES = ("boolean", "integer", "number", "string")
TRUTHS = {"true": True, "false": False}


def is_primitive(declaration: Json) -> bool:
    """Whether an input or output is a value, not data."""
    return declaration.get("type") in PRIMITIVES


class ControlValueError(LocalWorkspaceError):
    """A value that `node` needs was not written, or is not what it needs."""

    def __init__(self, node: str, message: str) -> None:
        super().__init__(f"{node} cannot go on: {message}.")
        self.node = node


def decide(node: str, what: str, value: object) -> bool:
    """The boolean that a value says; `what` the value is of."""
    found = TRUTHS.get(str(value).strip().lower())
    if found is None:
        said = "was not written" if value is None else f"is {str(value)!r}"
        raise ControlValueError(node, f"{what} {said}, but must be True or False")
    return found


def written_values(properties: Json) -> Json:
    """The values that a run has written."""
    early = {
        name.removeprefix(f"{WRITTEN}."): value
        for name, value in properties.items()
        if name.startswith(f"{WRITTEN}.")
    }
    try:
        found: object = json.loads(properties.get(WRITTEN) or "{}")
    except ValueError:
        return early
    return {**early, **(cast(Json, found) if isinstance(found, dict) else {})}


def outputs_of(step: Step, job: Resource) -> dict[str, Port]:
    """What other steps read of a job that has completed."""
    written, said = run_of(job)["outputs"], section(job.properties, "outputs")
    values, declarations = written_values(job.properties["properties"]), declared(step.spec, "outputs")
    found: dict[str, Port] = {}
    for name, document in said.items():
        if name != "default":
            port = Port.of(document)
            value = values.get(name) if is_primitive(section(declarations, name)) else None
            uri = section(written, name).get("uri") or port.uri
            found[name] = Port(port.kind, None if value is None else str(value), uri)
    return found


def as_properties(values: Mapping[str, object]) -> Json:
    """The properties of a run that has written values."""
    return {WRITTEN: json.dumps(values)} if values else {}
