# pyright: basic
"""What the SDK does with assets, computes and connections, beyond what their own tests show."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ..rest import Rest

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

COMPONENT = """
name: {name}
version: "1"
type: command
command: python run.py
code: {code}
environment: azureml://registries/azureml/environments/absent/versions/1
"""


def _versions(group: Any, name: str) -> list[str]:
    return [each.version for each in group.list(name)]


@pytest.fixture
def component(tmp_path: Path, name: str) -> Any:
    from azure.ai.ml import load_component

    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "run.py").write_text(f"print({name!r})")
    values = {"name": name.replace("-", "_"), "code": tmp_path / "code"}
    (tmp_path / "component.yml").write_text(COMPONENT.format(**values))
    return load_component(tmp_path / "component.yml")


@pytest.mark.effect("components.list", "components.archive", "components.restore", "components.download")
def test_a_component_is_listed_archived_and_downloaded(
    ml_client: "MLClient", component: Any, tmp_path: Path
) -> None:
    components, name = ml_client.components, str(component.name)
    components.create_or_update(component)
    assert name in [each.name for each in components.list()]
    components.archive(name, version="1")
    assert _versions(components, name) == []
    components.restore(name, version="1")
    assert _versions(components, name) == ["1"]
    components.download(name, version="1", download_path=tmp_path / "down")
    (downloaded,) = (tmp_path / "down").rglob("run.py")
    assert downloaded.read_text() == (tmp_path / "code" / "run.py").read_text()


@pytest.mark.effect("components.validate")
def test_a_component_is_validated(ml_client: "MLClient", component: Any) -> None:
    assert ml_client.components.validate(component).passed
    component.command = None
    assert "command" in ml_client.components.validate(component).error_messages


@pytest.mark.effect("components.prepare_for_sign")
def test_a_component_is_prepared_for_its_signature(
    ml_client: "MLClient", component: Any, tmp_path: Path
) -> None:
    ml_client.components.prepare_for_sign(component)
    catalog = (tmp_path / "code" / "catalog.json").read_text()
    assert "run.py" in catalog


@pytest.mark.effect("models.list", "models.archive", "models.restore")
def test_a_model_is_archived(ml_client: "MLClient", tmp_path: Path, name: str) -> None:
    from azure.ai.ml.entities import Model

    (tmp_path / "model.txt").write_text("weights")
    models = ml_client.models
    models.create_or_update(Model(name=name, version="1", path=tmp_path / "model.txt"))
    assert name in [each.name for each in models.list()]
    models.archive(name, version="1")
    assert _versions(models, name) == []
    models.restore(name, version="1")
    assert _versions(models, name) == ["1"]


@pytest.mark.effect("environments.restore")
def test_an_environment_comes_back(ml_client: "MLClient", name: str) -> None:
    from azure.ai.ml.entities import Environment

    environments = ml_client.environments
    environments.create_or_update(Environment(name=name, version="1", image="ubuntu"))
    environments.archive(name, version="1")
    assert _versions(environments, name) == []
    environments.restore(name, version="1")
    assert _versions(environments, name) == ["1"]


@pytest.mark.effect("evaluators.create_or_update", "evaluators.get", "evaluators.list", "evaluators.download")
def test_an_evaluator_is_a_model_that_says_so(ml_client: "MLClient", tmp_path: Path, name: str) -> None:
    from azure.ai.ml.entities import Model
    from azure.core.exceptions import ResourceNotFoundError

    (tmp_path / "flow").mkdir()
    (tmp_path / "flow" / "flow.txt").write_text(name)
    evaluators = ml_client.evaluators
    evaluators.create_or_update(Model(name=name, version="1", path=tmp_path / "flow"))
    ml_client.models.create_or_update(Model(name=f"{name}-m", version="1", path=tmp_path / "flow"))
    assert evaluators.get(name, version="1").name == name
    with pytest.raises(ResourceNotFoundError):
        evaluators.get(f"{name}-m", version="1")
    assert _versions(evaluators, name) == ["1"]
    evaluators.download(name, "1", download_path=tmp_path / "down")
    (downloaded,) = (tmp_path / "down").rglob("flow.txt")
    assert downloaded.read_text() == name


@pytest.mark.effect("datastores.create_or_update", "datastores.get", "datastores.delete")
def test_a_datastore_is_made_and_deleted(ml_client: "MLClient", name: str) -> None:
    from azure.ai.ml.entities import AzureBlobDatastore
    from azure.core.exceptions import ResourceNotFoundError

    datastores, name = ml_client.datastores, name.replace("-", "_")
    default: Any = datastores.get("workspaceblobstore")
    account = default.account_name
    datastores.create_or_update(AzureBlobDatastore(name=name, account_name=account, container_name="mine"))
    made: Any = datastores.get(name)
    assert (made.account_name, made.container_name) == (account, "mine")
    datastores.delete(name)
    with pytest.raises(ResourceNotFoundError):
        datastores.get(name)


@pytest.mark.effect("compute.list_nodes")
def test_a_cluster_has_its_idle_nodes(ml_client: "MLClient", name: str) -> None:
    from azure.ai.ml.entities import AmlCompute

    wanted = AmlCompute(name=f"c{name[-10:]}", size="Standard_DS3_v2", min_instances=2, max_instances=3)
    ml_client.compute.begin_create_or_update(wanted).result()
    # The SDK leaves node_state empty and keeps the name of the wire (1.35.2, _aml_compute_node_info.py).
    states = [vars(each)["nodeState"] for each in ml_client.compute.list_nodes(str(wanted.name))]
    assert states == ["idle", "idle"]


@pytest.mark.effect("connections.get")
def test_a_connection_is_read_with_its_secret_or_without(ml_client: "MLClient", name: str) -> None:
    from azure.ai.ml.entities import APIKeyConnection

    wanted = APIKeyConnection(name=name, api_base="https://api.example", api_key="secret-key")
    ml_client.connections.create_or_update(wanted)
    plain: Any = ml_client.connections.get(name)
    told: Any = ml_client.connections.get(name, populate_secrets=True)
    assert (plain.api_base, plain.api_key) == ("https://api.example", None)
    assert told.api_key == "secret-key"


@pytest.mark.effect("workspaces.get_keys")
def test_the_workspaces_storage_key_signs(ml_client: "MLClient", rest: Rest) -> None:
    keys = ml_client.workspaces.get_keys()
    secrets = rest("POST", "datastores/workspaceblobstore/listSecrets?api-version=1").json()
    assert keys is not None
    assert keys.user_storage_key == secrets["key"]


@pytest.mark.effect("feature_stores.get", "feature_stores.list")
def test_there_is_no_feature_store(ml_client: "MLClient") -> None:
    assert list(ml_client.feature_stores.list()) == []
    assert ml_client.feature_stores.get(str(ml_client.workspace_name)) is None
