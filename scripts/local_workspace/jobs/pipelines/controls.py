"""The nodes of a pipeline that are no jobs: if_else, do_while and parallel_for say what runs, and how often.

Form: azure-ai-ml 1.35.2, entities/_builders/{condition_node,do_while,parallel_for}.py, and the requests that
its tests expect (azure-sdk-for-python, tests/dsl/e2etests/test_controlflow_pipeline.py). In YAML they are a
private preview: the SDK reads them when AZURE_ML_CLI_PRIVATE_FEATURES_ENABLED is set. The wordings of
refusals are those of the SDK, which looks first; that the service says so is unverified, as are the others.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from local_workspace.arm import Json, section
from local_workspace.errors import not_implemented
from local_workspace.jobs import shapes
from local_workspace.jobs.pipelines.expressions import StepOutput, invalid_pipeline, whole

IF_ELSE, DO_WHILE, PARALLEL_FOR = "if_else", "do_while", "parallel_for"
CONTROLS = (IF_ELSE, DO_WHILE, PARALLEL_FOR)
BODIES = ("command", "pipeline")
BLOCKS = {"true_block": True, "false_block": False}
MOST_ROUNDS = 1000
_NODE = re.compile(r"\$\{\{\s*parent\.jobs\.(?P<name>\w+)\s*\}\}")
_INPUT = re.compile(r"\$\{\{\s*(?:parent\.jobs\.)?\w+\.inputs\.(?P<name>[\w.]+)\s*\}\}")


@dataclass(frozen=True)
class Gate:
    """A step runs only when a condition has the value that its block of an if_else stands for."""

    node: str
    condition: Any
    """A boolean, or a reference to one."""
    wanted: bool


@dataclass(frozen=True)
class DoWhile:
    """A step runs again with its own outputs as inputs, as long as one of its outputs is true."""

    node: str
    condition: str | None
    """Name of the output; None when only the limit ends the loop."""
    mapping: Mapping[str, tuple[str, ...]]
    """Inputs of the next round by the output that they get."""
    most_rounds: int


@dataclass(frozen=True)
class ParallelFor:
    """A step runs once for each item, which is some of its inputs."""

    node: str
    items: Any
    """JSON, or a reference to it."""
    outputs: Json
    """What is said about the aggregated outputs."""
    most_at_once: int | None


@dataclass(frozen=True)
class Controlled:
    """What the control nodes of a pipeline say about one step."""

    gates: tuple[Gate, ...] = ()
    rounds: DoWhile | None = None
    items: ParallelFor | None = None


FREE = Controlled()
"""A step that no control node is about."""


def is_control(document: Any) -> bool:
    """Whether a node of a pipeline is none of its steps."""
    return _type(document) in CONTROLS


def _type(document: Any) -> Any:
    return cast(Json, document).get("type") if isinstance(document, dict) else None


def read_controls(documents: Json) -> dict[str, Controlled]:
    """What the control nodes among the nodes of a pipeline say, by the names of the steps."""
    found: dict[str, Controlled] = {}
    nodes = {name: each for name, each in documents.items() if is_control(each)}
    for name, document in nodes.items():
        if document["type"] == IF_ELSE:
            for step, gate in _gates(name, document, documents):
                known = found.get(step, FREE)
                found[step] = replace(known, gates=(*known.gates, gate))
            continue
        body = _body(name, document, documents)
        known = found.get(body, FREE)
        if known.rounds or known.items:
            raise invalid_pipeline("The body of loop node cannot be promoted as another loop again.")
        if document["type"] == DO_WHILE:
            found[body] = replace(known, rounds=_do_while(name, body, document))
        else:
            found[body] = replace(known, items=_parallel_for(name, document))
    return found


def _gates(name: str, document: Json, documents: Json) -> Iterator[tuple[str, Gate]]:
    condition = document.get("condition")
    if not isinstance(condition, bool) and whole(condition) is None:
        raise invalid_pipeline(
            f"'condition' of dsl.condition has invalid binding expression: {condition}, "
            f"for example, ${{{{parent.jobs.xxx.outputs.output}}}} (node {name})."
        )
    blocks = {wanted: _block(name, member, document) for member, wanted in BLOCKS.items()}
    if not any(blocks.values()):
        raise invalid_pipeline(f"True block and false block cannot be empty at the same time (node {name}).")
    if both := set(blocks[True]) & set(blocks[False]):
        raise invalid_pipeline(f"True block and false block cannot contain same nodes: {both} (node {name}).")
    for wanted, steps in blocks.items():
        for step in steps:
            yield _step_of_block(name, step, documents), Gate(name, condition, wanted)


def _block(name: str, member: str, document: Json) -> list[str]:
    return [
        _node(each, f"'{member}' of dsl.condition has invalid binding expression: {each} (node {name}).")
        for each in _listed(document.get(member) or [])
    ]


def _listed(written: Any) -> list[Any]:
    return cast("list[Any]", written) if isinstance(written, list) else [written]


def _step_of_block(name: str, step: str, documents: Json) -> str:
    """The step that a block means; a loop stands for its body."""
    kind = _type(documents.get(step))
    if step not in documents:
        raise invalid_pipeline(f"The node {name} names {step}, which is no node of the pipeline.")
    if kind == PARALLEL_FOR:
        return _body(step, documents[step], documents)
    if kind in CONTROLS:
        raise not_implemented(f"a node of type {kind!r} in a block of an if_else (node {name!r})")
    return step


def _body(name: str, document: Json, documents: Json) -> str:
    body = _node(document.get("body"), f"The node {name} has no body: {document.get('body')!r}.")
    if body not in documents:
        raise invalid_pipeline(f'Cannot find the do-while loop body "{body}" in the pipeline (node {name}).')
    kind = _type(documents[body]) or BODIES[0]
    if kind not in BODIES:
        raise invalid_pipeline(f"The body of the loop {name} must be a command or a pipeline, not {kind!r}.")
    return body


def _do_while(name: str, body: str, document: Json) -> DoWhile:
    shapes.check(document, {"limits": shapes.document, "mapping": shapes.document}, f"jobs.{name}.")
    most: Any = section(document, "limits").get("max_iteration_count")
    if not shapes.number(most) or not 0 < most <= MOST_ROUNDS:
        raise invalid_pipeline(
            "The max iteration count cannot be less than 0 or larger than "
            f"{MOST_ROUNDS}; it is {most!r} (node {name})."
        )
    mapping = {_output(key, body): _inputs(name, each) for key, each in section(document, "mapping").items()}
    taken = [each for inputs in mapping.values() for each in inputs]
    for each in taken:
        if taken.count(each) > 1:
            outputs = [output for output, inputs in mapping.items() if each in inputs]
            raise invalid_pipeline(f"Input {each} has been linked to multiple outputs {outputs}.")
    condition = document.get("condition")
    return DoWhile(name, None if condition is None else _output(condition, body), mapping, most)


def _output(written: Any, body: str) -> str:
    """The name of an output of the body, which stands alone or in an expression."""
    reference = whole(written) if isinstance(written, str) and "${{" in written else None
    return reference.name if isinstance(reference, StepOutput) and reference.step == body else str(written)


def _inputs(name: str, written: Any) -> tuple[str, ...]:
    names = _listed(written)
    if not shapes.words(names):
        raise invalid_pipeline(f"The mapping of the node {name} must name inputs of its body.")
    return tuple(found["name"] if (found := _INPUT.fullmatch(each)) else each for each in names)


def _parallel_for(name: str, document: Json) -> ParallelFor:
    shapes.check(document, {"outputs": shapes.document}, f"jobs.{name}.")
    most = document.get("max_concurrency")
    if most is not None and (not shapes.number(most) or most < 1):
        raise invalid_pipeline(
            f"max_concurrency must be a whole number from 1 on, not {most!r} (node {name})."
        )
    if document.get("items") is None:
        raise invalid_pipeline(f"Items is required for parallel_for node (node {name}).")
    return ParallelFor(name, document["items"], section(document, "outputs"), most)


def _node(written: Any, refusal: str) -> str:
    found = _NODE.fullmatch(written.strip()) if isinstance(written, str) else None
    if found is None:
        raise invalid_pipeline(refusal)
    return found["name"]
