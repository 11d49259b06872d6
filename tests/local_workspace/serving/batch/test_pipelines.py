"""Deployments of pipeline components: a call gives the pipeline its inputs."""

from typing import Any

import pytest

from tests.local_workspace.jobs.pipelines.conftest import FOLDER, PipelineClient

from .conftest import BatchClient

Json = dict[str, Any]


@pytest.fixture(scope="module")
def pipeline(batch: BatchClient) -> str:
    """A pipeline component which counts files, and says a word."""
    client = PipelineClient(batch.jobs)
    count = client.component(
        '(ls "${{inputs.data}}" | wc -l; echo ${{inputs.word}}) > "${{outputs.out}}/count.txt"',
        {"data": FOLDER, "word": {"type": "string"}},
        "out",
    )
    inputs = {"data": "${{parent.inputs.data}}", "word": "${{parent.inputs.word}}"}
    out = {"out": {"type": "literal", "value": "${{parent.outputs.counted}}"}}
    spec: Json = {
        "type": "pipeline",
        "version": "1",
        "inputs": {"data": FOLDER, "word": {"type": "string", "default": "hello"}},
        "outputs": {"counted": FOLDER},
        "jobs": {"count": client.step(count, inputs, outputs=out)},
    }
    return client.register(spec)


def configuration(component: str, **settings: Any) -> Json:
    return {
        "deploymentConfiguration": {
            "deploymentConfigurationType": "PipelineComponent",
            "componentId": {"referenceType": "Id", "assetId": component},
            "settings": settings,
        }
    }


@pytest.fixture(scope="module")
def endpoint(batch: BatchClient, pipeline: str) -> str:
    """An endpoint with a deployment of the pipeline."""
    name = batch.endpoint()
    sent = configuration(pipeline, default_compute="azureml:batch-test", continue_on_step_failure="False")
    batch.online.put(f"batchEndpoints/{name}/deployments/counter", sent)
    defaults = {"authMode": "aadToken", "defaults": {"deploymentName": "counter"}}
    batch.online.put(f"batchEndpoints/{name}", defaults)
    return name


def test_a_call_gives_the_pipeline_data_and_a_literal(batch: BatchClient, endpoint: str) -> None:
    data = {"jobInputType": "UriFolder", "uri": batch.files(a_csv="1", b_csv="2")}
    word = {"jobInputType": "Literal", "value": "goodbye"}
    place = {"jobOutputType": "UriFolder", "uri": "azureml://datastores/workspaceblobstore/paths/counted"}
    answer = batch.call(
        endpoint,
        {"data": data, "word": word},
        outputData={"counted": place},
        properties={"experimentName": "counting"},
    )
    assert answer.status_code == 201, answer.text
    job = answer.json()["name"]
    assert batch.jobs.wait(job) == "Completed"
    assert (batch.rest.store / "counted/count.txt").read_text().split() == ["2", "goodbye"]
    found = batch.jobs.get(job)
    assert found["experimentName"] == "counting"
    assert found["tags"] == {"azureml.deploymentname": "counter"}
    assert found["settings"]["continue_on_step_failure"] is False
    assert found["settings"]["default_compute"] == batch.compute


def test_a_default_stands_for_an_input_that_is_not_given(batch: BatchClient, endpoint: str) -> None:
    data = {"jobInputType": "UriFolder", "uri": batch.files(a_csv="1")}
    place = {"jobOutputType": "UriFolder", "uri": "azureml://datastores/workspaceblobstore/paths/once"}
    job = batch.call(endpoint, {"data": data}, outputData={"counted": place}).json()["name"]
    assert batch.jobs.wait(job) == "Completed"
    assert (batch.rest.store / "once/count.txt").read_text().split() == ["1", "hello"]


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        ({}, "Required input data"),
        ({"data": {"jobInputType": "Literal", "value": "x"}}, "uri_folder"),
        ({"absent": {"jobInputType": "Literal", "value": "x"}}, "absent"),
    ],
)
def test_inputs_that_the_pipeline_does_not_have_are_refused(
    batch: BatchClient, endpoint: str, inputs: Json, message: str
) -> None:
    answer = batch.call(endpoint, inputs)
    assert answer.status_code == 400
    assert message in answer.json()["error"]["message"]


def test_components_that_cannot_be_deployed_are_refused(batch: BatchClient, endpoint: str) -> None:
    client = PipelineClient(batch.jobs)
    path = f"batchEndpoints/{endpoint}/deployments/other"
    assert batch.online.send(path, configuration(client.component("echo"))).status_code == 400
    absent = f"{batch.online.scope}/components/absent/versions/1"
    assert batch.online.send(path, configuration(absent)).status_code == 404


def test_an_unknown_compute_is_refused(batch: BatchClient, endpoint: str, pipeline: str) -> None:
    path = f"batchEndpoints/{endpoint}/deployments/other"
    answer = batch.online.send(path, configuration(pipeline, default_compute="absent"))
    assert answer.status_code == 400
