"""Making, changing and deleting batch endpoints and deployments, and what is refused."""

from typing import Any

import pytest

from .conftest import BatchClient

Json = dict[str, Any]


def test_an_endpoint_has_an_address_and_no_default_yet(batch: BatchClient) -> None:
    name = batch.endpoint(description="scores")
    properties = batch.rest("GET", f"batchEndpoints/{name}").json()["properties"]
    assert properties["scoringUri"] == f"https://{name}.eastus.inference.ml.azure.com/jobs"
    assert properties["defaults"] == {"deploymentName": None}
    assert name in [each["name"] for each in batch.rest("GET", "batchEndpoints").json()["value"]]


def test_names_are_unique_over_both_kinds_of_endpoints(batch: BatchClient) -> None:
    name = batch.online.endpoint()
    assert batch.online.send(f"batchEndpoints/{name}", {"authMode": "aadToken"}).status_code == 400
    batch.rest("DELETE", f"onlineEndpoints/{name}")


@pytest.mark.parametrize(
    ("properties", "attributes", "message"),
    [
        ({"authMode": "Key"}, {}, "AADToken"),
        ({"authMode": "aadToken", "defaults": {"deploymentName": "absent"}}, {}, "absent"),
        ({"authMode": "aadToken"}, {"tags": {"owner": ""}}, "must not be null or empty"),
    ],
)
def test_endpoints_that_azure_refuses(
    batch: BatchClient, name: str, properties: Json, attributes: Json, message: str
) -> None:
    answer = batch.online.send(f"batchEndpoints/x{name[-8:]}", properties, **attributes)
    assert answer.status_code == 400
    assert message in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        ({"compute": None}, 400, "compute"),
        ({"compute": "computes/absent"}, 400, "absent"),
        ({"compute": "computes/serverless"}, 400, "clusters"),
        ({"model": None}, 400, "model"),
        ({"model": {"referenceType": "Id", "assetId": "models/absent/versions/1"}}, 404, "absent"),
        ({"environmentId": None}, 400, "environment"),
        ({"codeConfiguration": None}, 400, "MLflow"),
        ({"miniBatchSize": 0}, 400, "miniBatchSize"),
        ({"errorThreshold": -2}, 400, "errorThreshold"),
        ({"outputAction": "Print"}, 400, "outputAction"),
        ({"outputFileName": "a/b.csv"}, 400, "outputFileName"),
        ({"retrySettings": {"maxRetries": -1}}, 400, "maxRetries"),
        ({"deploymentConfiguration": {"deploymentConfigurationType": "Model"}}, 501, "Model"),
    ],
)
def test_deployments_that_azure_refuses(batch: BatchClient, changes: Json, status: int, message: str) -> None:
    scope = batch.online.scope
    for part in ("compute", "model"):
        value = changes.get(part)
        if isinstance(value, str):
            changes = {part: f"{scope}/{value}"}
        elif value:
            changes = {part: value | {"assetId": f"{scope}/{value['assetId']}"}}
    endpoint = batch.endpoint()
    path = f"batchEndpoints/{endpoint}/deployments/forest"
    answer = batch.online.send(path, batch.properties(**changes))
    assert answer.status_code == status, answer.text
    assert message in answer.json()["error"]["message"]
    assert batch.rest("GET", path).status_code == 404


def test_a_compute_instance_is_no_cluster(batch: BatchClient, name: str) -> None:
    machine = {"computeType": "ComputeInstance", "properties": {"vmSize": "Standard_DS3_v2"}}
    computer = f"ci-{name[-8:]}"
    batch.rest("PUT", f"computes/{computer}", {"location": "eastus", "properties": machine})
    changed = batch.properties(compute=f"{batch.online.scope}/computes/{computer}")
    answer = batch.online.send(f"batchEndpoints/{batch.endpoint()}/deployments/forest", changed)
    assert answer.status_code == 400
    assert "clusters" in answer.json()["error"]["message"]


def test_a_deployment_without_an_endpoint_is_refused(batch: BatchClient) -> None:
    answer = batch.online.send("batchEndpoints/absent/deployments/forest", batch.properties())
    assert answer.status_code == 404


def test_deleting_the_default_deployment_leaves_none(batch: BatchClient) -> None:
    endpoint = batch.endpoint()
    batch.deploy(endpoint)
    assert batch.rest("DELETE", f"batchEndpoints/{endpoint}/deployments/forest").status_code == 202
    assert batch.rest("DELETE", f"batchEndpoints/{endpoint}/deployments/forest").status_code == 204
    properties = batch.rest("GET", f"batchEndpoints/{endpoint}").json()["properties"]
    assert properties["defaults"] == {"deploymentName": None}
    assert batch.rest("GET", f"batchEndpoints/{endpoint}/deployments").json()["value"] == []
