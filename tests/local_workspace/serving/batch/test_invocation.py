"""Calling batch endpoints: which deployment answers, with what input, and what is refused."""

# pyright: reportUnknownMemberType=false

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from .conftest import NAMES, BatchClient

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

Json = dict[str, Any]
LITERAL = {"jobInputType": "Literal", "value": "x"}
HERE = "azureml://datastores/workspaceblobstore/paths"


@pytest.fixture(scope="module")
def data(batch: BatchClient) -> str:
    """A folder with three files."""
    return batch.files(a_csv="1", b_csv="2", c_csv="3")


@pytest.fixture(scope="module")
def endpoint(batch: BatchClient) -> str:
    """An endpoint with a deployment that is the default one."""
    name = batch.endpoint()
    batch.deploy(name)
    return name


def test_the_answer_says_what_was_started(batch: BatchClient, endpoint: str, data: str) -> None:
    answer = batch.call(endpoint, {"Any": {"JobInputType": "UriFolder", "Uri": data}}, name="asked-for")
    document = answer.json()
    assert (answer.status_code, document["name"]) == (201, "asked-for")
    assert document["properties"]["inputData"]["Any"]["uri"] == data
    assert document["properties"]["status"] == "Preparing"
    assert document["properties"]["tags"]["azureml.batchrun"] == "true"
    assert batch.jobs.wait("asked-for") == "Completed"
    assert batch.jobs.get("asked-for")["jobType"] == "Pipeline"
    again = batch.call(endpoint, {"x": {"jobInputType": "UriFolder", "uri": data}}, name="asked-for")
    assert again.status_code == 409


def test_a_call_can_name_the_deployment_and_change_its_settings(
    batch: BatchClient, endpoint: str, data: str
) -> None:
    other = batch.properties(NAMES.replace("{text}", "other"))
    batch.online.put(f"batchEndpoints/{endpoint}/deployments/other", other)
    sent: Json = {"miniBatchSize": 3, "outputFileName": "scores.txt"}
    job = batch.start(endpoint, data, deployment="other", **sent)
    assert batch.jobs.wait(job) == "Completed"
    assert batch.lines(job, "scores.txt") == ["other a.csv 3", "other b.csv 3", "other c.csv 3"]
    small = batch.start(endpoint, data, miniBatchSize=1)
    assert batch.jobs.wait(small) == "Completed"
    assert batch.lines(small) == ["hello a.csv 1", "hello b.csv 1", "hello c.csv 1"]
    url = f"https://eastus.api.azureml.ms/mferp/managementfrontend{batch.online.scope}"
    listed = batch.rest("GET", f"{url}/batchEndpoints/{endpoint}/jobs").json()["value"]
    assert [each["name"] for each in listed][:2] == [small, job]
    listed = batch.rest("GET", f"{url}/batchEndpoints/{endpoint}/deployments/other/jobs").json()["value"]
    assert [each["name"] for each in listed] == [job]


def test_scores_go_where_the_call_says_and_replace_nothing(
    batch: BatchClient, endpoint: str, data: str
) -> None:
    place = f"{batch.online.scope}/datastores/workspaceblobstore/paths/mine/scores.csv"
    output = {"score": {"jobOutputType": "UriFile", "uri": place}}
    job = batch.start(endpoint, data, outputData=output)
    assert batch.jobs.wait(job) == "Completed"
    file = batch.rest.store / "mine/scores.csv"
    assert len(file.read_text().splitlines()) == 3
    file.write_text("mine")
    assert batch.jobs.wait(batch.start(endpoint, data, outputData=output)) == "Completed"
    assert file.read_text() == "mine"


def test_without_a_default_deployment_a_call_is_refused(batch: BatchClient, data: str) -> None:
    name = batch.endpoint()
    assert batch.call(name, {"x": {"jobInputType": "UriFolder", "uri": data}}).status_code == 404
    batch.online.put(f"batchEndpoints/{name}/deployments/forest", batch.properties())
    folder = {"x": {"jobInputType": "UriFolder", "uri": data}}
    assert batch.call(name, folder).status_code == 404
    assert batch.call(name, folder, deployment="absent").status_code == 404
    assert batch.call(name, folder, deployment="forest").status_code == 201


