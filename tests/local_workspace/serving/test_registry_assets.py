# pyright: basic
"""A deployment whose model and environment are in a registry."""

from pathlib import Path
from typing import TYPE_CHECKING

from .conftest import SERVER, EndpointClient

if TYPE_CHECKING:
    from azure.ai.ml import MLClient


def test_a_deployment_of_a_shared_model(
    endpoints: EndpointClient, registry_client: "MLClient", tmp_path: Path, name: str
) -> None:
    from azure.ai.ml.entities import Environment, Model

    (tmp_path / "model.txt").write_text(f"weights of {name}")
    model = registry_client.models.create_or_update(
        Model(name=name, version="1", path=tmp_path / "model.txt")
    )
    conda = {"dependencies": ["python", "pip", {"pip": [SERVER]}]}
    environment = registry_client.environments.create_or_update(
        Environment(name=name, version="1", image="ubuntu", conda_file=conda)
    )
    endpoint = endpoints.endpoint()
    state, operation = endpoints.deploy(endpoint, "blue", model=model.id, environmentId=environment.id)
    assert state == "Succeeded", operation
    endpoints.traffic(endpoint, blue=100)
    assert endpoints.score(endpoint).json()["model"] == f"weights of {name}"
    endpoints.rest("DELETE", f"onlineEndpoints/{endpoint}")


def test_a_deployment_that_names_what_is_not_there(endpoints: EndpointClient, registry: str) -> None:
    endpoint = endpoints.endpoint()
    for which, status in ((registry, 404), ("azureml", 501)):
        model = f"azureml://registries/{which}/models/absent/versions/1"
        path = f"onlineEndpoints/{endpoint}/deployments/blue"
        sku = {"name": "Default", "capacity": 1}
        assert endpoints.send(path, endpoints.properties(model=model), sku=sku).status_code == status
    endpoints.rest("DELETE", f"onlineEndpoints/{endpoint}")
