"""Control nodes while they run: blocks of an if_else, rounds of a do_while, items of a parallel_for.

Unverified, as no run of such a pipeline is public: that a step of the other block has no job, nor have those
that need it; that a loop which reaches its limit has ended well; that a round or item whose inputs are those
of an earlier run is reused as any other step; the name `body[turn]` of each job; the place of an aggregated
output. Its form, an MLTable that names the outputs in the order of the items, is the one that the SDK writes
for its own scatter and gather (azure-ai-ml 1.35.2, entities/_builders/subcomponents.py).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

import yaml

from local_workspace.arm import Json, ResourceId, section
from local_workspace.jobs import shapes
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.mltables import FILE
from local_workspace.jobs.outputs import FILE_TYPES, default_path
from local_workspace.jobs.pipelines.components import check_given, declared
from local_workspace.jobs.pipelines.control_outputs import ControlValueError, decide, is_primitive
from local_workspace.jobs.pipelines.controls import DoWhile, Gate, ParallelFor
from local_workspace.jobs.pipelines.expressions import PipelineOutput, invalid_pipeline, whole
from local_workspace.jobs.pipelines.graph import Port, Step
from local_workspace.jobs.pipelines.steps import Scope
from local_workspace.jobs.refusals import LITERAL
from local_workspace.references import DatastorePath

TABLE = "mltable"


@dataclass
class ItemsRun:
    """One parallel_for while it runs."""

    step: Step
    turns: tuple[str, ...]
    outputs: dict[str, Mapping[str, Port]] = field(default_factory=dict[str, Mapping[str, Port]])
    """What the items have written that have completed."""
    ended: int = 0

    @property
    def over(self) -> bool:
        """Whether all items have ended."""
        return self.ended == len(self.turns)

    @property
    def completed(self) -> bool:
        """Whether all items have completed."""
        return len(self.outputs) == len(self.turns)


def first_round(step: Step) -> Step:
    """The step as it runs first."""
    return replace(step, turn="1") if step.control.rounds and step.turn is None else step


def next_round(step: Step, outputs: Mapping[str, Port]) -> Step | None:
    """The next round of a loop; None when it has ended, or when the step is in none."""
    loop, turn = step.control.rounds, int(step.turn or 0)
    if loop is None or not _goes_on(loop, outputs) or turn >= loop.most_rounds:
        return None
    given = {
        name: _given(step, loop, name, output, outputs[output])
        for output, inputs in loop.mapping.items()
        for name in inputs
    }
    document = {**step.document, "inputs": {**section(step.document, "inputs"), **given}}
    return replace(step, document=document, turn=str(turn + 1))


def _given(step: Step, loop: DoWhile, name: str, output: str, port: Port) -> Json:
    """An output of the last round as an input of the next."""
    if not is_primitive(declared(step.spec, "inputs")[name]):
        return {"job_input_type": port.kind, "uri": port.uri}
    if port.value is None:
        message = f"the output {output} of its body, which the input {name} is next, was not written"
        raise ControlValueError(loop.node, message)
    return {"job_input_type": LITERAL, "value": port.value}


def _goes_on(loop: DoWhile, outputs: Mapping[str, Port]) -> bool:
    if loop.condition is None:
        return True
    return decide(loop.node, f"the output {loop.condition} of its body", outputs[loop.condition].value)


def is_open(gate: Gate, scope: Scope) -> bool:
    """Whether a step of a block runs."""
    if isinstance(gate.condition, bool):
        return gate.condition == gate.wanted
    reference = whole(gate.condition)
    port = scope.find(reference) if reference else None
    return decide(gate.node, str(gate.condition), port and port.value) == gate.wanted


def expand(step: Step, loop: ParallelFor, scope: Scope) -> list[Step]:
    """What runs for each item of a parallel_for."""
    reference = whole(loop.items)
    port = scope.find(reference) if reference else None
    items = read_items(loop, port.value if port else loop.items)
    check_items(step, loop, items)
    wanted = declared(step.spec, "inputs")
    for item in items.values():
        check_given(wanted, {**step.inputs, **item}, f" of step {step.name}")
    body = step.body or step
    return [
        replace(
            body,
            document={**body.document, "inputs": {**section(body.document, "inputs"), **item}},
            loop=loop.node,
            turn=turn,
        )
        for turn, item in items.items()
    ]


def read_items(loop: ParallelFor, written: Any) -> dict[str, Json]:
    """The items by their keys, or by their places in a list; refused when they are none."""
    if isinstance(written, str):
        try:
            written = json.loads(written)
        except ValueError as error:
            raise _refused(
                loop, f"Items is neither a valid JSON string due to {error} or a binding string."
            ) from None
    if isinstance(written, list):
        listed = cast("list[Any]", written)
        written = {str(place): each for place, each in enumerate(listed)}
    if not isinstance(written, dict):
        raise _refused(loop, f"Unsupported items type: {type(written).__name__}")
    items = cast("dict[str, Any]", written)
    if not items:
        raise _refused(loop, "Items is an empty list/dict.")
    for item in items.values():
        if not shapes.document(item):
            raise _refused(loop, f"Items has to be list/dict of dict as value, but got {item!r}.")
    return items


def check_items(step: Step, loop: ParallelFor, items: Mapping[str, Json]) -> None:
    """Refuse items that are no inputs of the body, or not the same ones."""
    wanted = declared(step.spec, "inputs")
    first = next(iter(items.values()))
    for item in items.values():
        if item.keys() != first.keys():
            raise _refused(
                loop, f"Items should have same keys with body inputs, but got {list(item)} and {list(first)}."
            )
        if unknown := sorted(item.keys() - wanted.keys()):
            raise _refused(
                loop, f"Item {item} got unmatched inputs with loop body component inputs: {unknown}."
            )


def _refused(loop: ParallelFor, message: str) -> Exception:
    return invalid_pipeline(f"{message} (node {loop.node}).", "InvalidComponentJobInput")


def aggregate(addresses: Addresses, job: ResourceId, scope: Scope, run: ItemsRun) -> dict[str, Port]:
    """Write what the items wrote under each name as one table; where they are."""
    found: dict[str, Port] = {}
    for name, declaration in declared(run.step.spec, "outputs").items():
        if is_primitive(declaration):
            continue
        parts = [run.outputs[turn][name] for turn in run.turns]
        place = _place(job, scope, run.step, name)
        folder = addresses.target(job.workspace, place)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_text(_table(job.workspace, parts), "utf-8")
        found[name] = Port(TABLE, uri=place)
    return found


def _place(job: ResourceId, scope: Scope, step: Step, name: str) -> str:
    given = step.outputs.get(name)
    bound = whole(given.expression) if given else None
    output = bound.name if isinstance(bound, PipelineOutput) else f"{step.name}.{name}"
    said = scope.outputs.get(output) if isinstance(bound, PipelineOutput) else given
    own = f"azureml://datastores/{scope.datastore}/paths/{default_path(job.name, output)}"
    return (said.uri if said else None) or own


def _table(workspace: ResourceId, parts: list[Port]) -> str:
    paths = [{"file" if port.kind in FILE_TYPES else "folder": _full(workspace, port)} for port in parts]
    return yaml.safe_dump({"paths": paths})


def _full(workspace: ResourceId, port: Port) -> str:
    """The address that can be read without knowing the workspace."""
    place = DatastorePath.parse(str(port.uri), workspace)
    return place.long_uri if place else str(port.uri)
