# pyright: basic
"""What the SDK does with batch endpoints and deployments: each effect is seen over REST, or in the scores."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from .conftest import CLUSTER, NAMES, BatchClient

if TYPE_CHECKING:
    from azure.ai.ml import MLClient


@pytest.fixture
def name(batch: BatchClient) -> Iterator[str]:
    """The name of an endpoint that is deleted in the end."""
    short = f"sdk-{uuid4().hex[:8]}"
    yield short
    batch.rest("DELETE", f"batchEndpoints/{short}")


def make(ml_client: "MLClient", name: str, **more: Any) -> None:
    """Make an endpoint."""
    from azure.ai.ml.entities import BatchEndpoint

    ml_client.batch_endpoints.begin_create_or_update(BatchEndpoint(name=name, **more)).result()


@pytest.mark.effect(
    "batch_endpoints.begin_create_or_update",
    "batch_endpoints.get",
    "batch_endpoints.list",
    "batch_endpoints.begin_delete",
)
def test_an_endpoint_is_made_listed_and_deleted(ml_client: "MLClient", batch: BatchClient, name: str) -> None:
    group = ml_client.batch_endpoints
    make(ml_client, name, description="made by the SDK")
    stored = batch.rest("GET", f"batchEndpoints/{name}").json()["properties"]
    assert stored["description"] == "made by the SDK"
    assert group.get(name).scoring_uri == stored["scoringUri"]
    assert name in [each.name for each in group.list()]
    group.begin_delete(name).result()
    assert batch.rest("GET", f"batchEndpoints/{name}").status_code == 404


@pytest.mark.effect(
    "batch_deployments.begin_create_or_update",
    "batch_deployments.get",
    "batch_deployments.list",
    "batch_deployments.begin_delete",
)
def test_a_deployment_scores_until_it_is_deleted(
    ml_client: "MLClient", batch: BatchClient, name: str, tmp_path: Path
) -> None:
    from azure.ai.ml.entities import CodeConfiguration, ModelBatchDeployment, ModelBatchDeploymentSettings

    make(ml_client, name)
    (tmp_path / "score.py").write_text(f"{NAMES}# {tmp_path}\n")  # code that nobody has uploaded yet
    group = ml_client.batch_deployments
    wanted = ModelBatchDeployment(
        name="forest",
        endpoint_name=name,
        code_configuration=CodeConfiguration(code=str(tmp_path), scoring_script="score.py"),
        environment="azureml:batch:1",
        model="azureml:batch-words:1",
        compute=CLUSTER,
        settings=ModelBatchDeploymentSettings(mini_batch_size=2),
    )
    group.begin_create_or_update(wanted).result()
    stored = batch.rest("GET", f"batchEndpoints/{name}/deployments/forest").json()["properties"]
    assert stored["miniBatchSize"] == 2
    assert group.get("forest", name).name == "forest"
    assert [each.name for each in group.list(name)] == ["forest"]
    files = {"data": {"jobInputType": "UriFolder", "uri": batch.files(a_csv="1", b_csv="2")}}
    job = batch.call(name, files, deployment="forest").json()["name"]
    assert batch.jobs.wait(job) == "Completed"
    assert batch.lines(job) == ["hello a.csv 2", "hello b.csv 2"]
    group.begin_delete("forest", name).result()
    assert batch.rest("GET", f"batchEndpoints/{name}/deployments/forest").status_code == 404
