"""Runs one pipeline: starts each step when what it reads is there, and goes on until all have ended."""

from collections.abc import Mapping
from contextlib import suppress
from queue import Empty, SimpleQueue
from uuid import uuid4

from local_workspace.arm import Json, Resource, ResourceId
from local_workspace.errors import ArmError
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.kinds import JobKinds
from local_workspace.jobs.outputs import written_output
from local_workspace.jobs.pipelines.components import is_true
from local_workspace.jobs.pipelines.control_outputs import ControlValueError, as_properties, outputs_of
from local_workspace.jobs.pipelines.controls import ParallelFor
from local_workspace.jobs.pipelines.documents import (
    continues,
    is_forced,
    node_id,
    scope_of,
    step_properties,
)
from local_workspace.jobs.pipelines.execution_log import ExecutionLog
from local_workspace.jobs.pipelines.expressions import PipelineOutput, whole
from local_workspace.jobs.pipelines.graph import Graph, Port, Step
from local_workspace.jobs.pipelines.loops import ItemsRun, aggregate, expand, first_round, is_open, next_round
from local_workspace.jobs.pipelines.reuse import find_earlier, fingerprint, reused_properties
from local_workspace.jobs.pipelines.steps import check_values, job_of
from local_workspace.jobs.records import Jobs, root_of, run_of
from local_workspace.jobs.runner import JobRunner
from local_workspace.jobs.stop import Stop
from local_workspace.store import ResourceStore

LOOK = 0.05
"""Seconds between two looks at whether the pipeline is to end."""


