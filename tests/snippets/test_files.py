"""Files that pages show are loaded by the SDK, located when it refuses them, and used by what runs."""

import pkgutil

import pytest
from snippets.files import function_for, function_of, is_used

from .conftest import Project

JOB = "https://azuremlschemas.azureedge.net/latest/commandJob.schema.json"
SCHEMA = "https://azuremlschemas.azureedge.net/latest/{}.schema.json"


@pytest.mark.parametrize(
    ("schema", "function"),
    [
        ("commandJob", "load_job"),
        ("pipelineJob", "load_job"),
        ("autoMLClassificationJob", "load_job"),
        ("commandComponent", "load_component"),
        ("environment", "load_environment"),
        ("data", "load_data"),
        ("MLTable", "entities._data.mltable_metadata.MLTableMetadata.load"),
        ("model", "load_model"),
        ("amlCompute", "load_compute"),
        ("azureBlob", "load_datastore"),
        ("managedOnlineEndpoint", "load_online_endpoint"),
        ("managedOnlineDeployment", "load_online_deployment"),
        ("batchEndpoint", "load_batch_endpoint"),
        ("batchDeployment", "load_batch_deployment"),
        ("modelBatchDeployment", "entities._load_functions.load_model_batch_deployment"),
        ("Flow", "promptflow.client:load_flow"),
        ("schedule", None),
        ("workspace", "load_workspace"),
        ("elsewhere", None),
    ],
)
def test_schema_chooses_the_function_of_the_sdk(schema: str, function: str | None) -> None:
    assert function_for(SCHEMA.format(schema)) == function


@pytest.mark.filterwarnings("ignore")
def test_functions_exist_in_the_sdk() -> None:
    from snippets.files import FUNCTIONS, WITHOUT_SCHEMA

    names = [name for _, name in (*FUNCTIONS, *WITHOUT_SCHEMA) if ":" not in name]
    assert all(callable(pkgutil.resolve_name(f"azure.ai.ml.{name}")) for name in names)


def test_keys_tell_what_has_no_schema() -> None:
    assert function_of({"type": "finetuning", "training_data": "chats.jsonl"}) == "load_job"
    assert function_of({"name": "chat", "model_id": "azureml://…"}) == "load_serverless_endpoint"
    assert function_of({"$schema": SCHEMA.format("data"), "model_id": "1"}) == "load_data"
    assert function_of({"dependencies": []}) is None


def test_use_goes_through_files() -> None:
    files = {"jobs/environment.yml": "conda_file: conda.yml", "jobs/conda.yml": "", "a/conda.yaml": ""}
    commands = {"jobs/job.sh": "az ml environment create --file jobs/environment.yml"}
    assert is_used("jobs/environment.yml", commands, files)
    assert is_used("jobs/conda.yml", commands, files)
    assert not is_used("a/conda.yaml", commands, files)
    assert is_used("jobs/ports/MLTable", {"a.py": 'path="jobs/ports"'}, {})
    assert not is_used("jobs/ports/MLTable", {"a.py": 'path="jobs/ports/a.csv"'}, {})
    assert not is_used("jobs/a.yml", {"a.py": 'path="jobs"'}, {})
    assert not is_used("job.yml", {"a.sh": "cat my-job.yml job.yml2"}, {})


def _page_with(project: Project, yaml: str, command: str = "cat a.yml") -> None:
    project.write("samples/a.yml", yaml)
    project.sample("a.sh", r=command)
    project.page("a.yml", "a.sh:r")


def test_job_is_loaded_and_used(project: Project) -> None:
    _page_with(project, f"$schema: {JOB}\ncommand: echo\nenvironment: azureml:x:1\n")
    run = project.run()
    assert [outcome.failure for outcome in run.outcomes] == [None, None]
    assert run.outcomes[0].program == "azure-ai-ml"


