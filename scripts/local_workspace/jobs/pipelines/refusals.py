"""What the service refuses of a pipeline job when it is submitted, before any step runs.

Recorded (2022-08..2023-06, PUT …/jobs/{job} 400): the chain of codes, an input that the component does not
have, an expression that is none. The SDK refuses most of
the other cases first; their wordings are marked as unverified.
"""

from collections.abc import Mapping

from local_workspace.arm import Json, ResourceId, section
from local_workspace.errors import ArmError, not_implemented, user_error
from local_workspace.jobs import shapes
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.binding import check_bindings
from local_workspace.jobs.pipelines.components import check_given, declared
from local_workspace.jobs.pipelines.control_checks import check_controls, given_by_items
from local_workspace.jobs.pipelines.control_outputs import is_primitive
from local_workspace.jobs.pipelines.expressions import (
    PipelineInput,
    PipelineOutput,
    Reference,
    StepOutput,
    invalid_expression,
    invalid_pipeline,
    references,
    whole,
)
from local_workspace.jobs.pipelines.graph import PIPELINE, Graph, Step
from local_workspace.jobs.pipelines.sweep_steps import searched
from local_workspace.jobs.refusals import (
    TYPES,
    check_abilities,
    check_inputs,
    check_name,
    check_outputs,
    check_references,
    check_shapes,
)
from local_workspace.store import ResourceStore

NAMES_ONLY: Mapping[str, shapes.Shape] = {"jobs": shapes.documents, "settings": shapes.document}
SETTINGS: Mapping[str, shapes.Shape] = {
    "continue_on_step_failure": shapes.flag,
    "default_compute": shapes.text,
    "default_datastore": shapes.text,
    "force_rerun": shapes.flag,
}


class PipelineCheck:
    """Checks one pipeline job."""

    def __init__(self, store: ResourceStore, addresses: Addresses, workspace: ResourceId) -> None:
        self._store = store
        self._addresses = addresses
        self._workspace = workspace

    def check(self, job: ResourceId, sent: Json) -> None:
        """Refuse a pipeline job that Azure would refuse, and say plainly what is not done locally."""
        check_shapes(sent)
        check_name(job)
        shapes.check(sent, NAMES_ONLY)
        settings = section(sent, "settings")
        shapes.check(settings, SETTINGS, "settings.")
        if settings.get("on_init") or settings.get("on_finalize"):
            raise not_implemented("the steps on_init and on_finalize of a pipeline")
        check_abilities(sent)
        self._check_places(sent.get("computeId"), settings)
        inputs, outputs = section(sent, "inputs"), section(sent, "outputs")
        check_inputs(self._addresses, self._workspace, inputs)
        check_outputs(self._addresses, self._workspace, outputs)
        graph = Graph.read(self._store, sent)
        check_given(graph.inputs, inputs)
        self._check_graph(graph, {*graph.inputs, *inputs}, {*graph.outputs, *outputs})

    def _check_places(self, compute: str | None, settings: Json) -> None:
        for each in (compute, settings.get("default_compute")):
            check_references(self._store, {"computeId": each})
        if datastore := settings.get("default_datastore"):
            name = str(datastore).rpartition("/")[2]
            if self._store.find(self._workspace.child("datastores", name)) is None:
                raise user_error(404, f"Could not find datastore: {name}.", "NotFoundError")  # unverified

    def _check_graph(self, graph: Graph, inputs: set[str], outputs: set[str]) -> None:
        check_controls(graph)
        for step in graph.steps.values():
            self._check_step(step)
            for reference in step.refers_to():
                _check_reference(graph, step, reference, inputs, outputs)
        graph.in_order()

    def _check_step(self, step: Step) -> None:
        wanted, written = declared(step.spec, "inputs"), declared(step.spec, "outputs")
        for name in step.inputs.keys() - wanted.keys():
            raise _no_such_input(step, name)
        items = given_by_items(step)
        if items is not None:
            given = {**step.inputs, **searched(step.document), **dict.fromkeys(items)}
            check_given(wanted, given, f" of step {step.name}")
        for name in step.outputs.keys() - written.keys():
            raise invalid_pipeline(f"Step {step.name} has no output {name}.")  # unverified
        for port in step.inputs.values():
            if port.uri and not list(references(port.uri)):
                self._addresses.check(self._workspace, port.uri)
        compute = step.document.get("computeId")
        if not list(references(compute)):
            check_references(self._store, {"computeId": compute})
        if step.component is None:
            return
        if step.graph:
            self._check_graph(step.graph, {*step.graph.inputs}, {*step.graph.outputs})
        else:
            self._check_component(step)

    def _check_component(self, step: Step) -> None:
        if step.spec.get("type") == PIPELINE:
            raise invalid_pipeline(f"The component of step {step.name} is a pipeline.")  # unverified
        members = {"environmentId": "environment", "codeId": "code"}
        check_references(self._store, {member: step.spec.get(name) for member, name in members.items()})
        resources = {**section(step.spec, "resources"), **section(step.document, "resources")}
        several = {"instanceCount": resources.get("instance_count")}
        spread = step.document.get("distribution") or step.spec.get("distribution")
        check_abilities({"resources": several, "distribution": spread})
        command = str(step.spec.get("command"))
        check_bindings(command, declared(step.spec, "inputs"), declared(step.spec, "outputs"))


def _check_reference(
    graph: Graph, step: Step, reference: Reference, inputs: set[str], outputs: set[str]
) -> None:
    match reference:
        case PipelineInput(name):
            if name not in inputs and reference in step.refers_to(optional=False):
                raise invalid_expression(f"Step {step.name} reads {name}, which is no input of the pipeline.")
        case PipelineOutput(name):
            if name not in outputs:
                raise invalid_expression(
                    f"Step {step.name} writes {name}, which is no output of the pipeline."
                )
        case StepOutput(name, output):
            source = graph.steps.get(name)
            if source is None or output not in declared(source.spec, "outputs"):
                raise invalid_expression(
                    f"Step {step.name} reads {name}.outputs.{output}, which is not there."
                )
            if not is_primitive(declared(source.spec, "outputs")[output]):
                _check_type(step, reference)


def _check_type(step: Step, reference: StepOutput) -> None:
    """A file or a folder is no number: unverified, as are the wordings of what a step reads above."""
    for name, port in step.inputs.items():
        kind = section(declared(step.spec, "inputs"), name).get("type")
        if whole(port.expression) == reference and kind not in (*TYPES, "path", None):
            message = f"Step {step.name} reads {reference.step}.outputs.{reference.name} as a {kind}."
            raise invalid_pipeline(message, "InvalidComponentJobInput")


def _no_such_input(step: Step, name: str) -> ArmError:
    message = f"Invalid component job since input {name} for component job {step.name} does not exist."
    return invalid_pipeline(message, "InvalidComponentJobInput")