@pytest.mark.parametrize(
    ("inputs", "status", "message"),
    [
        ({}, 400, "one input"),
        ({"a": LITERAL}, 400, "literal"),
        ({"a": {"jobInputType": "MLTable", "uri": HERE}}, 400, "mltable"),
        ({"a": {"jobInputType": "UriFolder", "uri": HERE}} | {"b": LITERAL}, 400, "not 2"),
        ({"a": {"jobInputType": "Folder", "uri": HERE}}, 400, "jobInputType"),
        ({"a": {"jobInputType": "UriFolder"}}, 400, "uri"),
        ({"a": {"jobInputType": "UriFolder", "uri": "azureml:absent:1"}}, 404, "absent"),
    ],
)
def test_what_a_model_deployment_cannot_read_is_refused(
    batch: BatchClient, endpoint: str, inputs: Json, status: int, message: str
) -> None:
    answer = batch.call(endpoint, inputs)
    assert answer.status_code == status
    assert message in answer.json()["error"]["message"]


def test_settings_that_mean_nothing_are_refused(batch: BatchClient, endpoint: str, data: str) -> None:
    folder = {"x": {"jobInputType": "UriFolder", "uri": data}}
    assert batch.call(endpoint, folder, miniBatchSize=0).status_code == 400
    assert batch.call(endpoint, folder, outputFileName="../x.csv").status_code == 400
    assert batch.call(endpoint, folder, compute={"instanceCount": 0}).status_code == 400


def test_a_token_for_something_else_is_refused(batch: BatchClient, endpoint: str, data: str) -> None:
    folder = {"x": {"jobInputType": "UriFolder", "uri": data}}
    management = batch.rest.token("https://management.azure.com")
    assert batch.call(endpoint, folder, token=management).status_code == 401
    assert batch.call(endpoint, folder, token="nonsense").status_code == 401


def test_a_job_outlives_its_endpoint(batch: BatchClient, data: str) -> None:
    name = batch.endpoint()
    batch.deploy(name)
    job = batch.start(name, data)
    assert batch.rest("DELETE", f"batchEndpoints/{name}").status_code == 202
    assert batch.rest("GET", f"batchEndpoints/{name}").status_code == 404
    assert batch.jobs.wait(job) == "Completed"
    assert len(batch.lines(job)) == 3


def test_a_cancelled_job_leaves_no_process(
    batch: BatchClient, data: str, until: Callable[[Callable[[], bool]], None]
) -> None:
    name = batch.endpoint()
    batch.deploy(name, script="import time\ndef init(): pass\ndef run(mini_batch): time.sleep(600)\n")
    job = batch.start(name, data, retrySettings={"timeout": "PT900S"})

    def scores() -> bool:
        server = psutil.Process(batch.rest.workspace.facts["pid"])
        return any("worker.py" in " ".join(each.cmdline()) for each in server.children(recursive=True))

    until(scores)
    batch.rest("POST", f"jobs/{job}/cancel")
    assert batch.jobs.wait(job) == "Canceled"
    until(lambda: not scores())


@pytest.mark.effect("batch_endpoints.invoke", "batch_endpoints.list_jobs", "batch_deployments.list_jobs")
def test_the_sdk_starts_follows_and_downloads(
    ml_client: "MLClient", batch: BatchClient, endpoint: str, tmp_path: Any
) -> None:
    from azure.ai.ml import Input

    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "local.csv").write_text("1")
    job = ml_client.batch_endpoints.invoke(
        endpoint_name=endpoint, inputs={"any": Input(type="uri_folder", path=str(folder))}
    )
    assert job.name
    ml_client.jobs.stream(job.name)
    found = ml_client.jobs.get(job.name)
    assert (found.type, found.status) == ("pipeline", "Completed")
    ml_client.jobs.download(job.name, output_name="score", download_path=tmp_path / "scores")
    (scores,) = (tmp_path / "scores").rglob("predictions.csv")
    assert scores.read_text() == "hello local.csv 1\n"
    (child,) = ml_client.jobs.list(parent_job_name=job.name)
    assert child.name
    ml_client.jobs.download(child.name, output_name="score", download_path=tmp_path / "child")
    assert (tmp_path / "child/named-outputs/score/predictions.csv").read_text() == scores.read_text()
    assert job.name in [each.name for each in ml_client.batch_endpoints.list_jobs(endpoint)]
    assert job.name in [each.name for each in ml_client.batch_deployments.list_jobs(endpoint, name="forest")]
