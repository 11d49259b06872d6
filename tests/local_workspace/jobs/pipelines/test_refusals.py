"""What the service refuses before any step runs, and what it says plainly that it does not do."""

from typing import TYPE_CHECKING, Any

import pytest

from tests.local_workspace.jobs.pipelines.conftest import FOLDER, PipelineClient

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

Json = dict[str, Any]


@pytest.fixture(scope="module")
def two(pipelines: PipelineClient) -> Json:
    """A step that writes a folder, and one that reads it."""
    write = pipelines.component(
        'echo x > "${{outputs.out}}/x"', {"n": {"type": "integer", "default": "1"}}, "out"
    )
    read = pipelines.component('ls "${{inputs.from}}"', {"from": FOLDER}, "to")
    return {
        "write": pipelines.step(write),
        "read": pipelines.step(read, {"from": "${{parent.jobs.write.outputs.out}}"}),
    }


def changed(steps: Json, step: str, **node: Any) -> Json:
    return {**steps, step: {**steps[step], **node}}


def literal(value: str) -> Json:
    return {"job_input_type": "literal", "value": value}


def inner_codes(document: Json) -> list[str]:
    (inner,) = [
        each["info"]["value"] for each in document["error"]["additionalInfo"] if each["type"] == "InnerError"
    ]
    codes: list[str] = []
    while inner:
        codes.append(inner["code"])
        inner = inner["innerError"]
    return codes


EXPRESSION, INPUT = "InvalidExpressionInJob", "InvalidComponentJobInput"


def reads(value: str) -> Json:
    return {"inputs": {"from": literal(value)}}


@pytest.mark.parametrize(
    ("step", "node", "code", "message"),
    [
        ("read", reads("${{parent.name}}"), EXPRESSION, "Invalid expression parent.name. Only parent.inputs"),
        ("read", reads("${{parent.jobs.gone.outputs.out}}"), EXPRESSION, "gone.outputs.out"),
        ("read", reads("${{parent.jobs.write.outputs.gone}}"), EXPRESSION, "write.outputs.gone"),
        ("read", reads("${{parent.inputs.gone}}"), EXPRESSION, "reads gone"),
        ("read", {"outputs": {"to": literal("${{parent.outputs.gone}}")}}, EXPRESSION, "writes gone"),
        ("read", {"inputs": {}}, INPUT, "Required input from of step read"),
        ("write", {"inputs": {"gone": literal("1")}}, INPUT, "since input gone for component job write does"),
        ("write", {"inputs": {"n": literal("${{parent.jobs.read.outputs.to}}")}}, INPUT, "as a integer"),
        ("write", {"outputs": {"gone": {}}}, "InvalidPipelineJob", "no output gone"),
    ],
)
def test_a_graph_that_does_not_fit_together(
    pipelines: PipelineClient, two: Json, step: str, node: Json, code: str, message: str
) -> None:
    answer = pipelines.send(changed(two, step, **node))
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert error["code"] == "UserError"
    assert message in error["message"]
    assert inner_codes(answer.json())[:3] == ["BadArgument", "ArgumentInvalid", "InvalidPipelineJob"]
    assert inner_codes(answer.json())[-1] == code


def test_steps_that_wait_for_each_other(pipelines: PipelineClient) -> None:
    copy = pipelines.component('cp "${{inputs.from}}"/* "${{outputs.to}}"', {"from": FOLDER}, "to")
    steps = {
        "a": pipelines.step(copy, {"from": "${{parent.jobs.b.outputs.to}}"}),
        "b": pipelines.step(copy, {"from": "${{parent.jobs.a.outputs.to}}"}),
    }
    answer = pipelines.send(steps, name="goes-in-circles")
    assert answer.status_code == 400
    assert "form a cycle: a, b" in answer.json()["error"]["message"]
    assert pipelines.rest("GET", "jobs/goes-in-circles").status_code == 404


def test_a_component_that_is_not_there(pipelines: PipelineClient, two: Json) -> None:
    gone = two["write"]["componentId"].replace("/versions/1", "/versions/7")
    answer = pipelines.send(changed(two, "write", componentId=gone))
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NotFound")
    assert "(version: 7)." in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("properties", "node", "refusal"),
    [
        (
            {"settings": {"default_compute": "{ws}/computes/gone"}},
            {},
            (400, "Unknown compute target 'gone'."),
        ),
        ({"computeId": "{ws}/computes/gone"}, {}, (400, "Unknown compute target 'gone'.")),
        ({}, {"computeId": "{ws}/computes/gone"}, (400, "Unknown compute target 'gone'.")),
        ({"settings": {"default_datastore": "{ws}/datastores/gone"}}, {}, (404, "datastore: gone")),
        (
            {"inputs": {"x": {"jobInputType": "uri_file", "uri": "{ws}/data/gone/versions/3"}}},
            {},
            (404, "gone:3"),
        ),
    ],
)
def test_what_a_pipeline_names_must_be_there(
    pipelines: PipelineClient, two: Json, properties: Json, node: Json, refusal: tuple[int, str]
) -> None:
    workspace = str(pipelines.rest.workspace.identity.workspace_id)

    def named(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: named(each) for name, each in value.items()}  # pyright: ignore[reportUnknownVariableType]
        return value.replace("{ws}", workspace)

    answer = pipelines.send(changed(two, "write", **named(node)), **named(properties))
    status, message = refusal
    assert answer.status_code == status, answer.text
    assert message in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("properties", "node", "named"),
    [
        *(
            ({}, {"type": kind}, f"steps of type '{kind}' in a pipeline (step 'write')")
            for kind in ("data_transfer", "import", "parallel", "promptflow_parallel", "spark")
        ),
        ({}, {"componentId": "azureml://registries/azureml/components/c/versions/1"}, "Microsoft's registry"),
        ({}, {"resources": {"instance_count": 2}}, "several nodes"),
        ({"settings": {"on_init": "write"}}, {}, "on_init"),
    ],
)
def test_what_does_not_run_here_is_named(
    pipelines: PipelineClient, two: Json, properties: Json, node: Json, named: str
) -> None:
    answer = pipelines.send(changed(two, "write", **node), **properties)
    assert (answer.status_code, answer.json()["error"]["code"]) == (501, "NotImplemented")
    assert named in answer.json()["error"]["message"]


@pytest.mark.parametrize("kind", ["comand", 7, ["command"]])
def test_a_step_of_no_type_that_there_is(pipelines: PipelineClient, two: Json, kind: Any) -> None:
    answer = pipelines.send(changed(two, "write", type=kind))
    assert answer.status_code == 400
    assert f"The step 'write' has the unknown type {kind!r}." in answer.json()["error"]["message"]


def test_a_pipeline_without_steps(pipelines: PipelineClient) -> None:
    answer = pipelines.send({})
    assert answer.status_code == 400
    assert "at least one step" in answer.json()["error"]["message"]


def test_the_sdk_refuses_an_unknown_compute_before_it_submits(
    pipelines: PipelineClient, ml_client: "MLClient", two: Json
) -> None:
    from azure.ai.ml import dsl
    from azure.ai.ml.exceptions import MlException

    name = two["write"]["componentId"].split("/")[-3]
    decorated: Any = dsl.pipeline
    write: Any = ml_client.components.get(name, "1")

    @decorated(default_compute="serverless")
    def pipeline() -> None:
        write().compute = "gone"

    jobs: Any = ml_client.jobs
    before = {job.name for job in ml_client.jobs.list()}
    with pytest.raises(MlException, match="Compute with name gone was not found"):
        jobs.create_or_update(pipeline())
    assert {job.name for job in ml_client.jobs.list()} == before
