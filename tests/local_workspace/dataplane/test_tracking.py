# pyright: basic
# The SDK is typed in part only.
"""What programs track with MLflow: in a job, in a notebook, and only what Azure ML serves."""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from local_workspace.dataplane.tracking.registry import HANDLERS
from local_workspace.dataplane.tracking.routes import SERVED

from tests.local_workspace.dataplane.conftest import Mlflow

if TYPE_CHECKING:
    from azure.ai.ml import MLClient
    from local_workspace.workspace_server import LocalWorkspace

    from tests.local_workspace.conftest import Rest

TRAIN = """\
import mlflow
from sklearn.linear_model import LogisticRegression

mlflow.sklearn.autolog(log_models=False)
with mlflow.start_run() as run:
    model = LogisticRegression(C=0.5).fit([[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1])
    mlflow.log_metric("mine", 4.5)
    mlflow.set_tag("word", "value")
    mlflow.log_text("some text", "notes/a.txt")
    pickled = {"serialization_format": "cloudpickle", "pip_requirements": ["scikit-learn"]}
    mlflow.sklearn.save_model(model, "model", **pickled)
    mlflow.log_artifacts("model", "model")
print("run", run.info.run_id)
"""

INTERACTIVE = """\
import sys, mlflow
mlflow.set_tracking_uri(sys.argv[1])
mlflow.set_experiment("by hand")
with mlflow.start_run(run_name="outer") as run:
    mlflow.log_param("p", 1)
    mlflow.log_artifacts("model", "model")
    mlflow.log_text("hello", "deep/er/a.txt")
    with mlflow.start_run(nested=True) as inner:
        mlflow.log_metric("m", 2)
print(run.info.run_id, inner.info.run_id, mlflow.get_run(run.info.run_id).info.artifact_uri)
print(mlflow.artifacts.load_text(f"runs:/{run.info.run_id}/deep/er/a.txt"))
print([each.path for each in mlflow.artifacts.list_artifacts(run_id=run.info.run_id)])
try:
    mlflow.MlflowClient().create_logged_model(run.info.experiment_id, name="x")
except mlflow.exceptions.MlflowException as error:
    print("refused", error)
client = mlflow.MlflowClient()
client.create_registered_model("from-run")
client.create_model_version("from-run", run.info.artifact_uri + "/model", run.info.run_id)
mlflow.register_model("file://" + sys.argv[2], "from-file")
for name in ("from-run", "from-file", "from-sdk"):
    mlflow.artifacts.download_artifacts(f"models:/{name}/1", dst_path=name)
"""


@pytest.fixture(scope="module")
def trained(_one_client: "MLClient", local_workspace: "LocalWorkspace", tmp_path_factory: Any) -> str:
    """A job that trains and tracks; its name."""
    from azure.ai.ml import command
    from azure.ai.ml.entities import Environment

    code: Path = tmp_path_factory.mktemp("code")
    (code / "train.py").write_text(TRAIN)
    conda = {"dependencies": [{"pip": ["mlflow==3.15.0", "scikit-learn==1.9.1"]}]}
    with pytest.MonkeyPatch.context() as patch:
        for name in set(os.environ) - set(local_workspace.environment):
            patch.delenv(name)
        for name, value in local_workspace.environment.items():
            patch.setenv(name, value)
        environment = _one_client.environments.create_or_update(
            Environment(name="tracking", image="ubuntu", conda_file=conda)
        )
        reference = f"{environment.name}:{environment.version}"
        job = command(code=code, command="python train.py", environment=reference, experiment_name="trained")
        name = str(_one_client.jobs.create_or_update(job).name)
        _one_client.jobs.stream(name)
    return name


def test_a_job_is_a_run_of_the_same_name(mlflow: Mlflow, trained: str) -> None:
    run = mlflow("GET", f"runs/get?run_id={trained}").json()["run"]
    metrics = {each["key"]: each["value"] for each in run["data"]["metrics"]}
    assert metrics["mine"] == 4.5
    assert metrics["training_accuracy_score"] == 1.0
    assert {"key": "C", "value": "0.5"} in run["data"]["params"]
    assert run["info"]["status"] == "FINISHED"


def test_artifacts_of_a_job_are_listed_and_read(ml_client: "MLClient", trained: str, tmp_path: Path) -> None:
    ml_client.jobs.download(trained, download_path=tmp_path)
    artifacts = tmp_path / "artifacts"
    assert (artifacts / "notes" / "a.txt").read_text() == "some text"
    assert (artifacts / "model" / "MLmodel").exists()


def test_a_model_is_registered_from_a_run(ml_client: "MLClient", trained: str, name: str) -> None:
    from azure.ai.ml.entities import Model

    path = f"azureml://jobs/{trained}/outputs/artifacts/paths/model"
    model = ml_client.models.create_or_update(Model(name=name, path=path, type="mlflow_model"))
    assert (model.version, model.job_name) == ("1", trained)
    assert str(model.path).endswith(f"/ExperimentRun/dcid.{trained}/model")


