"""MLflow's registry is the workspace's models: registered, found, edited and deleted through either."""

from typing import TYPE_CHECKING, Any

import pytest

from tests.local_workspace.dataplane.conftest import Mlflow

if TYPE_CHECKING:
    from tests.local_workspace.conftest import Rest

SOURCE = "azureml://datastores/workspaceblobstore/paths/mlflow-models"


@pytest.fixture(scope="module", autouse=True)
def files(rest: "Rest") -> None:
    """A folder that is an MLflow model, and one that is none."""
    store = rest.store
    for path in ("good/MLmodel", "bad/model.pkl"):
        (store / "mlflow-models" / path).parent.mkdir(parents=True, exist_ok=True)
        (store / "mlflow-models" / path).write_text("x")


@pytest.fixture
def model(mlflow: Mlflow, name: str) -> str:
    """A registered model with one version; its name."""
    assert mlflow("POST", "registered-models/create", name=name).status_code == 200
    assert create(mlflow, name, run_id="some-run").status_code == 200
    return name


def create(mlflow: Mlflow, model: str, source: str = f"{SOURCE}/good", **more: Any) -> Any:
    return mlflow("POST", "model-versions/create", name=model, source=source, **more)


def version(mlflow: Mlflow, model: str, number: str = "1") -> dict[str, Any]:
    return mlflow("GET", f"model-versions/get?name={model}&version={number}").json()["model_version"]


def test_a_version_is_a_model_of_the_workspace(mlflow: Mlflow, rest: "Rest", model: str) -> None:
    properties = rest("GET", f"models/{model}/versions/1").json()["properties"]
    assert (properties["modelType"], properties["jobName"]) == ("mlflow_model", "some-run")
    assert properties["modelUri"].endswith("/datastores/workspaceblobstore/paths/mlflow-models/good")
    rest("PUT", f"models/{model}/versions/2", {"properties": {"modelUri": f"{SOURCE}/good"}})
    assert [each["version"] for each in find(mlflow, f"name='{model}'")] == ["2", "1"]
    latest = mlflow("GET", f"registered-models/get?name={model}").json()["registered_model"][
        "latest_versions"
    ]
    assert [each["version"] for each in latest] == ["2"]


def find(mlflow: Mlflow, text: str) -> list[dict[str, Any]]:
    return mlflow("GET", f"model-versions/search?filter={text}").json()["model_versions"]


def test_models_are_searched_by_name_only(mlflow: Mlflow, model: str) -> None:
    found = mlflow("GET", f"registered-models/search?filter=name='{model}'").json()["registered_models"]
    assert [each["name"] for each in found] == [model]
    assert model in [
        each["name"] for each in mlflow("GET", "registered-models/search").json()["registered_models"]
    ]
    # What mlflow 3 sends by itself, and what Azure answered (Azure/azure-sdk-for-python#42155).
    refused = mlflow("GET", "registered-models/search?filter=tag.`mlflow.prompt.is_prompt` != 'true'")
    assert (refused.status_code, refused.json()["error_code"]) == (400, "INVALID_PARAMETER_VALUE")
    assert "unsupported filter string format" in refused.json()["Error"]["Message"]


def test_words_about_a_version_are_changed(mlflow: Mlflow, rest: "Rest", model: str) -> None:
    mlflow("PATCH", "model-versions/update", name=model, version="1", description="good")
    for key in ("a", "b"):
        mlflow("POST", "model-versions/set-tag", name=model, version="1", key=key, value="v")
    mlflow("DELETE", "model-versions/delete-tag", name=model, version="1", key="a")
    properties = rest("GET", f"models/{model}/versions/1").json()["properties"]
    assert (properties["description"], properties["tags"]) == ("good", {"b": "v"})
    assert version(mlflow, model)["tags"] == [{"key": "b", "value": "v"}]


def test_stages_are_seen_through_mlflow_only(mlflow: Mlflow, rest: "Rest", model: str) -> None:
    before = rest("GET", f"models/{model}/versions/1").json()
    create(mlflow, model)
    for number in ("1", "2"):
        moved = {"name": model, "version": number, "stage": "Production", "archive_existing_versions": True}
        assert mlflow("POST", "model-versions/transition-stage", **moved).status_code == 200
    assert [version(mlflow, model, each)["current_stage"] for each in ("1", "2")] == [
        "Archived",
        "Production",
    ]
    latest = mlflow("POST", "registered-models/get-latest-versions", name=model, stages=["Production"])
    assert [each["version"] for each in latest.json()["model_versions"]] == ["2"]
    assert rest("GET", f"models/{model}/versions/1").json() == before
    wrong = mlflow("POST", "model-versions/transition-stage", name=model, version="1", stage="production")
    assert wrong.status_code == 400


def test_a_version_is_deleted(mlflow: Mlflow, rest: "Rest", model: str) -> None:
    assert mlflow("DELETE", "model-versions/delete", name=model, version="1").status_code == 200
    assert rest("GET", f"models/{model}/versions/1").status_code == 404
    gone = mlflow("GET", f"model-versions/get?name={model}&version=1")
    assert (gone.status_code, gone.json()["error_code"]) == (404, "RESOURCE_DOES_NOT_EXIST")


@pytest.mark.parametrize("source", [f"{SOURCE}/bad", f"{SOURCE}/none", "s3://bucket/model", "/etc"])
def test_only_mlflow_models_of_this_workspace_are_registered(mlflow: Mlflow, model: str, source: str) -> None:
    refused = create(mlflow, model, source)
    assert (refused.status_code, refused.json()["error_code"]) == (400, "INVALID_PARAMETER_VALUE")


def test_a_model_is_made_once(mlflow: Mlflow, model: str) -> None:
    again = mlflow("POST", "registered-models/create", name=model)
    assert (again.status_code, again.json()["error_code"]) == (400, "RESOURCE_ALREADY_EXISTS")
    assert mlflow("POST", "registered-models/create", name="a/b").status_code == 400
    assert create(mlflow, f"{model}-none").status_code == 404


def test_uploads_stay_where_uploads_go(mlflow: Mlflow, rest: "Rest") -> None:
    workspace = rest.workspace.identity.workspace_id
    base = f"https://eastus.api.azureml.ms/artifact/v2.0{workspace}/artifacts"
    paths = {"paths": [{"path": "model/MLmodel"}]}
    written = rest("POST", f"{base}/LocalUpload/some/batch/metadata", paths).json()
    assert (
        "/LocalUpload/some/model/MLmodel?"
        in written["artifactContentInformation"]["model/MLmodel"]["contentUri"]
    )
    for origin in ("ExperimentRun/dcid.other", "Datastore/workspaceblobstore", "elsewhere/some"):
        assert rest("POST", f"{base}/{origin}/batch/metadata", paths).status_code == 404
    away = {"paths": [{"path": "../other/MLmodel"}]}
    assert rest("POST", f"{base}/LocalUpload/some/batch/metadata", away).status_code == 400
    assert rest("POST", f"{base}/LocalUpload/%2E%2E/batch/metadata", paths).status_code == 400
    assert rest("GET", f"{base}/Datastore/workspaceblobstore/contentinfo?path=../x").status_code == 400
