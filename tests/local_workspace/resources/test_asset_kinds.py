# pyright: basic
"""Data, environments, models, components and code, through the SDK."""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from ..rest import Rest

if TYPE_CHECKING:
    from azure.ai.ml import MLClient
    from azure.ai.ml.entities import Environment

IMAGE = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04"
CONDA = "name: e\ndependencies:\n  - python={python}\n  - pip:\n    - scikit-learn==1.9.1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "folder"
    made.mkdir()
    (made / "a b.txt").write_text(str(tmp_path))
    (made / "empty").write_text("")
    (made / "sub").mkdir()
    (made / "sub" / "ünïcode.txt").write_text("ü")
    return made


@pytest.mark.effect("data.create_or_update", "data.get", "data.list", "data.archive", "data.restore")
def test_data_is_uploaded_once_and_versioned(ml_client: "MLClient", folder: Path, name: str) -> None:
    from azure.ai.ml.constants import AssetTypes
    from azure.ai.ml.entities import Data

    first = ml_client.data.create_or_update(Data(name=name, path=str(folder), type=AssetTypes.URI_FOLDER))
    second = ml_client.data.create_or_update(Data(name=name, path=str(folder), type=AssetTypes.URI_FOLDER))
    assert (first.version, second.version) == ("1", "2")
    assert first.path == second.path
    assert ml_client.data.get(name, label="latest").version == "2"
    assert [each.version for each in ml_client.data.list(name)] == ["2", "1"]
    ml_client.data.archive(name, version="1")
    assert [each.version for each in ml_client.data.list(name)] == ["2"]
    ml_client.data.restore(name, version="1")
    assert len(list(ml_client.data.list(name))) == 2


def test_the_place_of_a_data_version_cannot_be_changed(ml_client: "MLClient", rest: Rest, name: str) -> None:
    path = f"data/{name}/versions/1?api-version=1"
    for uri, status in (("azureml://a", 201), ("azureml://b", 409)):
        answer = rest("PUT", path, {"properties": {"dataUri": uri, "dataType": "uri_file"}})
        assert answer.status_code == status
    assert "data uri cannot be changed" in answer.json()["error"]["message"]
    described = {"properties": {"dataUri": "azureml://a", "dataType": "uri_file", "description": "new"}}
    assert rest("PUT", path, described).json()["properties"]["description"] == "new"
    assert ml_client.data.get(name, version="1").description == "new"


def test_the_versions_of_a_data_asset_have_one_type(rest: Rest, name: str) -> None:
    def put(version: str, kind: str) -> int:
        body = {"properties": {"dataUri": "azureml://a", "dataType": kind}}
        return rest("PUT", f"data/{name}/versions/{version}?api-version=1", body).status_code

    assert [put("1", "uri_file"), put("2", "uri_folder"), put("2", "uri_file")] == [201, 409, 201]
    assert rest("GET", f"data/{name}?api-version=1").json()["properties"]["dataType"] == "uri_file"


def test_data_is_kept_under_the_long_address(rest: Rest, name: str) -> None:
    short = f"azureml://datastores/workspaceblobstore/paths/{name}/a.csv"
    kept = set[str]()
    for uri in (short, short.replace("/paths", "")):
        body = {"properties": {"dataUri": uri, "dataType": "uri_file"}}
        answer = rest("PUT", f"data/{name}/versions/1?api-version=1", body)
        assert answer.status_code in (200, 201), answer.text
        kept.add(answer.json()["properties"]["dataUri"])
    (address,) = kept
    identity = rest.workspace.identity
    place = f"subscriptions/{identity.subscription}/resourcegroups/{identity.resource_group}"
    assert address == f"azureml://{place}/workspaces/{identity.workspace}/{short.removeprefix('azureml://')}"
    body = {"properties": {"dataUri": address, "dataType": "uri_file"}}
    assert rest("PUT", f"data/{name}/versions/1?api-version=1", body).status_code == 200
    lost = {"properties": {"dataUri": "azureml://jobs/none/outputs/x", "dataType": "uri_file"}}
    assert rest("PUT", f"data/{name}/versions/2?api-version=1", lost).status_code == 404


