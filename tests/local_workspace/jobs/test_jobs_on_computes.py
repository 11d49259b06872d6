# pyright: basic
"""A compute and the jobs that name it: they are its nodes, and hold it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from .conftest import JobClient

if TYPE_CHECKING:
    from tests.local_workspace.conftest import Rest


@pytest.fixture
def short() -> str:
    return f"c{uuid4().hex[:10]}"


def _put(rest: "Rest", name: str, kind: str = "AmlCompute", **more: Any) -> int:
    inner = {"vmSize": "Standard_D4ds_v4", **more}
    body = {"location": "eastus", "properties": {"computeType": kind, "properties": inner}}
    return rest("PUT", f"computes/{name}?api-version=1", body).status_code


def _inner(rest: "Rest", name: str) -> dict[str, Any]:
    return rest("GET", f"computes/{name}?api-version=1").json()["properties"]["properties"]


def _nodes(rest: "Rest", name: str) -> tuple[str, int, int, int]:
    """Allocation state, nodes that are there, nodes that are wanted, and those that run jobs."""
    inner = _inner(rest, name)
    running = inner["nodeStateCounts"]["runningNodeCount"]
    return inner["allocationState"], inner["currentNodeCount"], inner["targetNodeCount"], running


def test_the_nodes_of_a_cluster_are_its_jobs(
    job_client: JobClient, rest: "Rest", short: str, tmp_path: Path
) -> None:
    assert _put(rest, short, scaleSettings={"minNodeCount": 0, "maxNodeCount": 2}) == 201
    assert _nodes(rest, short) == ("Steady", 0, 0, 0)
    go = tmp_path / "go"
    cluster = f"{rest.workspace.identity.workspace_id}/computes/{short}"
    job = job_client.submit(f"until [ -e {go} ]; do sleep 0.05; done", computeId=cluster.upper())
    job_client.wait(job, "Running")
    assert _nodes(rest, short) == ("Steady", 1, 1, 1)
    (node,) = rest("POST", f"computes/{short}/listNodes?api-version=1").json()["nodes"]
    assert (node["nodeState"], node["runId"]) == ("running", job)
    assert rest("DELETE", f"computes/{short}?api-version=1").status_code == 501
    go.touch()
    assert job_client.wait(job) == "Completed"
    assert _nodes(rest, short) == ("Steady", 0, 0, 0)
    body = {"properties": {"properties": {"scaleSettings": {"minNodeCount": 1}}}}
    assert rest("PATCH", f"computes/{short}?api-version=1", body).status_code == 200
    assert _nodes(rest, short) == ("Steady", 1, 1, 0)


def test_a_job_for_a_stopped_instance_is_refused_and_said_to_be_ours(
    job_client: JobClient, rest: "Rest", short: str
) -> None:
    assert _put(rest, short, kind="ComputeInstance") == 201
    instance = f"{rest.workspace.identity.workspace_id}/computes/{short}"
    assert job_client.end("true", computeId=instance)[1] == "Completed"
    rest("POST", f"computes/{short}/stop?api-version=1").raise_for_status()
    refused = job_client.send("true", computeId=instance)
    assert refused.status_code == 501
    assert f"stopped ({short}); start it first" in refused.json()["error"]["message"]
    rest("POST", f"computes/{short}/start?api-version=1").raise_for_status()
    assert job_client.end("true", computeId=instance)[1] == "Completed"


def test_the_machine_under_a_job_is_not_taken_away(
    job_client: JobClient, rest: "Rest", short: str, tmp_path: Path
) -> None:
    go = tmp_path / "go"
    assert _put(rest, short, kind="ComputeInstance") == 201
    instance = f"{rest.workspace.identity.workspace_id}/computes/{short}"
    job = job_client.submit(f"until [ -e {go} ]; do sleep 0.05; done", computeId=instance)
    for action in ("stop", "restart"):
        refused = rest("POST", f"computes/{short}/{action}?api-version=1")
        assert (refused.status_code, job in refused.text) == (501, True)
    go.touch()
    assert job_client.wait(job) == "Completed"
    assert rest("POST", f"computes/{short}/stop?api-version=1").status_code == 202
