"""What an MLflow model asks for when it is deployed without a script."""

from pathlib import Path

import pytest
from local_workspace.arm import ResourceId
from local_workspace.jobs.conda_files import CondaFile
from local_workspace.serving.errors import ServingError
from local_workspace.serving.no_code import SERVER, environment_of, model_folder
from local_workspace.serving.traffic import choose, mirror

DEPLOYMENT = ResourceId.of_workspace("s", "g", "w").child("onlineEndpoints", "e").child("deployments", "blue")


def model(folder: Path, *lines: str) -> Path:
    inner = folder / "model"
    inner.mkdir()
    (inner / "MLmodel").write_text("flavors: {}")
    pip = "".join(f"    - {line}\n" for line in lines)
    (inner / "conda.yaml").write_text(f"dependencies:\n- python=3.11.7\n- pip<=23\n- pip:\n{pip}")
    return folder


def test_the_environment_is_that_of_the_model_with_the_inference_server(tmp_path: Path) -> None:
    environment = environment_of(model(tmp_path, "mlflow==3.6.0", "scikit-learn==1.9.1"), DEPLOYMENT)
    conda = CondaFile.parse(environment.properties["condaFile"])
    assert conda.requirements == (SERVER, "mlflow==3.6.0", "scikit-learn==1.9.1")
    assert conda.python.contains("3.11.5")
    assert model_folder(tmp_path) == tmp_path / "model"


@pytest.mark.parametrize("line", ["mlflow==3.15.0", "mlflow", "mlflow>=3", "mlflow-skinny==3.7.0"])
def test_an_mlflow_that_crashes_on_azure_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(ServingError, match="azureml-examples#3873"):
        environment_of(model(tmp_path, line), DEPLOYMENT)


@pytest.mark.parametrize("line", ["mlflow==3.6.0", "mlflow<3", "mlflow==2.22.1"])
def test_an_mlflow_that_works_on_azure_is_taken(tmp_path: Path, line: str) -> None:
    assert environment_of(model(tmp_path, line), DEPLOYMENT)


def test_a_folder_without_mlmodel_is_no_mlflow_model(tmp_path: Path) -> None:
    with pytest.raises(ServingError, match="MLmodel"):
        environment_of(tmp_path, DEPLOYMENT)


@pytest.mark.parametrize(
    ("chance", "name"), [(0.0, "blue"), (0.89, "blue"), (0.9, "green"), (0.999, "green")]
)
def test_the_chance_chooses_the_deployment(chance: float, name: str) -> None:
    assert choose({"traffic": {"blue": 90, "green": 10, "red": 0}}, chance) == name


def test_without_traffic_there_is_nothing_to_choose() -> None:
    assert choose({"traffic": {"blue": 0}}, 0.5) is None
    assert mirror({"mirrorTraffic": {}}, 0.0) is None
    assert mirror({"mirrorTraffic": {"green": 10}}, 0.09) == "green"
    assert mirror({"mirrorTraffic": {"green": 10}}, 0.1) is None