def test_a_name_is_archived_with_all_its_versions_and_files(
    ml_client: "MLClient", rest: Rest, name: str
) -> None:
    from azure.ai.ml.constants import ListViewType

    rest.put_blob(f"{name}/a.csv", b"a")
    uri = f"azureml://datastores/workspaceblobstore/paths/{name}/a.csv"
    for version in ("1", "2"):
        body = {"properties": {"dataUri": uri, "dataType": "uri_file"}}
        rest("PUT", f"data/{name}/versions/{version}?api-version=1", body).raise_for_status()

    def versions(view: ListViewType) -> list[str]:
        return [str(each.version) for each in ml_client.data.list(name, list_view_type=view)]

    ml_client.data.archive(name)
    assert versions(ListViewType.ACTIVE_ONLY) == []
    assert versions(ListViewType.ARCHIVED_ONLY) == versions(ListViewType.ALL) == ["2", "1"]
    assert ml_client.data.get(name, version="1").version == "1"
    assert rest.get_blob(f"{name}/a.csv").content == b"a"
    ml_client.data.restore(name)
    assert versions(ListViewType.ACTIVE_ONLY) == ["2", "1"]


def _environment(
    folder: Path, name: str, image: str = IMAGE, python: str = "3.11", **more: Any
) -> "Environment":
    from azure.ai.ml.entities import Environment

    conda = folder / "conda.yml"
    conda.write_text(CONDA.format(python=python))
    return Environment(name=name, image=image, conda_file=str(conda), **more)


@pytest.mark.effect(
    "environments.create_or_update", "environments.get", "environments.list", "environments.archive"
)
def test_an_environment_that_changes_becomes_a_new_version(
    ml_client: "MLClient", tmp_path: Path, name: str
) -> None:
    from azure.core.exceptions import ResourceExistsError

    environments = ml_client.environments
    assert environments.create_or_update(_environment(tmp_path, name)).version == "1"
    described = environments.create_or_update(_environment(tmp_path, name, description="words"))
    assert (described.version, described.description) == ("1", "words")
    assert environments.create_or_update(_environment(tmp_path, name, image="other")).version == "2"
    latest = environments.get(name, label="latest")
    assert (latest.version, latest.image) == ("2", "other")
    with pytest.raises(ResourceExistsError, match="already registered and cannot be changed"):
        environments.create_or_update(_environment(tmp_path, name, image="third", version="1"))
    environments.archive(name, version="1")
    assert [each.version for each in environments.list(name)] == ["2"]


def test_an_environment_with_an_old_python_is_refused(
    ml_client: "MLClient", tmp_path: Path, name: str
) -> None:
    from azure.core.exceptions import HttpResponseError

    with pytest.raises(HttpResponseError, match=r"3\.7\.6 have reached or are nearing end-of-life"):
        ml_client.environments.create_or_update(_environment(tmp_path, name, python="3.7.6"))


@pytest.mark.effect("models.create_or_update", "models.get", "models.download")
def test_a_model_is_uploaded_and_downloaded(
    ml_client: "MLClient", folder: Path, tmp_path: Path, name: str
) -> None:
    from azure.ai.ml.entities import Model

    model = ml_client.models.create_or_update(Model(name=name, path=str(folder), tags={"a": "b"}))
    assert "/datastores/workspaceblobstore/paths/LocalUpload/" in str(model.path)
    ml_client.models.download(name, str(model.version), download_path=tmp_path / "down")
    for file in ("a b.txt", "empty", "sub/ünïcode.txt"):
        downloaded = tmp_path / "down" / name / "folder" / file
        assert downloaded.read_text() == (folder / file).read_text()
    assert ml_client.models.get(name, label="latest").tags == {"a": "b"}


