# pyright: basic
"""Assets in a registry, through the SDK: made there or copied from a workspace, listed, read and hidden."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ..rest import Rest

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

HOST = "https://cert-eastus.experiments.azureml.net/mferp/managementfrontend"
COMPONENT = """
name: {name}
version: "{version}"
type: command
command: python run.py
code: {code}
environment: {environment}
"""


def _versions(group: Any, name: str) -> list[str]:
    return [each.version for each in group.list(name)]


def _contents(workspace: Any, uri: str) -> str:
    """What the store of the server holds under the address of a blob."""
    account, _, path = uri.removeprefix("https://").partition(".blob.core.windows.net/")
    return (workspace.state / "blobs" / account / path).read_text()


@pytest.fixture
def place(rest: Rest, registry: str) -> str:
    """The address of the registry's assets."""
    identity = rest.workspace.identity
    group = f"/subscriptions/{identity.subscription}/resourceGroups/local"
    return f"{HOST}{group}/providers/Microsoft.MachineLearningServices/registries/{registry}"


@pytest.fixture
def file(tmp_path: Path, name: str) -> Path:
    (tmp_path / "file.txt").write_text(name)
    return tmp_path / "file.txt"


@pytest.fixture
def environment(registry_client: "MLClient", name: str) -> str:
    """The address of an environment of the registry."""
    from azure.ai.ml.entities import Environment

    made = Environment(name=name, version="1", image="ubuntu")
    return str(registry_client.environments.create_or_update(made).id)


@pytest.mark.effect("environments.create_or_update", "environments.get", "environments.list")
@pytest.mark.effect("environments.archive", "environments.restore")
def test_an_environment_of_a_registry(registry_client: "MLClient", registry: str, name: str) -> None:
    from azure.ai.ml.entities import Environment
    from azure.core.exceptions import HttpResponseError, ResourceNotFoundError

    environments = registry_client.environments
    made = environments.create_or_update(Environment(name=name, image="ubuntu"))
    assert made.id == f"azureml://registries/{registry}/environments/{name}/versions/1"
    assert environments.create_or_update(Environment(name=name, image="debian")).version == "2"
    assert environments.get(name, label="latest").image == "debian"
    again = environments.create_or_update(
        Environment(name=name, version="1", image="ubuntu", description="said later")
    )
    assert again.description == "said later"
    with pytest.raises(HttpResponseError, match="cannot be changed") as refused:
        environments.create_or_update(Environment(name=name, version="1", image="alpine"))
    assert refused.value.status_code == 409
    assert environments.get(name, version="1").image == "ubuntu"
    assert name in [each.name for each in environments.list()]
    environments.archive(name, version="2")
    assert _versions(environments, name) == ["1"]
    environments.restore(name, version="2")
    assert _versions(environments, name) == ["2", "1"]
    environments.archive(name)
    assert name not in [each.name for each in environments.list()]
    with pytest.raises(ResourceNotFoundError, match=f"Could not find asset with ID: .*{name}/versions/9"):
        environments.get(name, version="9")


@pytest.mark.effect("data.create_or_update", "data.get", "data.list")
def test_data_of_a_registry_have_a_place_of_their_own(
    registry_client: "MLClient", ml_client: "MLClient", file: Path, name: str
) -> None:
    from azure.ai.ml.entities import Data
    from azure.core.exceptions import ResourceNotFoundError

    data = registry_client.data
    made = data.create_or_update(Data(name=name, version="1", path=str(file), type="uri_file"))
    assert data.get(name, version="1").path == made.path
    other = data.create_or_update(Data(name=name, version="2", path=str(file), type="uri_file"))
    assert other.path != made.path
    assert _versions(data, name) == ["2", "1"]
    assert name in [each.name for each in data.list()]
    with pytest.raises(ResourceNotFoundError):
        ml_client.data.get(name, version="1")


def test_data_are_uploaded_into_the_storage_of_the_registry(
    registry_client: "MLClient", rest: Rest, file: Path, name: str
) -> None:
    from azure.ai.ml.entities import Data

    made = registry_client.data.create_or_update(
        Data(name=name, version="1", path=str(file), type="uri_file")
    )
    assert _contents(rest.workspace, str(made.path)) == name
    own = rest("GET", "datastores/workspaceblobstore").json()["properties"]["accountName"]
    assert own not in str(made.path)