class Execution:
    """One pipeline while it runs."""

    def __init__(
        self,
        store: ResourceStore,
        jobs: Jobs,
        addresses: Addresses,
        kinds: JobKinds,
        runner: JobRunner,
        job: Resource,
        stop: Stop,
    ) -> None:
        self._store, self._jobs, self._kinds, self._runner = store, jobs, kinds, runner
        self._addresses, self._job, self._stop = addresses, job, stop
        self._log = ExecutionLog(addresses.artifacts(job.id))
        self._graph = Graph.read(store, job.properties)
        self._scope = scope_of(job, self._graph)
        self._waiting = {step.name: step for step in self._graph.in_order()}
        self._running: dict[ResourceId, Step] = {}
        self._loops: dict[str, ItemsRun] = {}
        self._ended: SimpleQueue[ResourceId] = SimpleQueue()
        self._failed: dict[str, str] = {}
        self._lost: set[str] = set()
        self._cancelled = False

    def run(self) -> Json | None:
        """Run all steps that can run; why the pipeline has failed, if it has."""
        self._start_ready()
        while self._running:
            with suppress(Empty):
                self._take(self._ended.get(timeout=LOOK))
            if self._stop.asked or (self._failed and not continues(self._job.properties)):
                self._cancel()
            self._start_ready()
        self._keep_outputs()
        return _failure(self._failed) if self._failed else None

    def _start_ready(self) -> None:
        """Start what can start; a step whose results are there already may let others start at once."""
        while ready := self._ready():
            admitted = [step for each in ready if (step := self._admit(each))]
            started = [(node_id(step), self._start(step)) for step in admitted]
            if submitted := [(node, job) for node, job in started if job is not None]:
                self._log.submitting(submitted)
            for _, job in submitted:
                self._runner.submit(job, self._ended.put)

    def _ready(self) -> list[Step]:
        for lost in self._graph.dependants(self._lost):
            self._waiting.pop(lost, None)
        if self._cancelled or self._stop.asked:
            self._waiting.clear()
        pending = (*self._waiting.values(), *self._running.values())
        unsettled = {step.name for step in pending} | self._loops.keys()
        ready = [step for step in self._waiting.values() if not step.needs(optional=True) & unsettled]
        return [step for step in ready if self._has_place(step, ready)]

    def _has_place(self, step: Step, ready: list[Step]) -> bool:
        """Whether as many items of a loop run at once as may."""
        loop = self._loops[step.loop].step.control.items if step.loop else None
        if loop is None or loop.most_at_once is None:
            return True
        others = (*self._running.values(), *ready[: ready.index(step)])
        return sum(each.loop == step.loop for each in others) < loop.most_at_once

    def _admit(self, step: Step) -> Step | None:
        """The step as it is to be started; None when it is not, or stands for others that are."""
        self._waiting.pop(step.key)
        try:
            closed = next((gate for gate in step.control.gates if not is_open(gate, self._scope)), None)
            check_values(step, self._scope)
        except ControlValueError as error:
            return self._fail(error.node, step.name, str(error))
        if closed:
            self._lost.add(step.name)
            return self._log.skipping(node_id(step), f"{closed.node} is {not closed.wanted}.")
        return self._open(step, step.control.items) if step.control.items else first_round(step)

    def _open(self, step: Step, loop: ParallelFor) -> None:
        """Let the items of a loop wait instead of the loop."""
        try:
            bodies = expand(step, loop, self._scope)
        except ArmError as error:
            return self._fail(step.name, step.name, error.message)
        self._loops[step.name] = ItemsRun(step, tuple(str(body.turn) for body in bodies))
        self._waiting.update({body.key: body for body in bodies})
        return None

    def _fail(self, node: str, step: str, reason: str = "") -> None:
        """Note that a node has failed, and which step others now miss."""
        self._failed[node] = reason
        self._lost.add(step)

    def _start(self, step: Step) -> ResourceId | None:
        """Make the step's job; None when it does not have to run, or cannot."""
        job_id = self._job.id.workspace.child("jobs", str(uuid4()))
        sent = job_of(step, self._scope, job_id.name)
        kind = self._kinds.of(sent)
        properties = kind.complete(job_id, sent)
        root = root_of(self._job)
        properties["properties"] |= step_properties(step, self._job, root, properties.get("codeId"))
        properties["tags"] |= {"azureml.nodeid": node_id(step), "azureml.pipeline": root}
        facts: Json = {"parent": self._job.id.name, "root": root, "step": step.key}
        mark = (
            None if step.graph or not self._may_reuse(step) else fingerprint(self._store, job_id, properties)
        )
        source = find_earlier(self._store, job_id.workspace, mark) if mark else None
        if source:
            properties["properties"] |= reused_properties(source)
            properties["outputs"] = source.properties["outputs"]
        else:
            facts["fingerprint"] = mark
        self._jobs.add(job_id, properties, str(self._job.system_data.get("createdBy")), **facts)
        self._running[job_id] = step
        if source:
            self._reuse(job_id, source, step)
            return None
        return job_id if self._passes(job_id, sent) else None

    def _may_reuse(self, step: Step) -> bool:
        return not is_forced(self._job.properties) and is_true(step.spec.get("is_deterministic", True))

    def _reuse(self, job_id: ResourceId, source: Resource, step: Step) -> None:
        self._log.reusing(node_id(step), source.id)
        self._jobs.note(job_id, outputs=run_of(source)["outputs"], told=True)
        self._jobs.move(job_id, "Running")
        self._jobs.move(job_id, "Completed")
        self._take(job_id)

    def _passes(self, job_id: ResourceId, sent: Json) -> bool:
        """Whether the step's job is one that the service takes, now that its values are known."""
        try:
            self._kinds.of(sent).check(job_id, sent)
        except ArmError as error:
            self._jobs.move(job_id, "Failed", {"code": error.code, "message": error.message})
            self._take(job_id)
            return False
        return True

    def _take(self, job_id: ResourceId) -> None:
        """Note how a step has ended."""
        step = self._running.pop(job_id)
        job = self._jobs.get(job_id)
        status = job.properties["status"]
        self._log.ended(job_id, status)
        if status == "Completed":
            self._complete(step, outputs_of(step, job))
        else:
            self._fail(step.key, step.loop or step.name)
        if step.loop:
            self._count(self._loops[step.loop])

    def _complete(self, step: Step, outputs: Mapping[str, Port]) -> None:
        """Give others what a step has written, or run it once more."""
        if step.loop:
            self._loops[step.loop].outputs[str(step.turn)] = outputs
            return
        try:
            again = next_round(step, outputs)
        except ControlValueError as error:
            self._fail(error.node, step.name, str(error))
            return
        if again:
            self._waiting[again.key] = again
        else:
            self._scope.steps[step.name] = outputs

    def _count(self, run: ItemsRun) -> None:
        """Note that an item of a loop has ended, and perhaps the loop."""
        run.ended += 1
        if run.over:
            del self._loops[run.step.name]
        if run.completed:
            written = aggregate(self._addresses, self._job.id, self._scope, run)
            self._scope.steps[run.step.name] = written

    def _cancel(self) -> None:
        if not self._cancelled:
            self._cancelled = True
            for job_id in self._running:
                self._runner.cancel(job_id)

    def _keep_outputs(self) -> None:
        """What the steps wrote for the pipeline is the pipeline's output."""
        found: Json = {}
        values: Json = {}
        for step in self._graph.steps.values():
            for name, port in self._scope.steps.get(step.name, {}).items():
                bound = whole(step.outputs[name].expression) if name in step.outputs else None
                if isinstance(bound, PipelineOutput) and port.uri:
                    found[bound.name] = written_output(self._job.id, bound.name, port.kind, port.uri)
                if isinstance(bound, PipelineOutput) and port.value is not None:
                    values[bound.name] = port.value
        self._jobs.note(self._job.id, outputs=found)
        self._jobs.describe(self._job.id, as_properties(values))


def _failure(failed: Mapping[str, str]) -> Json:
    # Unverified wording.
    names = ", ".join(f"/{node}" for node in failed)
    message = (
        f"Pipeline has failed child jobs. Failed nodes: {names}. For more details and logs, please go to the "
        "job detail page and check the child jobs."
    )
    return {"code": "UserError", "message": " ".join((message, *filter(None, failed.values())))}