def test_a_model_of_no_files_is_refused(rest: Rest, name: str) -> None:
    uri = "azureml://datastores/workspaceblobstore/paths/no/such/model"
    answer = rest("PUT", f"models/{name}/versions/1?api-version=1", {"properties": {"modelUri": uri}})
    assert answer.status_code == 400
    assert answer.json()["error"]["details"][0]["code"] == "ModelAssetPathNotFoundInStorage"
    for wrong, status in (("ftp://x", 400), ("azureml://datastores/none/paths/x", 404), ("", 400)):
        body = {"properties": {"modelUri": wrong}}
        assert rest("PUT", f"models/{name}/versions/1?api-version=1", body).status_code == status


def test_a_model_is_kept_under_the_long_address(rest: Rest, name: str) -> None:
    rest.put_blob(f"{name}/model.bin", b"m")
    short = f"azureml://datastores/workspaceblobstore/paths/{name}"
    body = {"properties": {"modelUri": short}}
    made = rest("PUT", f"models/{name}/versions/1?api-version=1", body).json()["properties"]
    assert made["modelUri"].startswith("azureml://subscriptions/")
    assert made["modelUri"].endswith(f"/datastores/workspaceblobstore/paths/{name}")
    assert (made["flavors"], made["jobName"]) == ({}, None)
    rest.put_blob(f"{name}-other/model.bin", b"m")
    body["properties"]["modelUri"] = f"{short}-other"
    refused = rest("PUT", f"models/{name}/versions/1?api-version=1", body)
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "UserError")
    assert refused.json()["error"]["message"] == "Asset paths cannot be updated."


def test_a_model_has_a_stage_by_which_it_is_listed(rest: Rest, name: str) -> None:
    rest.put_blob(f"{name}/model.bin", b"m")
    uri = f"azureml://datastores/workspaceblobstore/paths/{name}"
    for version, more in (("1", {}), ("2", {"stage": "Production"})):
        body = {"properties": {"modelUri": uri, **more}}
        made = rest("PUT", f"models/{name}/versions/{version}?api-version=1", body).json()["properties"]
        assert made["stage"] == more.get("stage", "Development")
        assert (made["autoDeleteSetting"], made["intellectualProperty"]) == (None, None)
    for query, versions in (("", ["2", "1"]), ("&stage=Production", ["2"]), ("&stage=Archived", [])):
        found = rest("GET", f"models/{name}/versions?api-version=1{query}").json()["value"]
        assert [each["name"] for each in found] == versions


COMPONENT = """
name: {name}
version: "{version}"
type: command
command: {command}
code: {code}
environment: azureml:{environment}:1
inputs:
  rate: {{type: number, default: 0.1}}
outputs:
  model: {{type: uri_folder}}
"""


@pytest.mark.effect("components.create_or_update", "components.get")
def test_what_a_component_does_cannot_be_changed(
    ml_client: "MLClient", folder: Path, tmp_path: Path, name: str
) -> None:
    from azure.ai.ml import load_component
    from azure.core.exceptions import HttpResponseError

    ml_client.environments.create_or_update(_environment(tmp_path, name))
    component = name.replace("-", "_")

    def put(command: str, version: str = "1") -> str:
        source = tmp_path / "component.yml"
        values = {
            "name": component,
            "code": folder,
            "environment": name,
            "command": command,
            "version": version,
        }
        source.write_text(COMPONENT.format(**values))
        return str(ml_client.components.create_or_update(load_component(source)).version)

    assert [put("echo 1"), put("echo 1"), put("echo 2", "2")] == ["1", "1", "2"]
    with pytest.raises(HttpResponseError, match='field "command" is immutable, try specifying a new version'):
        put("echo 3")
    assert ml_client.components.get(component).version == "2"
    assert ml_client.components.get(component, label="latest").version == "2"


def test_the_same_code_is_uploaded_once(ml_client: "MLClient", rest: Rest, folder: Path) -> None:
    from azure.ai.ml.entities._assets import Code

    codes = ml_client._code
    first, second = (codes.create_or_update(Code(path=folder)) for _ in range(2))
    assert first.id == second.id
    (folder / "a b.txt").write_text("changed")
    assert codes.create_or_update(Code(path=folder)).id != first.id
    unknown = rest("GET", f"codes/x/versions?hash={quote('no such hash')}&hashVersion=202208&api-version=1")
    assert unknown.json()["value"] == []
