"""`az ml batch-endpoint` and `az ml batch-deployment`, with jobs that really score."""

from collections.abc import Iterator

import pytest

from tests.local_workspace.conftest import Rest
from tests.local_workspace.jobs.conftest import JobClient
from tests.local_workspace.serving.batch.conftest import CLUSTER, NAMES, BatchClient
from tests.local_workspace.serving.conftest import EndpointClient

from .conftest import Az

ENDPOINT = "name: x\ndescription: scores files\n"
DEPLOYMENT = """
type: model
name: forest
endpoint_name: x
model: {{path: model.txt}}
code_configuration: {{code: code, scoring_script: score.py}}
environment: {{image: ubuntu, conda_file: conda.yml}}
compute: azureml:{}
settings:
  mini_batch_size: 2
  output_action: append_row
  retry_settings: {{max_retries: 0, timeout: 30}}
"""
CONDA = "dependencies: [python, pip, {pip: [azureml-core]}]"


@pytest.fixture
def az(connected_az: Az, rest: Rest, name: str) -> Iterator[Az]:
    """In a folder with all files of a deployment, and some to score."""
    batch = BatchClient(rest, JobClient(rest), EndpointClient(rest))
    batch.set_up()
    folder = connected_az.folder
    assert folder
    files = {
        "code/score.py": NAMES,
        "model.txt": "hello",
        "conda.yml": CONDA,
        "endpoint.yml": ENDPOINT,
        "forest.yml": DEPLOYMENT.format(CLUSTER),
        "new/a.csv": "1",
        "new/b.csv": "2",
        "data.yml": "name: new-files\ntype: uri_folder\npath: new\n",
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text)
    yield connected_az
    rest("DELETE", f"batchEndpoints/{name}")


def test_an_endpoint_scores_files_from_its_creation_to_its_end(az: Az, rest: Rest, name: str) -> None:
    endpoint, deployment = ("ml", "batch-endpoint"), ("ml", "batch-deployment")
    made = az.ok(*endpoint, "create", "-f", "endpoint.yml", "-n", name, "--set", "tags.a=b")
    assert (made["name"], made["tags"]) == (name, {"a": "b"})
    az.ok(*deployment, "create", "-f", "forest.yml", "-e", name)
    error = az.fails(*endpoint, "invoke", "-n", name, "--input", "new", code=1)
    assert "Set a default deployment" in error
    az.ok(*endpoint, "update", "-n", name, "--set", "defaults.deployment_name=forest")
    assert az.ok(*endpoint, "show", "-n", name)["defaults"]["deployment_name"] == "forest"
    shown = az.ok(*deployment, "show", "-n", "forest", "-e", name)
    assert (shown["mini_batch_size"], shown["output_action"]) == (2, "append_row")

    job = az.ok(*endpoint, "invoke", "-n", name, "--input", "new")["name"]
    assert scores(az, rest, job) == ["hello a.csv 2", "hello b.csv 2"]
    az.ok("ml", "data", "create", "-f", "data.yml", "-n", name)
    job = az.ok(*endpoint, "invoke", "-n", name, "--input", f"azureml:{name}@latest", "-m", "1")["name"]
    assert scores(az, rest, job) == ["hello a.csv 1", "hello b.csv 1"]
    assert job in [each["name"] for each in az.ok(*endpoint, "list-jobs", "-n", name)]
    assert len(az.ok(*deployment, "list-jobs", "-n", "forest", "-e", name)) == 2

    az.ok(*deployment, "update", "-n", "forest", "-e", name, "--set", "mini_batch_size=5")
    assert [each["mini_batch_size"] for each in az.ok(*deployment, "list", "-e", name)] == [5]
    assert az(*deployment, "delete", "-n", "forest", "-e", name, "--yes").returncode == 0
    assert az(*endpoint, "delete", "-n", name, "--yes").returncode == 0
    assert name not in [each["name"] for each in az.ok(*endpoint, "list")]


def scores(az: Az, rest: Rest, job: str) -> list[str]:
    assert JobClient(rest).wait(job) == "Completed"
    assert az.ok("ml", "job", "show", "-n", job)["type"] == "pipeline"
    assert az.folder
    az.ok("ml", "job", "download", "-n", job, "--output-name", "score", "-p", job)
    (found,) = (az.folder / job).rglob("predictions.csv")
    return sorted(found.read_text().splitlines())


def test_the_scores_go_where_the_options_say(az: Az, rest: Rest, name: str) -> None:
    az.ok("ml", "batch-endpoint", "create", "-n", name)
    az.ok("ml", "batch-deployment", "create", "-f", "forest.yml", "-e", name, "--set-default")
    place = f"azureml://datastores/workspaceblobstore/paths/{name}"
    options = ("--output-path", place, "--set", "output_file_name=mine.csv", "--job-name", f"job-{name}")
    job = az.ok("ml", "batch-endpoint", "invoke", "-n", name, "--input", "new", *options)["name"]
    assert job == f"job-{name}"
    assert JobClient(rest).wait(job) == "Completed"
    assert len((rest.store / name / "mine.csv").read_text().splitlines()) == 2
