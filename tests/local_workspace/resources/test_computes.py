# pyright: basic
"""Compute, through the SDK."""

from typing import TYPE_CHECKING, Any

import pytest

from ..rest import Rest

if TYPE_CHECKING:
    from azure.ai.ml import MLClient


@pytest.fixture
def short(name: str) -> str:
    return f"c{name[-10:]}"


@pytest.mark.effect(
    "compute.begin_create_or_update", "compute.begin_update", "compute.list", "compute.begin_delete"
)
def test_a_cluster_is_made_scaled_and_deleted(ml_client: "MLClient", short: str) -> None:
    from azure.ai.ml.entities import AmlCompute
    from azure.core.exceptions import ResourceNotFoundError

    compute = ml_client.compute
    wanted = AmlCompute(name=short, size="Standard_DS3_v2", max_instances=2)
    made: Any = compute.begin_create_or_update(wanted).result()
    assert (made.provisioning_state, made.size, made.max_instances) == ("Succeeded", "STANDARD_DS3_V2", 2)
    made.max_instances = 4
    changed: Any = compute.begin_update(made).result()
    assert changed.max_instances == 4
    assert short in [each.name for each in compute.list()]
    compute.begin_delete(short).result()
    with pytest.raises(ResourceNotFoundError):
        compute.get(short)


@pytest.mark.effect("compute.get", "compute.begin_stop", "compute.begin_start", "compute.begin_restart")
def test_an_instance_stops_and_starts(ml_client: "MLClient", short: str) -> None:
    from azure.ai.ml.entities import ComputeInstance

    compute: Any = ml_client.compute
    compute.begin_create_or_update(ComputeInstance(name=short, size="Standard_DS3_v2")).result()
    states = [compute.get(short).state]
    for action in (compute.begin_stop, compute.begin_start, compute.begin_restart):
        action(short).result()
        states.append(compute.get(short).state)
    assert states == ["Running", "Stopped", "Running", "Running"]


def test_an_instance_is_started_only_when_it_is_stopped(rest: Rest, short: str) -> None:
    assert _put(rest, short, kind="ComputeInstance") == 201
    refused = rest("POST", f"computes/{short}/start?api-version=1")
    assert refused.status_code == 400
    assert refused.json()["error"]["code"] == "StartComputeInstanceOnlyAllowedInStoppedState"
    assert rest("POST", f"computes/{short}/stop?api-version=1").status_code == 202
    assert rest("POST", f"computes/{short}/start?api-version=1").status_code == 202
    done = _inner(rest, short)["lastOperation"]
    assert (done["operationName"], done["operationTrigger"]) == ("Start", "User")


def test_the_idle_time_of_an_instance_has_bounds_and_its_own_operation(rest: Rest, short: str) -> None:
    instance: Any = {"kind": "ComputeInstance", "enableSSO": True}
    for out_of_bounds in ("PT14M", "P4D", "soon"):
        assert _put(rest, short, **instance, idleTimeBeforeShutdown=out_of_bounds) == 400
    assert _put(rest, short, **instance, idleTimeBeforeShutdown="PT30M") == 201
    assert _put(rest, short, **instance, idleTimeBeforeShutdown="PT60M") == 400
    assert _put(rest, short, **instance, idleTimeBeforeShutdown="PT30M") == 200
    change, body = f"computes/{short}/updateIdleShutdownSetting?api-version=1", {"idleTimeBeforeShutdown": ""}
    for duration, status in (("PT5M", 400), ("PT45M", 200)):
        body["idleTimeBeforeShutdown"] = duration
        assert rest("POST", change, body).status_code == status
    assert _inner(rest, short)["idleTimeBeforeShutdown"] == "PT45M"


def _inner(rest: Rest, name: str) -> dict[str, Any]:
    return rest("GET", f"computes/{name}?api-version=1").json()["properties"]["properties"]


def _put(
    rest: Rest, name: str, kind: str = "AmlCompute", size: str = "Standard_DS3_v2", **more: object
) -> int:
    inner = {"vmSize": size, **more}
    body = {"location": "eastus", "properties": {"computeType": kind, "properties": inner}}
    return rest("PUT", f"computes/{name}?api-version=1", body).status_code


@pytest.mark.parametrize("size", ["Standard_NC6", "STANDARD_NV6", "Standard_NC6s_v3", "Standard_A1", "x", ""])
def test_a_size_that_azure_does_not_have_is_refused(rest: Rest, short: str, size: str) -> None:
    assert _put(rest, short, size=size) == 400
    assert rest("GET", f"computes/{short}?api-version=1").status_code == 404


def test_what_cannot_be_is_refused(rest: Rest, short: str) -> None:
    assert _put(rest, short, scaleSettings={"minNodeCount": 3, "maxNodeCount": 1}) == 400
    assert _put(rest, "x") == 400
    assert _put(rest, short, kind="Kubernetes") == 501
    assert _put(rest, short) == 201
    assert _put(rest, short, size="Standard_DS4_v2") == 400
    assert _put(rest, short, kind="ComputeInstance") == 400
    assert rest("POST", f"computes/{short}/stop?api-version=1").status_code == 400
    assert rest("POST", f"computes/{short}/explode?api-version=1").status_code == 501
    assert rest("DELETE", f"computes/{short}?api-version=1").status_code == 202
    assert _put(rest, short, kind="ComputeInstance") == 201
    assert rest("PATCH", f"computes/{short}?api-version=1", {}).status_code == 400
    refused = rest("POST", f"computes/{short}/listNodes?api-version=1")
    assert refused.status_code == 400
    assert "ComputeListNodes with computeType ComputeInstance is not supported." in refused.text


def test_the_end_of_an_operation_is_told_where_its_start_said(rest: Rest, short: str) -> None:
    body = {"properties": {"computeType": "AmlCompute", "properties": {"vmSize": "Standard_DS3_v2"}}}
    answer = rest("PUT", f"computes/{short}?api-version=1", body)
    assert answer.json()["properties"]["provisioningState"] == "Creating"
    assert "/computeOperationsStatus/" in answer.headers["Azure-AsyncOperation"]
    assert answer.headers["Retry-After"]
    status = rest("GET", answer.headers["Azure-AsyncOperation"])
    assert status.json()["status"] == "Succeeded"
    assert (
        rest("GET", f"computes/{short}?api-version=1").json()["properties"]["provisioningState"]
        == "Succeeded"
    )
    unknown = answer.headers["Azure-AsyncOperation"].partition("Status/")[0] + "Status/none?api-version=1"
    assert rest("GET", unknown).status_code == 404


@pytest.mark.effect("compute.list_sizes")
def test_sizes_are_listed(ml_client: "MLClient", rest: Rest) -> None:
    names = [each.name for each in ml_client.compute.list_sizes()]
    assert "Standard_NC6" not in names
    # The SDK drops what differs in spelling (1.35.2, entities/_compute/_vm_size.py): the document has it.
    location = (
        f"/subscriptions/{rest.workspace.identity.subscription}/providers/Microsoft.MachineLearningServices"
    )
    listed = rest("GET", f"{location}/locations/eastus/vmSizes?api-version=1").json()["value"]
    sizes = {each["name"]: each for each in listed}
    assert list(sizes) == names
    ours = sizes["Standard_D4ds_v4"]
    assert (ours["vCPUs"], ours["memoryGB"], ours["gpus"], ours["maxResourceVolumeMB"]) == (4, 16, 0, 153600)
    assert sizes["Standard_NC4as_T4_v3"]["gpus"] == 1