@pytest.mark.effect("models.create_or_update", "models.get", "models.list", "models.download")
@pytest.mark.effect("models.archive", "models.restore")
def test_a_model_of_a_registry_comes_back_as_it_went(
    registry_client: "MLClient", file: Path, tmp_path: Path, name: str
) -> None:
    from azure.ai.ml.entities import Model

    (tmp_path / "model" / "deep").mkdir(parents=True)
    (tmp_path / "model" / "deep" / "weights.txt").write_text(name)
    models = registry_client.models
    models.create_or_update(Model(name=name, version="1", path=tmp_path / "model", tags={"a": "b"}))
    models.create_or_update(Model(name=name, path=file))
    assert models.get(name, version="1").tags == {"a": "b"}
    assert models.get(name, label="latest").version == "2"
    models.download(name, "1", download_path=tmp_path / "down")
    (back,) = (tmp_path / "down").rglob("weights.txt")
    assert back.read_text() == name
    assert name in [each.name for each in models.list()]
    models.archive(name, version="1")
    assert _versions(models, name) == ["2"]
    models.restore(name, version="1")
    assert _versions(models, name) == ["2", "1"]


def _component(folder: Path, name: str, environment: str, version: str, code: str = "print()") -> Any:
    from azure.ai.ml import load_component

    (folder / "code").mkdir(exist_ok=True)
    (folder / "code" / "run.py").write_text(code)
    values = {"name": name, "code": folder / "code", "environment": environment, "version": version}
    (folder / "component.yml").write_text(COMPONENT.format(**values))
    return load_component(folder / "component.yml")


@pytest.mark.effect("components.create_or_update", "components.get", "components.list")
@pytest.mark.effect("components.archive", "components.restore")
def test_a_component_of_a_registry_brings_its_code(
    registry_client: "MLClient", registry: str, environment: str, tmp_path: Path, name: str
) -> None:
    from azure.core.exceptions import HttpResponseError

    name = name.replace("-", "_")
    components: Any = registry_client.components
    first = components.create_or_update(_component(tmp_path, name, environment, "1"))
    assert first.id == f"azureml://registries/{registry}/components/{name}/versions/1"
    assert str(first.code).startswith(f"azureml://registries/{registry}/codes/")
    assert first.environment == environment
    with pytest.raises(HttpResponseError, match='field "code" is immutable'):
        components.create_or_update(_component(tmp_path, name, environment, "1", "print('changed')"))
    components.create_or_update(_component(tmp_path, name, environment, "2", "print('changed')"))
    assert components.get(name, version="1").code == first.code
    assert components.get(name, label="latest").version == "2"
    assert _versions(components, name) == ["2", "1"]
    assert name in [each.name for each in components.list()]
    components.archive(name, version="1")
    assert _versions(components, name) == ["2"]
    components.restore(name, version="1")
    assert _versions(components, name) == ["2", "1"]


@pytest.mark.effect("environments.share")
def test_an_environment_is_shared(ml_client: "MLClient", registry_client: "MLClient", name: str) -> None:
    from azure.ai.ml.entities import Environment

    ml_client.environments.create_or_update(Environment(name=name, version="1", image="ubuntu"))
    to = {"share_with_name": f"{name}-shared", "share_with_version": "7", "registry_name": "shared"}
    ml_client.environments.share(name, "1", **to)
    assert registry_client.environments.get(f"{name}-shared", version="7").image == "ubuntu"
    assert ml_client.environments.get(name, version="1").image == "ubuntu", "the client is as before"


@pytest.mark.effect("models.share")
def test_a_shared_model_is_a_copy(
    ml_client: "MLClient", registry_client: "MLClient", rest: Rest, file: Path, name: str
) -> None:
    from azure.ai.ml.entities import Model
    from azure.ai.ml.exceptions import ValidationException

    ml_client.models.create_or_update(Model(name=name, version="1", path=file, tags={"a": "b"}))
    to: dict[str, Any] = {
        "share_with_name": name,
        "share_with_version": "1",
        "registry_name": registry_client._operation_scope.registry_name,
    }
    shared = ml_client.models.share(name, "1", **to)
    assert shared.tags == {"a": "b"}
    rest("DELETE", f"models/{name}/versions/1")
    assert _contents(rest.workspace, str(registry_client.models.get(name, version="1").path)) == name
    with pytest.raises(ValidationException, match="already exists in registry"):
        ml_client.models.share(name, "1", **to)