def test_a_run_started_by_hand_is_a_job(
    local_workspace: "LocalWorkspace", ml_client: "MLClient", tmp_path: Path
) -> None:
    from azure.ai.ml.entities import Model

    workspace = ml_client.workspaces.get(local_workspace.identity.workspace)
    assert workspace
    uri = workspace.mlflow_tracking_uri
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "MLmodel").write_text("flavors: {python_function: {loader_module: x}}\n")
    (tmp_path / "model" / "weights.txt").write_text("weights")
    ml_client.models.create_or_update(Model(name="from-sdk", path=tmp_path / "model", type="mlflow_model"))
    done = subprocess.run(
        [sys.executable, "-c", INTERACTIVE, str(uri), str(tmp_path / "model")],
        env=local_workspace.environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if "View" not in line]
    outer, inner, artifact_uri = lines[0].split()
    assert artifact_uri == f"azureml://experiments/by%20hand/runs/{outer}/artifacts"
    assert lines[1:3] == ["hello", "['deep', 'model']"]
    assert lines[3].startswith("refused")
    assert "failed with error code 404 != 200. Response body: ''" in lines[3]
    job = ml_client.jobs.get(outer)
    assert (job.status, job.experiment_name, job.display_name) == ("Completed", "by hand", "outer")
    names = [each.name for each in ml_client.jobs.list()]
    assert outer in names
    assert inner not in names
    assert [each.name for each in ml_client.jobs.list(parent_job_name=outer)] == [inner]
    downloaded = [path.read_text() for path in sorted(tmp_path.glob("from-*/**/weights.txt"))]
    assert downloaded == ["weights"] * 3
    model = ml_client.models.get("from-run", version="1")
    assert (model.type, model.job_name) == ("mlflow_model", outer)
    ml_client.models.download("from-file", version="1", download_path=tmp_path / "by-sdk")
    assert [path.read_text() for path in (tmp_path / "by-sdk").rglob("weights.txt")] == ["weights"]


@pytest.mark.parametrize(
    ("method", "operation"),
    [
        *(("POST", "logged-models"), ("POST", "traces"), ("GET", "experiments/none"), ("POST", "runs/get")),
        *(("POST", "experiments/update"), ("DELETE", "registered-models/delete")),
    ],
)
def test_what_azure_does_not_serve_is_not_found(mlflow: Mlflow, method: str, operation: str) -> None:
    answer = mlflow(method, operation)
    assert (answer.status_code, answer.content) == (404, b"")


@pytest.mark.parametrize(
    "search",
    [
        {"order_by": ["metrics.accuracy DESC"]},
        {"order_by": ["attributes.start_time", "tags.a"]},
        {"filter": "tags.a != 'b'"},
    ],
)
def test_a_search_that_azure_does_not_understand_is_refused(mlflow: Mlflow, search: dict[str, Any]) -> None:
    answer = mlflow("POST", "runs/search", experiment_ids=["0"], **search)
    assert (answer.status_code, answer.json()["error_code"]) == (400, "INVALID_PARAMETER_VALUE")
    assert mlflow("POST", "runs/search", experiment_ids=["0"], order_by=["attributes.start_time"]).ok


def test_tags_about_the_source_of_a_new_run_are_dropped(mlflow: Mlflow) -> None:
    tags = [{"key": "mlflow.source.name", "value": "x"}, {"key": "kept", "value": "y"}]
    run = mlflow("POST", "runs/create", experiment_id="0", tags=tags).json()["run"]["info"]["run_id"]
    kept = mlflow("GET", f"runs/get?run_id={run}").json()["run"]["data"]["tags"]
    assert {"key": "kept", "value": "y"} in kept
    assert not [tag for tag in kept if tag["key"].startswith("mlflow.source.")]


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("runs/create", {"experiment_id": "0", "tags": ["a"]}),
        ("runs/update", {"run_id": 3}),
        ("runs/search", {"order_by": "start_time"}),
        ("registered-models/create", {}),
        ("registered-models/create", {"name": "n", "tags": {"a": "b"}}),
    ],
)
def test_members_of_the_wrong_type_are_refused(mlflow: Mlflow, operation: str, body: dict[str, Any]) -> None:
    answer = mlflow("POST", operation, **body)
    assert (answer.status_code, answer.json()["error_code"]) == (400, "INVALID_PARAMETER_VALUE")


def test_a_token_is_asked_for(rest: "Rest") -> None:
    workspace = rest.workspace.identity.workspace_id
    url = f"https://eastus.api.azureml.ms/mlflow/v2.0{workspace}/api/2.0/mlflow/experiments/search"
    assert rest("POST", url, {"max_results": 1}, Authorization="").status_code == 401


def test_each_route_of_the_allow_list_says_where_it_is_known_from() -> None:
    assert len({(each.method, each.path) for each in SERVED}) == len(SERVED)
    assert [
        each for each in SERVED if "read 2026" not in each.source and "azureml-mlflow" not in each.source
    ] == []
    assert set(HANDLERS) <= {(each.method, each.path) for each in SERVED}
