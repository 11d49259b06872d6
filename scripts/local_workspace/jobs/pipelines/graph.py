"""The graph of a pipeline: its steps, what each of them reads, and in which order they can run."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from typing import Any, cast

from local_workspace.arm import Json, Resource, section
from local_workspace.errors import not_implemented
from local_workspace.jobs.pipelines.automl_steps import AUTOML, SPEC, as_step
from local_workspace.jobs.pipelines.components import declared, find_component, is_true, spec_of
from local_workspace.jobs.pipelines.controls import FREE, Controlled, is_control, read_controls
from local_workspace.jobs.pipelines.expressions import Reference, StepOutput, invalid_pipeline, references
from local_workspace.jobs.pipelines.sweep_steps import check_members
from local_workspace.jobs.refusals import LITERAL
from local_workspace.store import ResourceStore

PIPELINE = "pipeline"
SWEEP = "sweep"
COMPONENT: Mapping[str, tuple[str, ...]] = {
    "command": ("componentId",),
    PIPELINE: ("componentId",),
    SWEEP: ("trial", "componentId"),
}
"""The types of steps that run here, and where a step names its component.

Another kind of job becomes a step with an entry here and one in `steps.BUILDERS`; AutoML has no component.
"""
ELSEWHERE = ("data_transfer", "import", "parallel", "promptflow_parallel", "spark")
"""The types of steps that run on Azure only (azure-ai-ml 1.35.2, constants/_component.py, NodeType)."""


@dataclass(frozen=True)
class Port:
    """What a step reads or writes under a name, or what a pipeline has under it."""

    kind: str = LITERAL
    value: Any = None
    uri: str | None = None
    mode: str | None = None
    asset: str | None = None
    version: str | None = None

    @classmethod
    def of(cls, document: Any) -> "Port":
        """Read either form: of a pipeline (`jobInputType`) or, in a step, as in YAML (`job_input_type`)."""
        if not isinstance(document, dict):
            return cls(value=document)
        one = cast(Json, document)
        kinds = ("jobInputType", "job_input_type", "jobOutputType", "job_output_type", "type")
        return cls(
            next((str(one[name]) for name in kinds if one.get(name)), LITERAL),
            one.get("value"),
            one.get("uri"),
            one.get("mode"),
            one.get("assetName") or one.get("name"),
            one.get("assetVersion") or one.get("version"),
        )

    @property
    def expression(self) -> Any:
        """Where a reference may stand."""
        return self.value if self.uri is None else self.uri


@dataclass(frozen=True)
class Step:
    """One node of the graph."""

    name: str
    document: Json
    component: Resource | None = None
    """None for a step that names none: it is what its type is."""
    graph: "Graph | None" = None
    """The steps of a step that is a pipeline itself."""
    control: Controlled = FREE
    """When it runs and how often."""
    body: "Step | None" = None
    """Of a step that stands for a parallel_for: what runs for each item."""
    loop: str | None = None
    """Of a step that runs for an item: the name of the parallel_for."""
    turn: str | None = None
    """Which round or item of a loop it is."""

    @property
    def key(self) -> str:
        """What tells it from all other steps, and from itself in another turn of its loop."""
        return self.name if self.turn is None else f"{self.name}[{self.turn}]"

    @property
    def type(self) -> str:
        """`automl`, `command`, `pipeline`, `sweep`."""
        return self.document["type"]

    @property
    def spec(self) -> Json:
        """What its component is."""
        return spec_of(self.component) if self.component else SPEC

    @cached_property
    def inputs(self) -> Mapping[str, Port]:
        """What it is given."""
        return _ports(self.document, "inputs")

    @cached_property
    def outputs(self) -> Mapping[str, Port]:
        """What is said about its outputs."""
        return _ports(self.document, "outputs")

    def refers_to(self, *, optional: bool = True) -> list[Reference]:
        """All that it refers to, with the inputs that it can do without or without them."""
        given = section(self.document, "inputs")
        kept = {name: each for name, each in given.items() if optional or not self.is_optional(name)}
        items = self.control.items.items if self.control.items else None
        read = [{**self.document, "inputs": kept}, items, [gate.condition for gate in self.control.gates]]
        return [each for text in _texts(read) for each in references(text)]

    def needs(self, *, optional: bool) -> set[str]:
        """The steps whose outputs it reads."""
        return {each.step for each in self.refers_to(optional=optional) if isinstance(each, StepOutput)}

    def is_optional(self, name: str) -> bool:
        """Whether an input may be missing."""
        return is_true(section(declared(self.spec, "inputs"), name).get("optional"))


@dataclass(frozen=True)
class Graph:
    """The steps of a pipeline, and what the pipeline itself reads and writes."""

    steps: Mapping[str, Step]
    inputs: Mapping[str, Json] = field(default_factory=dict[str, Json])
    """Declarations, where there are any: a pipeline that is no component has values only."""
    outputs: Mapping[str, Json] = field(default_factory=dict[str, Json])

    @classmethod
    def read(cls, store: ResourceStore, properties: Json) -> "Graph":
        """The graph of a pipeline job: its own steps, or those of the component that it runs."""
        if reference := properties.get("componentId"):
            return cls.of_component(store, find_component(store, reference))
        return cls(_steps(store, section(properties, "jobs")))

    @classmethod
    def of_component(cls, store: ResourceStore, component: Resource) -> "Graph":
        """The graph of a pipeline component."""
        spec = spec_of(component)
        if spec.get("type") != PIPELINE:
            raise invalid_pipeline(f"Component {component.id.parent.name} is no pipeline component.")
        steps = _steps(store, section(spec, "jobs"))
        return cls(steps, declared(spec, "inputs"), declared(spec, "outputs"))

    def in_order(self) -> list[Step]:
        """The steps such that each comes after what it reads; refused when they wait for each other."""
        done: list[Step] = []
        left = dict(self.steps)
        while left:
            ready = [step for step in left.values() if not step.needs(optional=True) & left.keys()]
            if not ready:
                # Unverified: neither the wording nor an exact code is recorded; the SDK does not look.
                names = ", ".join(sorted(left))
                raise invalid_pipeline(f"The steps of the pipeline form a cycle: {names}.")
            done += ready
            left = {name: step for name, step in left.items() if step not in ready}
        return done

    def dependants(self, failed: Iterable[str]) -> set[str]:
        """The steps that cannot run without any of the given ones, directly or through others."""
        lost = set(failed)
        for step in self.in_order():
            if step.needs(optional=False) & lost:
                lost.add(step.name)
        return lost.difference(failed)


def _steps(store: ResourceStore, documents: Json) -> dict[str, Step]:
    controls = read_controls(documents)
    steps = [
        _controlled(_step(store, name, document), controls.get(name, FREE))
        for name, document in documents.items()
        if not is_control(document)
    ]
    if not steps:
        raise invalid_pipeline("A pipeline job needs at least one step.")  # unverified wording
    return {step.name: step for step in steps}


def _controlled(step: Step, control: Controlled) -> Step:
    """The step that the graph has: for the body of a parallel_for the loop, whose outputs others read."""
    if control.items is None:
        return replace(step, control=control)
    document = {**step.document, "outputs": control.items.outputs}
    return replace(step, name=control.items.node, document=document, control=control, body=step)


def _step(store: ResourceStore, name: str, document: Any) -> Step:
    if not isinstance(document, dict):
        raise invalid_pipeline(f"The step {name!r} must be a JSON object.")
    one: Json = {"type": "command", **document}
    if one["type"] == AUTOML:
        return Step(name, as_step(name, one))
    if one["type"] in ELSEWHERE:
        raise not_implemented(f"steps of type {one['type']!r} in a pipeline (step {name!r})")
    if one["type"] not in list(COMPONENT):
        raise invalid_pipeline(f"The step {name!r} has the unknown type {one['type']!r}.")  # unverified
    if one["type"] == SWEEP:
        check_members(name, one)
    *path, member = COMPONENT[one["type"]]
    reference = reduce(section, path, one).get(member)
    if not isinstance(reference, str):
        raise invalid_pipeline(f"The step {name!r} names no component.")  # unverified wording
    component = find_component(store, reference)
    graph = Graph.of_component(store, component) if one["type"] == PIPELINE else None
    return Step(name, one, component, graph)


def _ports(document: Json, kind: str) -> dict[str, Port]:
    return {name: Port.of(each) for name, each in section(document, kind).items() if each is not None}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in cast(Json, value).values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in cast(list[Any], value):
            yield from _texts(each)
