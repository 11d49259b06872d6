"""What is refused of the control nodes of a pipeline once its components are known.

The wordings are those of the SDK, which looks first (azure-ai-ml 1.35.2, entities/_builders/do_while.py and
condition_node.py); that the service looks too is unverified.
"""

from local_workspace.arm import section
from local_workspace.errors import not_implemented
from local_workspace.jobs.pipelines.components import declared
from local_workspace.jobs.pipelines.control_outputs import is_primitive
from local_workspace.jobs.pipelines.controls import DoWhile, Gate, ParallelFor
from local_workspace.jobs.pipelines.expressions import PipelineOutput, StepOutput, invalid_pipeline, whole
from local_workspace.jobs.pipelines.graph import Graph, Port, Step
from local_workspace.jobs.pipelines.loops import check_items, read_items


def check_controls(graph: Graph) -> None:
    """Refuse control nodes that do not fit the steps that they are about."""
    bodies = {step.body.name: step.name for step in graph.steps.values() if step.body}
    for step in graph.steps.values():
        for gate in step.control.gates:
            _check_gate(graph, gate)
        if step.control.rounds:
            _check_rounds(step, step.control.rounds)
        if step.control.items and step.body:
            _check_items(step, step.body, step.control.items)
        for reference in step.refers_to():
            if isinstance(reference, StepOutput):
                _check_read(graph, step, reference, bodies)


def given_by_items(step: Step) -> set[str] | None:
    """The inputs that the items of a loop give its body; None when they are known only once it runs."""
    loop = step.control.items
    if loop is None:
        return set()
    if whole(loop.items) is not None:
        return None
    return {name for item in read_items(loop, loop.items).values() for name in item}


def _check_gate(graph: Graph, gate: Gate) -> None:
    reference = whole(gate.condition)
    if not isinstance(reference, StepOutput):
        is_value = not isinstance(reference, PipelineOutput)
    else:
        source = graph.steps.get(reference.step)
        is_value = not source or is_primitive(section(declared(source.spec, "outputs"), reference.name))
    if not is_value:
        raise invalid_pipeline(
            "'condition' of dsl.condition node must be primitive type with value 'True', "
            f"got {gate.condition} (node {gate.node})."
        )


def _check_rounds(step: Step, loop: DoWhile) -> None:
    inputs, outputs = declared(step.spec, "inputs"), declared(step.spec, "outputs")
    for output in (*loop.mapping, *([loop.condition] if loop.condition else [])):
        if output not in outputs:
            raise invalid_pipeline(f"Cannot find {output} in do_while loop body outputs (node {loop.node}).")
    if loop.condition and not is_primitive(outputs[loop.condition]):
        raise invalid_pipeline(
            f"{loop.condition} is not a control output and is not primitive type. The condition of dowhile "
            f"must be the control output or primitive type of the body (node {loop.node})."
        )
    for output, names in loop.mapping.items():
        for name in names:
            if name not in inputs:
                raise invalid_pipeline(f"Cannot find {name} in do_while loop body inputs (node {loop.node}).")
            if is_primitive(inputs[name]) and not is_primitive(outputs[output]):
                raise invalid_pipeline(
                    f"{output} is a non-primitive type output and {name} is a primitive input. Non-primitive "
                    f"type output cannot be connected to an a primitive type input (node {loop.node})."
                )


def _check_items(step: Step, body: Step, loop: ParallelFor) -> None:
    if whole(loop.items) is None:
        check_items(step, loop, read_items(loop, loop.items))
    for name, port in body.outputs.items():
        if isinstance(whole(port.expression), PipelineOutput):
            raise not_implemented(f"an output of the pipeline that each item writes ({body.name}.{name})")
    for name in step.outputs:
        _check_aggregated(step, name)
    if any(port.asset for port in map(Port.of, loop.outputs.values())):
        raise not_implemented(f"registering what all items wrote together (step {step.name!r})")


def _check_read(graph: Graph, step: Step, reference: StepOutput, bodies: dict[str, str]) -> None:
    if reference.step in bodies:
        raise not_implemented(
            f"reading {reference.step}.outputs of a single item (step {step.name!r}); "
            f"{bodies[reference.step]}.outputs has those of all"
        )
    source = graph.steps.get(reference.step)
    if source and source.body:
        _check_aggregated(source, reference.name)


def _check_aggregated(step: Step, name: str) -> None:
    """Only data is put together: how Azure writes several values as one text is not public."""
    if is_primitive(section(declared(step.spec, "outputs"), name)):
        raise not_implemented(f"the values that several items wrote as one text ({step.name}.outputs.{name})")
