"""Making, scaling, changing and deleting deployments, and a server that is killed meanwhile."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from local_workspace.workspace_server import LocalWorkspace

from tests.local_workspace.jobs.conftest import lives
from tests.local_workspace.rest import Rest

from .conftest import ECHO, SIZE, EndpointClient

Until = Callable[[Callable[[], bool]], None]

FAILS = """
def init():
    raise RuntimeError("no model today")
def run(raw_data): return 1
"""


def test_a_script_that_raises_in_init_fails_the_deployment(endpoints: EndpointClient, endpoint: str) -> None:
    state, operation = endpoints.deploy(endpoint, "blue", FAILS)
    assert state == "Failed"
    assert operation["error"]["code"] == "ResourceNotReady"
    path = f"onlineEndpoints/{endpoint}/deployments/blue"
    assert endpoints.rest("GET", path).json()["properties"]["provisioningState"] == "Failed"
    assert "no model today" in endpoints.log(endpoint, "blue")
    assert endpoints.traffic(endpoint, blue=100).status_code == 400
    assert endpoints.score(endpoint, {}, "blue").status_code == 424


def test_without_the_inference_server_the_log_says_what_is_missing(
    endpoints: EndpointClient, endpoint: str
) -> None:
    endpoints.put(
        "environments/bare-inference/versions/1", {"image": "ubuntu", "condaFile": "dependencies: [python]"}
    )
    bare = f"{endpoints.scope}/environments/bare-inference/versions/1"
    assert endpoints.deploy(endpoint, "blue", environmentId=bare)[0] == "Failed"
    assert "azureml-inference-server-http, is not in the environment" in endpoints.log(endpoint, "blue")


def test_a_deployment_scales_and_its_instances_take_turns(endpoints: EndpointClient, endpoint: str) -> None:
    assert endpoints.deploy(endpoint, "blue")[0] == "Succeeded"
    key = endpoints.key(endpoint)

    def workers() -> set[int]:
        return {endpoints.score(endpoint, {}, "blue", token=key).json()["pid"] for _ in range(8)}

    (first,) = workers()
    path = f"onlineEndpoints/{endpoint}/deployments/blue"
    answer = endpoints.rest("PATCH", path, {"sku": {"capacity": 2}})
    assert answer.status_code == 202
    assert endpoints.follow(answer)["status"] == "Succeeded"
    assert first in workers()
    assert len(workers()) == 2
    assert endpoints.rest("GET", path).json()["sku"]["capacity"] == 2
    assert endpoints.follow(endpoints.rest("PATCH", path, {"sku": {"capacity": 1}}))["status"] == "Succeeded"
    assert len(workers()) == 1


def test_an_update_that_fails_leaves_the_old_revision_serving(
    endpoints: EndpointClient, endpoint: str
) -> None:
    assert endpoints.deploy(endpoint, "blue")[0] == "Succeeded"
    assert endpoints.deploy(endpoint, "blue", FAILS)[0] == "Failed"
    assert endpoints.score(endpoint, {"still": 1}, "blue").json()["still"] == 1
    assert endpoints.deploy(endpoint, "blue", ECHO.replace("word", "noun"))[0] == "Succeeded"
    assert "noun" in endpoints.score(endpoint, {}, "blue").json()


def test_a_deployment_with_traffic_is_not_deleted_and_one_without_leaves_nothing(
    endpoints: EndpointClient, endpoint: str, until: Until
) -> None:
    assert endpoints.deploy(endpoint, "blue")[0] == "Succeeded"
    worker = endpoints.score(endpoint, {}, "blue").json()["pid"]
    assert endpoints.traffic(endpoint, blue=100).status_code == 200
    path = f"onlineEndpoints/{endpoint}/deployments/blue"
    assert endpoints.rest("DELETE", path).status_code == 400
    assert endpoints.traffic(endpoint).status_code == 200
    assert endpoints.follow(endpoints.rest("DELETE", path))["status"] == "Succeeded"
    until(lambda: not lives(worker))
    assert endpoints.rest("GET", path).status_code == 404
    assert endpoints.rest("GET", f"onlineEndpoints/{endpoint}/deployments").json()["value"] == []
    assert not list((endpoints.rest.workspace.state / "serving").glob("blue-*/revision-*/azureml-models/x"))


def test_an_endpoint_takes_its_deployments_along(endpoints: EndpointClient, until: Until) -> None:
    name = endpoints.endpoint()
    assert endpoints.deploy(name, "blue")[0] == "Succeeded"
    worker = endpoints.score(name, {}, "blue").json()["pid"]
    answer = endpoints.rest("DELETE", f"onlineEndpoints/{name}")
    assert answer.status_code == 202
    until(lambda: not lives(worker))
    assert endpoints.rest("GET", f"onlineEndpoints/{name}").status_code == 404
    assert endpoints.rest("DELETE", f"onlineEndpoints/{name}").status_code == 204


def test_a_script_listens_on_this_computer_only(endpoints: EndpointClient, served: str) -> None:
    worker = psutil.Process(endpoints.score(served, {}, "blue").json()["pid"])
    listening = [each for each in worker.net_connections() if each.status == psutil.CONN_LISTEN]
    assert {each.laddr.ip for each in listening} == {"127.0.0.1"}


def test_a_killed_server_leaves_no_process_and_its_deployments_come_back(
    endpoints: EndpointClient, served: str, tmp_path: Path, until: Until
) -> None:
    workspace = LocalWorkspace(tmp_path / "state")
    workspace.start()
    try:
        (tmp_path / "state" / "environments").mkdir()
        assert served, "the environment is made already"
        for made in (endpoints.rest.workspace.state / "environments").glob("*/complete"):
            (tmp_path / "state" / "environments" / made.parent.name).symlink_to(made.parent)
        client = EndpointClient(Rest(workspace))
        client.set_up()
        name = client.endpoint()
        state, operation = client.deploy(name, "blue")
        assert state == "Succeeded", operation
        assert client.traffic(name, blue=100).status_code == 200
        key = client.key(name)
        worker = client.score(name, {}, token=key).json()["pid"]
        os.kill(workspace.facts["pid"], signal.SIGKILL)
        until(lambda: not lives(worker))

        workspace.start()
        client = EndpointClient(Rest(workspace))
        answer = client.score(name, {"again": 1}, token=key)
        assert answer.json()["again"] == 1
        worker = answer.json()["pid"]
        workspace.stop()
        until(lambda: not lives(worker))
    finally:
        workspace.stop()


@pytest.mark.parametrize(
    ("changes", "capacity", "status", "told"),
    [
        ({"instanceType": "Standard_D4ds_v4"}, 1, 400, "Standard_D4ds_v4"),
        ({"instanceType": None}, 1, 400, "instance type"),
        ({}, 0, 400, "instance count"),
        ({}, 51, 400, "instance count"),
        ({"codeConfiguration": None}, 1, 400, "scoring script"),
        ({"codeConfiguration": {"codeId": "/subscriptions/x/y/z"}}, 1, 400, "scoringScript"),
        ({"environmentId": None}, 1, 400, "environment"),
        ({"environmentId": "/subscriptions/s/resourceGroups/g"}, 1, 404, "environment"),
        ({"model": "/subscriptions/s/resourceGroups/g"}, 1, 404, "model"),
        ({"endpointComputeType": "Kubernetes"}, 1, 501, "Kubernetes"),
        ({"requestSettings": {"requestTimeout": "PT5M"}}, 1, 400, "timeout"),
        ({"scaleSettings": {"scaleType": "TargetUtilization"}}, 1, 400, "scale type"),
    ],
)
def test_what_azure_refuses_of_a_deployment(
    endpoints: EndpointClient, served: str, changes: dict[str, Any], capacity: int, status: int, told: str
) -> None:
    path = f"onlineEndpoints/{served}/deployments/refused"
    answer = endpoints.send(path, endpoints.properties(**changes), sku={"capacity": capacity})
    assert answer.status_code == status, answer.text
    assert told in answer.json()["error"]["message"]
    assert endpoints.rest("GET", path).status_code == 404


@pytest.mark.parametrize(
    ("properties", "told"),
    [
        ({"traffic": {"blue": 60}}, "sum to 0 or 100"),
        ({"traffic": {"blue": 100, "green": 100}}, "green"),
        ({"traffic": {"blue": 101}}, "0 to 100"),
        ({"traffic": {"blue": 100}, "mirrorTraffic": {"blue": 10}}, "both"),
        ({"mirrorTraffic": {"blue": 60}}, "50 percent"),
        ({"mirrorTraffic": {"red": 10}}, "red"),
        ({"authMode": "Password"}, "authMode"),
    ],
)
def test_what_azure_refuses_of_an_endpoint(
    endpoints: EndpointClient, served: str, properties: dict[str, Any], told: str
) -> None:
    before = endpoints.rest("GET", f"onlineEndpoints/{served}").json()["properties"]["traffic"]
    answer = endpoints.send(f"onlineEndpoints/{served}", {"authMode": "Key", **properties})
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "UserError"
    assert told in answer.json()["error"]["message"]
    assert endpoints.rest("GET", f"onlineEndpoints/{served}").json()["properties"]["traffic"] == before


@pytest.mark.parametrize("name", ["ab", "1st", "with_underscore", "ends-", "x" * 33])
def test_a_name_that_is_no_host_name_is_refused(endpoints: EndpointClient, name: str) -> None:
    assert endpoints.send(f"onlineEndpoints/{name}", {"authMode": "Key"}).status_code == 400


def test_a_deployment_needs_its_endpoint(endpoints: EndpointClient) -> None:
    answer = endpoints.send("onlineEndpoints/absent/deployments/blue", {"instanceType": SIZE})
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "ParentResourceNotFound"
