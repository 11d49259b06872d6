"""What is refused of control-flow nodes before any step runs, mostly in the words of the SDK."""

from typing import Any

import pytest

from tests.local_workspace.jobs.pipelines.conftest import FOLDER, PipelineClient

Json = dict[str, Any]
STEP = "${{{{parent.jobs.{}}}}}".format


@pytest.fixture(scope="module")
def steps(pipelines: PipelineClient) -> Json:
    """Two steps, each with data and values in and out."""
    inputs = {"n": {"type": "integer"}, "from": {**FOLDER, "optional": "True"}}
    values = {"go": {"type": "boolean"}, "left": {"type": "integer"}}
    body = pipelines.component("true", inputs, "to", outputs=values)
    return {"body": pipelines.step(body, {"n": 1}), "other": pipelines.step(body, {"n": 2})}


def refusal(pipelines: PipelineClient, steps: Json, **properties: Any) -> tuple[int, str]:
    answer = pipelines.send(steps, name="never-runs", **properties)
    assert pipelines.rest("GET", "jobs/never-runs").status_code == 404
    return answer.status_code, answer.json()["error"]["message"]


CHOOSE: Json = {"type": "if_else", "condition": True, "true_block": STEP("body")}


@pytest.mark.parametrize(
    ("node", "status", "said"),
    [
        ({"condition": "yes"}, 400, "'condition' of dsl.condition has invalid binding expression: yes"),
        ({"condition": None}, 400, "invalid binding expression: None"),
        ({"condition": "${{parent.jobs.other.outputs.to}}"}, 400, "must be primitive type"),
        ({"condition": "${{parent.outputs.x}}"}, 400, "must be primitive type"),
        ({"condition": "${{parent.jobs.gone.outputs.go}}"}, 400, "reads gone.outputs.go, which is not there"),
        ({"condition": "${{parent.jobs.other.outputs.gone}}"}, 400, "must be primitive type"),
        ({"condition": "${{parent.inputs.gone}}"}, 400, "reads gone, which is no input of the pipeline"),
        ({"condition": "${{parent.jobs.body.outputs.go}}"}, 400, "form a cycle: body"),
        ({"true_block": None}, 400, "True block and false block cannot be empty at the same time"),
        ({"false_block": STEP("body")}, 400, "cannot contain same nodes: {'body'}"),
        ({"true_block": "body"}, 400, "'true_block' of dsl.condition has invalid binding expression: body"),
        ({"true_block": [STEP("gone")]}, 400, "The node choose names gone, which is no node of the pipeline"),
        ({"false_block": STEP("choose")}, 501, "a node of type 'if_else' in a block of an if_else"),
    ],
)
def test_a_condition_that_is_none(
    pipelines: PipelineClient, steps: Json, node: Json, status: int, said: str
) -> None:
    found = refusal(pipelines, {**steps, "choose": {**CHOOSE, **node}})
    assert found[0] == status
    assert said in found[1]


WHILE: Json = {
    "type": "do_while",
    "body": STEP("body"),
    "condition": "go",
    "mapping": {"to": ["from"], "left": ["n"]},
    "limits": {"max_iteration_count": 3},
}


@pytest.mark.parametrize(
    ("node", "said"),
    [
        ({"body": STEP("gone")}, 'Cannot find the do-while loop body "gone" in the pipeline'),
        ({"body": None}, "has no body: None"),
        ({"limits": None}, "The max iteration count cannot be less than 0 or larger than 1000"),
        ({"limits": {"max_iteration_count": 0}}, "larger than 1000; it is 0"),
        ({"limits": {"max_iteration_count": 1001}}, "larger than 1000; it is 1001"),
        ({"limits": {"max_iteration_count": "3"}}, "larger than 1000; it is '3'"),
        ({"condition": "gone"}, "Cannot find gone in do_while loop body outputs"),
        ({"condition": "to"}, "to is not a control output and is not primitive type"),
        ({"mapping": {"gone": ["n"]}}, "Cannot find gone in do_while loop body outputs"),
        ({"mapping": {"left": ["gone"]}}, "Cannot find gone in do_while loop body inputs"),
        ({"mapping": {"to": ["n"]}}, "to is a non-primitive type output and n is a primitive input"),
        ({"mapping": {"left": ["n"], "go": "n"}}, "Input n has been linked to multiple outputs"),
        ({"mapping": {"left": [7]}}, "must name inputs of its body"),
        ({"mapping": ["left"]}, "jobs.loop.mapping must be an object"),
    ],
)
def test_a_loop_that_is_none(pipelines: PipelineClient, steps: Json, node: Json, said: str) -> None:
    status, message = refusal(pipelines, {**steps, "loop": {**WHILE, **node}})
    assert (status, said in message) == (400, True), message