@pytest.mark.effect("data.share")
def test_shared_data_are_a_copy(
    ml_client: "MLClient", registry_client: "MLClient", rest: Rest, tmp_path: Path, name: str
) -> None:
    from azure.ai.ml.entities import Data

    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "rows.csv").write_text(name)
    data = Data(name=name, version="1", path=str(tmp_path / "folder"), type="uri_folder")
    ml_client.data.create_or_update(data)
    to = {"share_with_name": name, "share_with_version": "2", "registry_name": "shared"}
    ml_client.data.share(name, "1", **to)
    shared = registry_client.data.get(name, version="2")
    assert shared.type == "uri_folder"
    assert _contents(rest.workspace, f"{shared.path}/rows.csv") == name


def test_what_is_not_there_cannot_be_shared(ml_client: "MLClient", registry: str, name: str) -> None:
    from azure.core.exceptions import HttpResponseError

    to = {"share_with_name": name, "share_with_version": "1", "registry_name": registry}
    with pytest.raises(HttpResponseError, match="Could not find asset with ID"):
        ml_client.models.share(name, "1", **to)


@pytest.mark.parametrize(
    ("environment", "status", "says"),
    [
        ("azureml://registries/shared/environments/absent/versions/1", 404, "Could not find asset with ID"),
        ("azureml:{workspace}/environments/bare/versions/1", 400, "must be in a registry"),
        ("azureml://registries/azureml/environments/sklearn-1.5/versions/53", 202, ""),
    ],
)
def test_what_a_component_refers_to_is_in_a_registry(
    rest: Rest, place: str, name: str, environment: str, status: int, says: str
) -> None:
    reference = environment.format(workspace=rest.workspace.identity.workspace_id)
    spec = {"type": "command", "command": "echo", "environment": reference}
    answer = rest("PUT", f"{place}/components/{name}/versions/1", {"properties": {"componentSpec": spec}})
    assert answer.status_code == status
    assert says in answer.text


def test_a_version_that_is_there_gets_no_place_to_write_to(
    rest: Rest, place: str, registry: str, environment: str, name: str
) -> None:
    taken = rest("PUT", f"{place}/tempdatarefs/{name}/versions/1", {"assetId": environment})
    assert (taken.status_code, taken.json()["error"]["code"]) == (409, "UserError")
    elsewhere = {"assetId": f"azureml://registries/other/models/{name}/versions/2"}
    assert rest("PUT", f"{place}/tempdatarefs/{name}/versions/2", elsewhere).status_code == 400
    free = {"assetId": f"azureml://registries/{registry}/models/{name}/versions/2"}
    assert rest("PUT", f"{place}/tempdatarefs/{name}/versions/2", free).status_code == 200


@pytest.mark.parametrize(
    ("kind", "member"), [("models", "modelUri"), ("data", "dataUri"), ("codes", "codeUri")]
)
def test_files_lie_in_the_storage_of_the_registry(
    rest: Rest, place: str, name: str, kind: str, member: str
) -> None:
    properties = {member: "azureml://datastores/workspaceblobstore/paths/x", "dataType": "uri_file"}
    answer = rest("PUT", f"{place}/{kind}/{name}/versions/1", {"properties": properties})
    assert (answer.status_code, answer.json()["error"]["code"]) == (501, "NotImplemented")


def test_a_model_without_files_is_refused(rest: Rest, place: str, registry: str, name: str) -> None:
    asset = {"assetId": f"azureml://registries/{registry}/models/{name}/versions/1"}
    upload = rest("PUT", f"{place}/tempdatarefs/{name}/versions/1", asset).json()
    uri = upload["blobReferenceForConsumption"]["blobUri"]
    answer = rest("PUT", f"{place}/models/{name}/versions/1", {"properties": {"modelUri": f"{uri}/absent"}})
    assert answer.status_code == 400
    assert "No blobs found in storage" in answer.text


def test_an_asset_that_is_not_there_has_no_versions(rest: Rest, place: str) -> None:
    assert rest("GET", f"{place}/models/absent/versions").json() == {"value": []}
    assert rest("GET", f"{place}/models/absent").status_code == 404
    elsewhere = place.replace("/shared", "/nobody-made-this")
    assert rest("GET", f"{elsewhere}/models").status_code == 404
