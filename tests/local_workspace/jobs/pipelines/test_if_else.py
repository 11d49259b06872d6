"""A condition decides which steps of a pipeline run: a literal, an input, or what a step has said."""

from typing import Any
from uuid import uuid4

import pytest

from tests.local_workspace.jobs.pipelines.conftest import FOLDER, TELL, PipelineClient

Json = dict[str, Any]
BOOLEAN: Json = {"go": {"type": "boolean", "is_control": "True"}}


def node(condition: Any, true: Any = None, false: Any = None) -> Json:
    """An if_else as the SDK sends it: one step stands alone, several are a list."""
    blocks = {"true_block": true, "false_block": false}
    return {
        "type": "if_else",
        "condition": condition,
        **{name: each for name, each in blocks.items() if each},
    }


def step(name: str) -> str:
    return f"${{{{parent.jobs.{name}}}}}"


def branches(pipelines: PipelineClient, condition: Any) -> Json:
    """Two steps of which one runs, and one behind each."""
    write = pipelines.component(f"echo {uuid4()} > ${{{{outputs.out}}}}/x", None, "out")
    read = pipelines.component("ls ${{inputs.from}}", {"from": FOLDER})
    return {
        "yes": pipelines.step(write),
        "no": pipelines.step(write),
        "after_yes": pipelines.step(read, {"from": "${{parent.jobs.yes.outputs.out}}"}),
        "after_no": pipelines.step(read, {"from": "${{parent.jobs.no.outputs.out}}"}),
        "choose": node(condition, step("yes"), step("no")),
    }


def test_only_one_block_runs_and_what_needs_it(pipelines: PipelineClient) -> None:
    name, status = pipelines.end(branches(pipelines, condition=True))
    assert status == "Completed"
    assert pipelines.statuses(name) == {"yes": "Completed", "after_yes": "Completed"}
    assert "choose is True" in pipelines.execution_log(name)


def test_an_input_of_the_pipeline_decides(pipelines: PipelineClient) -> None:
    steps = branches(pipelines, "${{parent.inputs.train}}")
    train = {"train": {"jobInputType": "literal", "value": "false"}}
    name, status = pipelines.end(steps, inputs=train)
    assert (status, {*pipelines.statuses(name)}) == ("Completed", {"no", "after_no"})


def test_several_steps_are_in_a_block_and_a_block_may_be_missing(pipelines: PipelineClient) -> None:
    say = pipelines.component("echo x")
    steps = {name: pipelines.step(say) for name in ("a", "b", "always")}
    name, status = pipelines.end({**steps, "choose": node(False, [step("a"), step("b")])})
    assert (status, {*pipelines.statuses(name)}) == ("Completed", {"always"})


def deciding(pipelines: PipelineClient, command: str) -> Json:
    decide = pipelines.component(f"{TELL}{command} # {uuid4()}", outputs=BOOLEAN)
    steps = branches(pipelines, "${{parent.jobs.decide.outputs.go}}")
    return {**steps, "decide": pipelines.step(decide)}


@pytest.mark.parametrize(("value", "ran"), [("True", "yes"), ("false", "no")])
def test_a_step_decides_and_so_it_does_when_it_is_reused(
    pipelines: PipelineClient, value: str, ran: str
) -> None:
    steps = deciding(pipelines, f"tell go {value}")
    for reused in (None, "true"):
        name, status = pipelines.end(steps)
        assert (status, {*pipelines.statuses(name)}) == ("Completed", {"decide", ran, f"after_{ran}"})
        properties = pipelines.children(name)["decide"]["properties"]
        assert properties.get("azureml.isreused") == reused


@pytest.mark.parametrize(("command", "said"), [("true", "was not written"), ("tell go 7", "is '7'")])
def test_a_condition_that_nobody_can_decide_fails_the_pipeline(
    pipelines: PipelineClient, command: str, said: str
) -> None:
    name, status = pipelines.end(deciding(pipelines, command))
    assert (status, {*pipelines.statuses(name)}) == ("Failed", {"decide"})
    message = pipelines.jobs.run(name)["error"]["error"]["message"]
    assert "Failed nodes: /choose." in message
    assert (
        f"choose cannot go on: ${{{{parent.jobs.decide.outputs.go}}}} {said}, but must be True or False."
        in message
    )


def test_a_step_that_does_not_decide_stops_both_blocks(pipelines: PipelineClient) -> None:
    name, status = pipelines.end(deciding(pipelines, "exit 3"))
    assert (status, pipelines.statuses(name)) == ("Failed", {"decide": "Failed"})


def test_a_failure_in_the_block_is_one_of_the_pipeline(pipelines: PipelineClient) -> None:
    steps = {"yes": pipelines.step(pipelines.component("exit 3")), "choose": node(True, step("yes"))}
    name, status = pipelines.end(steps)
    assert (status, pipelines.statuses(name)) == ("Failed", {"yes": "Failed"})


def test_a_pipeline_within_says_what_its_step_said(pipelines: PipelineClient) -> None:
    decide = pipelines.component(f"{TELL}tell go True", outputs=BOOLEAN)
    bound = {"go": {"type": "literal", "value": "${{parent.outputs.go}}"}}
    inner = pipelines.register(
        {
            "type": "pipeline",
            "version": "1",
            "outputs": BOOLEAN,
            "jobs": {"decide": pipelines.step(decide, outputs=bound)},
        }
    )
    steps = branches(pipelines, "${{parent.jobs.inner.outputs.go}}")
    name, status = pipelines.end({**steps, "inner": {"type": "pipeline", "componentId": inner}})
    assert (status, {*pipelines.statuses(name)}) == ("Completed", {"inner", "yes", "after_yes"})


def test_a_pipeline_component_has_conditions_too(pipelines: PipelineClient) -> None:
    jobs = branches(pipelines, "${{parent.inputs.train}}")
    train = {"train": {"type": "boolean", "default": "False"}}
    inner = pipelines.register({"type": "pipeline", "version": "1", "inputs": train, "jobs": jobs})
    name = pipelines.submit_component(inner)
    assert {*pipelines.statuses(name)} == {"no", "after_no"}
