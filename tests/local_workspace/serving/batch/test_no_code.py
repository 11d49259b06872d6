"""MLflow models without a scoring script: what they ask for is installed, and tables are scored."""

import importlib.metadata

import pytest

from .conftest import BatchClient

MODEL = """
flavors:
  python_function: {loader_module: doubles, code: code, data: data}
signature:
  inputs: '[{"type": "double", "name": "number", "required": true}]'
  outputs: '[{"type": "double", "required": true}]'
"""
LOADER = """
class Model:
    def predict(self, table, params=None):
        assert str(table["number"].dtype) == "float64"
        return (2 * table["number"]).to_numpy()
def _load_pyfunc(path):
    return Model()
"""


@pytest.fixture(scope="module")
def endpoint(batch: BatchClient) -> str:
    """An endpoint with a deployment of an MLflow model, without a script."""
    pins = ", ".join(f"{name}=={importlib.metadata.version(name)}" for name in ("mlflow", "pandas"))
    conda = f"dependencies: [python=3.11, pip, {{pip: [{pins}]}}]"
    files = {"MLmodel": MODEL, "conda.yaml": conda, "code/doubles.py": LOADER, "data/x": ""}
    for path, text in files.items():
        batch.rest.put_blob(f"doubles/model/{path}", text.encode())
    uri = "azureml://datastores/workspaceblobstore/paths/doubles/model"
    batch.online.put("models/doubles/versions/1", {"modelUri": uri, "modelType": "mlflow_model"})
    name = batch.endpoint()
    model = {"referenceType": "Id", "assetId": f"{batch.online.scope}/models/doubles/versions/1"}
    batch.deploy(name, script=None, model=model)
    return name


def test_tables_are_scored_row_by_row(batch: BatchClient, endpoint: str) -> None:
    job = batch.start(endpoint, batch.files(a_csv="number\n1\n2\n", b_csv="number,other\n3,x\n"))
    assert batch.jobs.wait(job) == "Completed"
    assert batch.lines(job) == ["[0, 2.0, 'a.csv']", "[0, 6.0, 'b.csv']", "[1, 4.0, 'a.csv']"]


@pytest.mark.parametrize("file", [{"a_avro": "x"}, {"a_csv": "number\nmany\n"}])
def test_a_file_that_cannot_be_read_fails_the_job(
    batch: BatchClient, endpoint: str, file: dict[str, str]
) -> None:
    job = batch.start(endpoint, batch.files(**file))
    assert batch.jobs.wait(job) == "Failed"
    printed = batch.log(job, "logs/user/stdout/0/process000.stdout.txt")
    assert "ERROR:azureml:Error processing input file" in printed


def test_a_folder_that_is_no_mlflow_model_is_refused(batch: BatchClient) -> None:
    batch.rest.put_blob("nothing/x", b"")
    uri = "azureml://datastores/workspaceblobstore/paths/nothing"
    batch.online.put("models/nothing/versions/1", {"modelUri": uri, "modelType": "mlflow_model"})
    name = batch.endpoint()
    model = {"referenceType": "Id", "assetId": f"{batch.online.scope}/models/nothing/versions/1"}
    batch.deploy(name, script=None, model=model)
    answer = batch.call(name, {"x": {"jobInputType": "UriFolder", "uri": uri}})
    assert answer.status_code == 400
    assert "MLmodel" in answer.json()["error"]["message"]
