# pyright: basic
"""Workspaces and resource groups, through the SDK and as documents."""

from typing import TYPE_CHECKING

import pytest

from ..rest import Rest

if TYPE_CHECKING:
    from azure.ai.ml import MLClient


@pytest.mark.effect("workspaces.get", "workspaces.list")
def test_the_workspace_that_is_there_from_the_start(ml_client: "MLClient") -> None:
    workspace = ml_client.workspaces.get(ml_client.workspace_name)
    assert workspace is not None
    assert workspace.location == "eastus"
    assert str(workspace.mlflow_tracking_uri).startswith("azureml://eastus.api.azureml.ms/mlflow/")
    assert [each.name for each in ml_client.workspaces.list()].count("local-workspace") == 1


@pytest.mark.effect("workspaces.begin_create", "workspaces.begin_update", "workspaces.begin_delete")
def test_a_workspace_is_made_changed_and_deleted(ml_client: "MLClient", name: str) -> None:
    from azure.ai.ml.entities import Workspace

    wanted = Workspace(name=name, location="westeurope", tags={"a": "b"}, description="mine")
    made = ml_client.workspaces.begin_create(wanted).result()
    assert (made.location, made.description, made.tags and made.tags["a"]) == ("westeurope", "mine", "b")
    changed = ml_client.workspaces.begin_update(Workspace(name=name, display_name="other")).result()
    assert changed.display_name == "other"
    assert changed.description == "mine"
    ml_client.workspaces.begin_delete(name, delete_dependent_resources=True).result()
    assert name not in [each.name for each in ml_client.workspaces.list()]


def test_a_workspace_of_its_own_has_assets_of_its_own(rest: Rest, name: str) -> None:
    workspace = rest.workspace.url.removeprefix("https://management.azure.com").replace(
        "local-workspace", name
    )
    made = rest("PUT", f"{workspace}?api-version=1", {"location": "westeurope"})
    assert made.status_code == 201
    body = {"properties": {"dataUri": "azureml://x", "dataType": "uri_file"}}
    rest("PUT", f"{workspace}/data/{name}/versions/1?api-version=1", body)
    assert rest("GET", f"data/{name}?api-version=1").status_code == 404
    assert rest("GET", f"{workspace}/data/{name}?api-version=1").status_code == 200
    unique = made.json()["properties"]["workspaceId"]
    assert (
        unique
        != rest("GET", "?api-version=1".join([rest.workspace.url, ""])).json()["properties"]["workspaceId"]
    )


def test_missing_things_are_refused_one_level_at_a_time(rest: Rest) -> None:
    path = rest.workspace.url.removeprefix("https://management.azure.com")
    identity = rest.workspace.identity
    for wrong, code in (
        (path.replace(identity.subscription, "11111111-0000-0000-0000-000000000000"), "SubscriptionNotFound"),
        (path.replace("resourceGroups/local", "resourceGroups/none"), "ResourceGroupNotFound"),
        (path.replace("workspaces/local-workspace", "workspaces/none"), "ResourceNotFound"),
    ):
        answer = rest("GET", f"{wrong}?api-version=1")
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, code)
        assert rest("GET", f"{wrong}/jobs?api-version=1").json()["error"]["code"] == code


@pytest.mark.parametrize("name", ["ab", "-abc", "a" * 34, "a b c", "a.b.c"])
def test_a_workspace_name_that_azure_refuses_is_refused(rest: Rest, name: str) -> None:
    path = rest.workspace.url.rpartition("/")[0]
    answer = rest("PUT", f"{path}/{name}?api-version=1", {"location": "eastus"})
    assert answer.status_code == 400


def test_a_workspace_needs_a_location_and_a_group(rest: Rest) -> None:
    path = rest.workspace.url.rpartition("/")[0]
    assert rest("PUT", f"{path}/abc?api-version=1", {}).json()["error"]["code"] == "LocationRequired"
    elsewhere = path.replace("resourceGroups/local", "resourceGroups/none")
    answer = rest("PUT", f"{elsewhere}/abc?api-version=1", {"location": "eastus"})
    assert answer.json()["error"]["code"] == "ResourceGroupNotFound"


def test_kinds_that_are_not_served_say_so(rest: Rest) -> None:
    path = rest.workspace.url.rpartition("/")[0]
    answer = rest("PUT", f"{path}/a-hub?api-version=1", {"location": "eastus", "kind": "Hub"})
    assert answer.status_code == 501
    assert "workspaces of kind Hub" in answer.json()["error"]["message"]


def test_a_resource_group_is_made_and_deleted_with_what_is_in_it(rest: Rest, name: str) -> None:
    group = f"/subscriptions/{rest.workspace.identity.subscription}/resourcegroups/{name}"
    assert rest("PUT", f"{group}?api-version=1", {"location": "eastus"}).status_code == 201
    assert rest("PUT", f"{group}?api-version=1", {"location": "eastus"}).status_code == 200
    workspace = f"{group}/providers/Microsoft.MachineLearningServices/workspaces/inside"
    assert rest("PUT", f"{workspace}?api-version=1", {"location": "eastus"}).status_code == 201
    assert rest("DELETE", f"{group}?api-version=1").status_code in (200, 202)
    assert rest("GET", f"{workspace}?api-version=1").json()["error"]["code"] == "ResourceGroupNotFound"


def test_an_unknown_operation_answers_501_and_its_name(rest: Rest) -> None:
    answer = rest("POST", "brew?api-version=1")
    assert answer.status_code == 501
    assert answer.json()["error"]["code"] == "NotImplemented"
    assert "POST https://management.azure.com" in answer.json()["error"]["message"]


def test_discovery_needs_no_token(rest: Rest) -> None:
    answer = rest("GET", "https://westeurope.api.azureml.ms/discovery", Authorization="")
    assert answer.json()["api"] == "https://westeurope.api.azureml.ms"
