# pyright: basic
"""Pipelines and jobs of a workspace that are made of what is in a registry."""

from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from tests.local_workspace.jobs.conftest import JobClient
from tests.local_workspace.jobs.pipelines.conftest import PipelineClient

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

COMPONENT = """
name: {name}
version: "1"
type: command
inputs:
  word: {{type: string}}
outputs:
  out: {{type: uri_folder}}
command: cat text.txt; echo ${{{{inputs.word}}}} > ${{{{outputs.out}}}}/word
code: ./code
environment: {environment}
"""
REUSED = "azureml.reusedrunid"


@pytest.fixture
def environment(registry_client: "MLClient", name: str) -> str:
    from azure.ai.ml.entities import Environment

    made = Environment(name=name, version="1", image="ubuntu", conda_file={"dependencies": ["python"]})
    return str(registry_client.environments.create_or_update(made).id)


@pytest.fixture
def component(registry_client: "MLClient", environment: str, tmp_path: Path, name: str) -> Any:
    """A component of the registry, which brings its code with it."""
    from azure.ai.ml import load_component

    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "text.txt").write_text(f"code of {name}\n")
    values = {"name": name.replace("-", "_"), "environment": environment}
    (tmp_path / "component.yml").write_text(COMPONENT.format(**values))
    return registry_client.components.create_or_update(load_component(tmp_path / "component.yml"))


def test_a_step_runs_a_component_of_a_registry(
    ml_client: "MLClient", registry_client: "MLClient", pipelines: PipelineClient, component: Any, name: str
) -> None:
    from azure.ai.ml import dsl

    pipeline: Any = dsl.pipeline
    shared = registry_client.components.get(component.name, version="1")

    @pipeline(default_compute="serverless")
    def says(word: str):
        step = shared(word=word)
        return {"said": step.outputs.out}

    job: Any = ml_client.jobs.create_or_update(says(word="hello"))
    assert pipelines.jobs.wait(job.name) == "Completed"
    (step,) = pipelines.children(job.name)
    assert pipelines.log(job.name, step) == f"code of {name}\n"
    kept: Any = ml_client.jobs.get(job.name)
    assert [each.component for each in kept.jobs.values()] == [component.id]
    again: Any = ml_client.jobs.create_or_update(says(word="hello"))
    pipelines.jobs.wait(again.name)
    assert REUSED in pipelines.children(again.name)[step]["properties"]


def test_a_pipeline_in_a_file_names_it_by_its_address(
    ml_client: "MLClient", pipelines: PipelineClient, component: Any, tmp_path: Path, name: str
) -> None:
    from azure.ai.ml import load_job

    text = f"""
        type: pipeline
        settings: {{default_compute: azureml:serverless}}
        jobs:
          say:
            type: command
            component: {component.id}
            inputs: {{word: hello}}
        """
    (tmp_path / "pipeline.yml").write_text(dedent(text))
    job: Any = ml_client.jobs.create_or_update(load_job(tmp_path / "pipeline.yml"))
    assert pipelines.jobs.wait(job.name) == "Completed"
    assert pipelines.log(job.name, "say") == f"code of {name}\n"


def test_a_job_reads_what_is_in_a_registry(
    registry_client: "MLClient", job_client: JobClient, environment: str, tmp_path: Path, name: str
) -> None:
    from azure.ai.ml.entities import Data, Model

    (tmp_path / "file.txt").write_text(f"content of {name}\n")
    file = tmp_path / "file.txt"
    data = registry_client.data.create_or_update(
        Data(name=name, version="1", path=str(file), type="uri_file")
    )
    model = registry_client.models.create_or_update(Model(name=name, version="1", path=file))
    inputs = {
        "data": {"jobInputType": "uri_file", "uri": data.id},
        "model": {"jobInputType": "custom_model", "uri": model.id},
    }
    command = "cat ${{inputs.data}} ${{inputs.model}}"
    job, status = job_client.end(command, environmentId=environment, inputs=inputs)
    assert status == "Completed"
    assert job_client.log(job) == f"content of {name}\n" * 2


@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({"environmentId": "azureml://registries/shared/environments/absent/versions/1"}, 404, "absent"),
        ({"environmentId": "azureml://registries/azureml/environments/e/versions/1"}, 501, "its image"),
        ({"inputs": {"d": "azureml://registries/shared/data/absent/versions/1"}}, 404, "data absent:1"),
        ({"inputs": {"d": "azureml://registries/azureml/data/d/versions/1"}}, 501, "Microsoft's registry"),
    ],
)
def test_a_job_that_names_what_is_not_there(
    job_client: JobClient, changes: dict[str, Any], status: int, says: str
) -> None:
    if inputs := changes.get("inputs"):
        changes = {"inputs": {"d": {"jobInputType": "uri_file", "uri": inputs["d"]}}}
    answer = job_client.send("echo x", **changes)
    assert answer.status_code == status
    assert says in answer.json()["error"]["message"]
