# pyright: basic
"""Registries themselves: made, found by their name alone, changed and deleted."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from ..rest import Rest

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

PROVIDER = "providers/Microsoft.MachineLearningServices/registries"
HOST = "https://eastus.api.azureml.ms"


def _regions(*names: str) -> list[dict[str, Any]]:
    return [{"location": name} for name in names]


@pytest.fixture
def group(rest: Rest) -> str:
    """The resource group of the workspace."""
    return f"/subscriptions/{rest.workspace.identity.subscription}/resourceGroups/local"


@pytest.fixture
def place(rest: Rest, group: str, name: str) -> Iterator[str]:
    """The address of a registry that is not there yet, and is deleted in the end."""
    path = f"{group}/{PROVIDER}/reg-{name[-8:]}"
    yield path
    rest("DELETE", path)


def _connect(name: str) -> "MLClient":
    from azure.ai.ml import MLClient
    from azure.identity import DefaultAzureCredential

    return MLClient(DefaultAzureCredential(), registry_name=name)


@pytest.mark.effect("registries.begin_create", "registries.get", "registries.list", "registries.begin_delete")
def test_a_registry_is_made_found_and_deleted(ml_client: "MLClient", place: str) -> None:
    from azure.ai.ml.entities import Environment, Registry, RegistryRegionDetails
    from azure.core.exceptions import ResourceNotFoundError

    registries, name = ml_client.registries, place.rpartition("/")[2]
    regions = [RegistryRegionDetails(location=each) for each in ("eastus", "westus")]
    wanted = Registry(name=name, location="eastus", tags={"a": "b"}, replication_locations=regions)
    made = registries.begin_create(wanted).result()
    assert (made.name, made.location, made.tags) == (name, "eastus", {"a": "b"})
    kept: Any = registries.get(name)
    stores = {each.storage_config.arm_resource_id for each in kept.replication_locations}
    assert len(stores) == 2, "each region has a storage account of its own"
    assert name in [each.name for each in registries.list()]
    assert name in [each.name for each in registries.list(scope="subscription")]
    _connect(name).environments.create_or_update(Environment(name="e", version="1", image="ubuntu"))
    registries.begin_delete(name=name).result()
    with pytest.raises(ResourceNotFoundError):
        registries.get(name)
    with pytest.raises(ResourceNotFoundError, match=name):
        _connect(name)
    registries.begin_create(wanted).result()
    assert list(_connect(name).environments.list()) == [], "the assets went with the registry"


def test_the_storage_of_a_registry_goes_with_it(rest: Rest, place: str) -> None:
    rest("PUT", place, {"location": "eastus", "properties": {"regionDetails": _regions("eastus")}})
    properties = rest("GET", place).json()["properties"]
    managed = properties["managedResourceGroup"]["resourceId"]
    assert rest("GET", managed).status_code == 200
    assert rest("DELETE", place).status_code == 202
    assert rest("GET", managed).status_code == 404


def test_a_registry_gets_another_region_and_keeps_the_rest(rest: Rest, place: str) -> None:
    body: dict[str, Any] = {"location": "eastus", "tags": {"a": "b"}}
    rest("PUT", place, body | {"properties": {"regionDetails": _regions("eastus")}})
    before = rest("GET", place).json()
    changed = {"regionDetails": _regions("eastus", "westus")}
    assert rest("PUT", place, {"location": "eastus", "properties": changed}).status_code == 202
    after = rest("GET", place).json()
    assert after["properties"]["regionDetails"][0] == before["properties"]["regionDetails"][0]
    assert [each["location"] for each in after["properties"]["regionDetails"]] == ["eastus", "westus"]
    assert after["tags"] == {"a": "b"}


@pytest.mark.parametrize(
    ("name", "location", "properties", "status", "says"),
    [
        ("reg", "", {}, 400, "location"),
        ("reg", "eastus", {"regionDetails": _regions("westus")}, 400, "must include its location, eastus"),
        ("_reg", "eastus", {"regionDetails": _regions("eastus")}, 400, "'_reg' is invalid"),
        ("r" * 34, "eastus", {"regionDetails": _regions("eastus")}, 400, "is invalid"),
        ("azureml", "eastus", {"regionDetails": _regions("eastus")}, 409, "taken by another registry"),
        ("shared", "westus", {"regionDetails": _regions("westus")}, 400, "cannot be changed"),
        (
            "reg",
            "eastus",
            {"regionDetails": [{"location": "eastus", "acrDetails": [{"userCreatedAcrAccount": {}}]}]},
            400,
            "cannot use accounts that exist already",
        ),
    ],
)
def test_what_no_registry_can_be(
    rest: Rest, group: str, registry: str, name: str, location: str, properties: Any, status: int, says: str
) -> None:
    answer = rest("PUT", f"{group}/{PROVIDER}/{name}", {"location": location, "properties": properties})
    assert answer.status_code == status
    assert says in answer.json()["error"]["message"]


def test_a_name_is_taken_in_all_resource_groups(rest: Rest, group: str, registry: str) -> None:
    other = group.replace("/local", "/other-group")
    rest("PUT", f"{other}?api-version=2021-04-01", {"location": "eastus"}).raise_for_status()
    body = {"location": "eastus", "properties": {"regionDetails": _regions("eastus")}}
    assert rest("PUT", f"{other}/{PROVIDER}/{registry.upper()}", body).status_code == 409
    listed = rest("GET", f"{other}/{PROVIDER}").json()["value"]
    assert listed == [], "the registry is in the other resource group"
    rest("DELETE", other)


def test_the_registry_of_microsoft_is_found_and_is_not_the_users(rest: Rest) -> None:
    found = rest("GET", f"{HOST}/registrymanagement/v1.0/registries/azureml/discovery").json()
    assert found["registryName"] == "azureml"
    assert found["subscriptionId"] != rest.workspace.identity.subscription
    scope = f"/subscriptions/{found['subscriptionId']}/resourceGroups/{found['resourceGroup']}"
    assert rest("DELETE", f"{scope}/{PROVIDER}/azureml").status_code == 404
    absent = rest("GET", f"{HOST}/registrymanagement/v1.0/registries/absent-registry/discovery")
    assert absent.status_code == 404
