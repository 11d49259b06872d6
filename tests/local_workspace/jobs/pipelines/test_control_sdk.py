"""The real SDK writes control-flow nodes: by its functions, and in YAML with its private preview."""

import json
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from tests.local_workspace.jobs.pipelines.conftest import FOLDER, PipelineClient

if TYPE_CHECKING:
    from local_workspace.workspace_server import LocalWorkspace

Json = dict[str, Any]
MLDESIGNER = dedent("""
    import json, os, sys
    from mlflow.tracking import MlflowClient
    from mlflow.utils.rest_utils import http_request
    client = MlflowClient()
    run = client.get_run(os.environ["MLFLOW_RUN_ID"]).info
    credentials = client._tracking_client.store.get_host_creds()
    tracking = credentials.host.replace("mlflow/v2.0", "mlflow/v1.0")
    credentials.host = tracking.replace("mlflow/v1.0", "history/v1.0")
    said = {"azureml.pipeline.control": json.dumps({"output": sys.argv[1] == "yes"})}
    endpoint = f"/experimentids/{run.experiment_id}/runs/{run.run_id}"
    body = {"runId": run.run_id, "properties": said}
    http_request(credentials, endpoint, "PATCH", json=body).raise_for_status()
""")
"""What a step of mldesigner 0.1.0b23 does with the value that it returns (_utils.py)."""

SUBMIT = """
import json, sys
from azure.ai.ml import MLClient, load_job
from azure.ai.ml.dsl import pipeline
from azure.ai.ml.dsl._condition import condition
from azure.ai.ml.dsl._do_while import do_while
from azure.ai.ml.dsl._parallel_for import parallel_for
from azure.identity import DefaultAzureCredential

given = json.loads(sys.argv[1])
client = MLClient(DefaultAzureCredential(), *given["workspace"])
component = {name: client.components.get(each, "1") for name, each in given["components"].items()}
"""
REPORT = """
name = client.jobs.create_or_update(job).name
read = client.jobs.get(name)
print(json.dumps([name, {each: node.type for each, node in read.jobs.items()}]))
"""
IN_YAML = 'job = load_job("pipeline.yml")\n'
IN_PYTHON = """
@pipeline(default_compute="serverless", force_rerun=True)
def controlled():
    decide = component["decide"](word="yes")
    yes, no = component["write"](word="yes"), component["write"](word="no")
    condition(decide, true_block=yes, false_block=no)
    body = component["write"]()
    each = parallel_for(body=body, items=[{"word": "a"}, {"word": "b"}], max_concurrency=2)
    show = component["show"](all=each.outputs.out)
    again = component["write"](word="x")
    do_while(body=again, mapping={again.outputs.out: again.inputs.folder}, max_iteration_count=2)

job = controlled()
"""
YAML = """
type: pipeline
settings: {{default_compute: azureml:serverless, force_rerun: true}}
jobs:
  decide: {{type: command, component: "azureml:{decide}:1", inputs: {{word: "yes"}}}}
  "yes": {{type: command, component: "azureml:{write}:1", inputs: {{word: "yes"}}}}
  "no": {{type: command, component: "azureml:{write}:1", inputs: {{word: "no"}}}}
  conditionnode:
    type: if_else
    condition: ${{{{parent.jobs.decide.outputs.output}}}}
    true_block: ${{{{parent.jobs.yes}}}}
    false_block: ${{{{parent.jobs.no}}}}
  body: {{type: command, component: "azureml:{write}:1"}}
  each:
    type: parallel_for
    body: ${{{{parent.jobs.body}}}}
    max_concurrency: 2
    items: '[{{"word": "a"}}, {{"word": "b"}}]'
  show:
    type: command
    component: azureml:{show}:1
    inputs: {{all: "${{{{parent.jobs.each.outputs.out}}}}"}}
  again: {{type: command, component: ./again.yml, inputs: {{word: x}}}}
  dowhile:
    type: do_while
    body: ${{{{parent.jobs.again}}}}
    limits: {{max_iteration_count: 2}}
    mapping: {{out: folder}}
"""
AGAIN = """
type: command
name: again
inputs: {word: {type: string}, folder: {type: uri_folder, optional: true}}
outputs: {out: {type: uri_folder}}
environment: azureml:bare:1
command: echo ${{inputs.word}} $[[${{inputs.folder}}]] > ${{outputs.out}}/word
"""


def components(pipelines: PipelineClient) -> dict[str, str]:
    """Components by their names: one that decides as mldesigner does, one that writes, one that shows."""
    word = {"word": {"type": "string"}}
    decide = pipelines.component(
        f"cat > decide.py <<'END'\n{MLDESIGNER}END\n{sys.executable} decide.py ${{{{inputs.word}}}}",
        word,
        outputs={"output": {"type": "boolean", "is_control": "True"}},
    )
    folder = {"folder": {**FOLDER, "optional": "True"}}
    write = pipelines.component("echo ${{inputs.word}} > ${{outputs.out}}/word", {**word, **folder}, "out")
    show = pipelines.component("cat ${{inputs.all}}/MLTable", {"all": {"type": "mltable"}})
    made = {"decide": decide, "write": write, "show": show}
    return {name: each.split("/")[-3] for name, each in made.items()}


def submit(
    local_workspace: "LocalWorkspace", folder: Path, program: str, names: dict[str, str]
) -> tuple[str, Json]:
    identity = local_workspace.identity
    workspace = [identity.subscription, identity.resource_group, identity.workspace]
    given = json.dumps({"workspace": workspace, "components": names})
    done = subprocess.run(
        [sys.executable, "-c", SUBMIT + program + REPORT, given],
        env={**local_workspace.environment, "AZURE_ML_CLI_PRIVATE_FEATURES_ENABLED": "true"},
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    name, kinds = json.loads(done.stdout.splitlines()[-1])
    return name, kinds


def check(pipelines: PipelineClient, name: str, kinds: Json) -> None:
    assert {*kinds.values()} == {"command", "if_else", "parallel_for", "do_while"}
    assert pipelines.jobs.wait(name) == "Completed", pipelines.execution_log(name)
    assert {*pipelines.statuses(name)} == {
        *("decide", "yes", "body[0]", "body[1]", "show", "again[1]", "again[2]")
    }
    assert pipelines.log(name, "show").count("folder: azureml://subscriptions/") == 2


def test_nodes_made_by_functions(
    pipelines: PipelineClient, local_workspace: "LocalWorkspace", tmp_path: Path
) -> None:
    name, kinds = submit(local_workspace, tmp_path, IN_PYTHON, components(pipelines))
    check(pipelines, name, kinds)


def test_nodes_in_yaml(pipelines: PipelineClient, local_workspace: "LocalWorkspace", tmp_path: Path) -> None:
    names = components(pipelines)
    (tmp_path / "again.yml").write_text(AGAIN)
    (tmp_path / "pipeline.yml").write_text(YAML.format(**names))
    name, kinds = submit(local_workspace, tmp_path, IN_YAML, names)
    check(pipelines, name, kinds)