@pytest.mark.parametrize(
    ("yaml", "message", "line"),
    [
        (f"$schema: {JOB}\ncommand: echo\nbogus: 1\nenvironment: azureml:x:1\n", "load_job refuses it", 3),
        (
            f"$schema: {JOB}\ncommand: echo\nenvironment: azureml:x:1\ninputs:\n  a:\n    type: uri_filex\n",
            "load_job refuses it",
            6,
        ),
        (
            f"$schema: {JOB}\ncommand: echo\nenvironment: azureml:x:1\nlimits:\n  timeout: [1]\n",
            "load_job refuses it",
            5,
        ),
        (
            f"$schema: {SCHEMA.format('environment')}\nname: x\nimage:\n  a: b\n",
            "load_environment refuses",
            3,
        ),
        (f"$schema: {SCHEMA.format('elsewhere')}\nname: x\n", "is not known", 1),
        ("a: [1\nb: 2\n", "is not YAML", 2),
        ("- a\n", "is not a YAML mapping", None),
        ("name: x\n", "names no $schema", None),
        ("dependencies:\n  - python\n  - npm: [x]\n", "neither a package", 3),
    ],
)
def test_refused_yaml_is_located(project: Project, yaml: str, message: str, line: int | None) -> None:
    _page_with(project, yaml)
    failures = project.failures()
    assert [place for place, _, _ in failures] == [3]
    assert message in failures[0][1]
    assert failures[0][2] == line


def test_unused_file_is_refused(project: Project) -> None:
    _page_with(project, "dependencies: [python]\n", "echo nothing")
    assert project.failures() == [(3, "nothing that runs on this page uses a.yml", None)]


def test_json_is_parsed(project: Project) -> None:
    project.write("samples/good.example.json", '{"a": 1}\n')
    project.write("samples/bad.json", '{\n  "a": 1\n  "b": 2\n}\n')
    project.page("good.example.json", "bad.json")
    ((line, message, sample_line),) = project.failures()
    assert (line, sample_line) == (7, 3)
    assert "is not JSON" in message


def test_json_that_is_no_example_is_sent_by_something(project: Project) -> None:
    project.write("samples/a.json", '{"a": 1}\n')
    project.sample("a.sh", r="echo nothing")
    project.page("a.json", "a.sh:r")
    assert project.failures() == [(3, "nothing that runs on this page uses a.json", None)]
    project.sample("a.sh", r="cat a.json")
    assert project.failures() == []


def test_file_of_another_package_is_loaded_by_it(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("snippets.files.FUNCTIONS", ((r"^flow$", "tomllib:loads"),))
    _page_with(project, f"$schema: {SCHEMA.format('Flow')}\nnodes: []\n")
    ((line, message, _),) = project.failures()
    assert (line, message) == (3, "tomllib:loads refuses it")
    monkeypatch.setattr("snippets.files.FUNCTIONS", ((r"^flow$", "pathlib:Path.read_text"),))
    assert project.run().outcomes[0].program == "pathlib"


def test_template_is_parsed(project: Project) -> None:
    project.write("samples/a.jinja2", "---\nname: x\n---\n{{question}}\n")
    project.write("samples/bad.jinja2", "# system:\n{% if fact %}\n{{question}\n")
    project.sample("a.sh", r="cat a.jinja2 bad.jinja2")
    project.page("a.jinja2", "bad.jinja2", "a.sh:r")
    ((line, message, sample_line),) = project.failures()
    assert (line, sample_line) == (7, 3)
    assert "is not a Jinja template" in message


def test_program_of_a_node_runs_in_its_flow(project: Project) -> None:
    project.settings_text = 'job_code = ["flow"]\n'
    project.sample("flow/node.py", r="raise SystemExit('only in a flow')")
    project.write("samples/flow/flow.dag.yaml", "nodes: []\n")
    project.sample("a.sh", r="cat flow/node.py")
    project.page("flow/node.py:r", "a.sh:r")
    run = project.run()
    assert [outcome.failure for outcome in run.outcomes] == [None, None]
    assert run.outcomes[0].program == "promptflow"


def test_program_of_a_job_is_not_run_in_the_session(project: Project) -> None:
    project.settings_text = 'job_code = ["train"]\n'
    project.sample("train/train.py", r="import argparse\nraise SystemExit('only in a job')")
    project.sample("a.sh", r="python train/train.py || echo ran")
    project.page("train/train.py:r", "a.sh:r")
    run = project.run()
    assert [outcome.failure for outcome in run.outcomes] == [None, None]
    assert run.outcomes[0].program == "job"


def test_program_of_a_job_that_no_job_runs_is_refused(project: Project) -> None:
    project.settings_text = 'job_code = ["train"]\n'
    project.sample("train/train.py", r="x = 1")
    project.page("train/train.py:r")
    assert project.failures() == [(3, "nothing that runs on this page uses train/train.py", None)]


def test_program_of_a_job_must_be_python(project: Project) -> None:
    project.settings_text = 'job_code = ["train"]\n'
    project.sample("train/train.py", r="x = 1\ny = = 2")
    project.page("train/train.py:r")
    ((_, message, line),) = project.failures()
    assert message.startswith("is not Python")
    assert line == 3