def test_expressions_name_the_body_too(pipelines: PipelineClient, steps: Json) -> None:
    node = {
        **WHILE,
        "condition": "${{parent.jobs.body.outputs.go}}",
        "mapping": {"${{parent.jobs.body.outputs.gone}}": "${{parent.jobs.body.inputs.n}}"},
    }
    assert "Cannot find gone in do_while" in refusal(pipelines, {**steps, "loop": node})[1]


EACH: Json = {"type": "parallel_for", "body": STEP("body"), "items": '[{"n": 1}]'}
BOUND: Json = {"left": {"type": "literal", "value": "${{parent.outputs.x}}"}}


@pytest.mark.parametrize(
    ("node", "status", "said"),
    [
        ({"items": None}, 400, "Items is required for parallel_for node"),
        ({"items": "nothing"}, 400, "Items is neither a valid JSON string due to"),
        ({"items": "[]"}, 400, "Items is an empty list/dict"),
        ({"items": "{}"}, 400, "Items is an empty list/dict"),
        ({"items": "[1]"}, 400, "Items has to be list/dict of dict as value, but got 1"),
        ({"items": '[{"n": 1}, {"from": 1}]'}, 400, "Items should have same keys with body inputs"),
        ({"items": '[{"gone": 1}]'}, 400, "unmatched inputs with loop body component inputs: ['gone']"),
        ({"items": "${{parent.inputs.gone}}"}, 400, "reads gone, which is no input of the pipeline"),
        ({"max_concurrency": 0}, 400, "max_concurrency must be a whole number from 1 on, not 0"),
        ({"outputs": {"gone": {}}}, 400, "has no output gone"),
        ({"outputs": BOUND}, 501, "the values that several items wrote as one text (loop.outputs.left)"),
        ({"outputs": {"to": {"name": "kept"}}}, 501, "registering what all items wrote together"),
    ],
)
def test_items_that_are_none(
    pipelines: PipelineClient, steps: Json, node: Json, status: int, said: str
) -> None:
    found = refusal(pipelines, {**steps, "loop": {**EACH, **node}}, outputs={"x": {}})
    assert (found[0], said in found[1]) == (status, True), found[1]


@pytest.mark.parametrize(
    ("value", "status", "said"),
    [
        (
            "${{parent.jobs.body.outputs.to}}",
            501,
            "body.outputs of a single item (step 'read'); loop.outputs",
        ),
        ("${{parent.jobs.loop.outputs.left}}", 501, "loop.outputs.left"),
        ("${{parent.jobs.loop.outputs.gone}}", 400, "loop.outputs.gone, which is not there"),
    ],
)
def test_what_cannot_be_read_of_items(
    pipelines: PipelineClient, steps: Json, value: str, status: int, said: str
) -> None:
    read = {**steps["other"], "inputs": {"n": {"value": 1}, "from": {"value": value}}}
    found = refusal(pipelines, {**steps, "loop": EACH, "read": read})
    assert (found[0], said in found[1]) == (status, True), found[1]


def test_an_item_that_writes_an_output_of_the_pipeline(pipelines: PipelineClient, steps: Json) -> None:
    body = {**steps["body"], "outputs": {"to": {"value": "${{parent.outputs.x}}"}}}
    found = refusal(pipelines, {"body": body, "loop": EACH}, outputs={"x": {}})
    assert (found[0], "each item writes (body.to)" in found[1]) == (501, True)


def test_one_body_is_in_one_loop(pipelines: PipelineClient, steps: Json) -> None:
    found = refusal(pipelines, {**steps, "loop": WHILE, "each": EACH})
    assert found == (400, "The body of loop node cannot be promoted as another loop again.")


def test_a_sweep_is_no_body(pipelines: PipelineClient, steps: Json) -> None:
    sweep = {"type": "sweep", "trial": {"componentId": steps["body"]["componentId"]}}
    found = refusal(pipelines, {"body": sweep, "loop": WHILE})
    assert (found[0], "must be a command or a pipeline, not 'sweep'" in found[1]) == (400, True)
