"""A step may be a sweep: what it searches is drawn, and what follows reads what its best trial wrote."""

import json
from typing import Any
from uuid import uuid4

import pytest

from tests.local_workspace.jobs.pipelines.conftest import PipelineClient
from tests.local_workspace.jobs.sweeps.conftest import REPORT

TRAIN = REPORT + "echo ${{inputs.x}} > ${{outputs.model}}/x.txt && report accuracy ${{inputs.x}}"
NUMBER: dict[str, Any] = {"type": "number", "default": "7"}
READ = "cat ${{inputs.model}}/x.txt"


def sweep(component: str, **own: Any) -> dict[str, Any]:
    """A step as the SDK sends it (azure-ai-ml 1.35.2, entities/_builders/sweep.py)."""
    return {
        "type": "sweep",
        "trial": {"componentId": component},
        "search_space": {"x": {"type": "choice", "values": [0.2, 0.9, 0.5]}},
        "sampling_algorithm": "grid",
        "objective": {"goal": "maximize", "primary_metric": "accuracy"},
        "limits": {"max_total_trials": 5, "max_concurrent_trials": 2, "timeout": 300},
        **own,
    }


def graph(pipelines: PipelineClient, **own: Any) -> dict[str, Any]:
    """A sweep, and a step that reads the model."""
    train = pipelines.component(f"{TRAIN} # {uuid4()}", {"x": NUMBER}, "model")
    show = pipelines.component(READ, {"model": {"type": "uri_folder"}})
    model = {"job_input_type": "uri_folder", "uri": "${{parent.jobs.search.outputs.model}}"}
    return {"search": sweep(train, **own), "show": pipelines.step(show, {"model": model})}


def test_the_next_step_reads_what_the_best_trial_wrote(pipelines: PipelineClient) -> None:
    name, status = pipelines.end(graph(pipelines))
    assert (status, pipelines.log(name, "show")) == ("Completed", "0.9\n")
    run = pipelines.children(name)["search"]
    search = run["runId"]
    assert run["properties"]["best_child_run_id"] == f"{search}_1"
    trial = pipelines.jobs.run(f"{search}_1")
    assert (trial["parentRunId"], trial["rootRunId"]) == (search, name)


def test_the_policy_and_the_limits_of_a_step_are_those_of_its_sweep(pipelines: PipelineClient) -> None:
    ending = {"policy_type": "Bandit", "slack_factor": 0.1, "evaluation_interval": 2, "delay_evaluation": 0}
    sampling = {"type": "random", "seed": 3, "rule": "sobol"}
    space = {"x": {"type": "quniform", "min_value": 0, "max_value": 1, "q": 0.5}}
    limits = {"max_total_trials": 2, "trial_timeout": 100}
    own = {"early_termination": ending, "sampling_algorithm": sampling, "search_space": space}
    name, status = pipelines.end(graph(pipelines, limits=limits, **own))
    assert status == "Completed"
    search = pipelines.children(name)["search"]
    policy = json.loads(search["tags"]["_aml_system_policy_config"])
    assert (policy["name"], policy["properties"]["slackFactor"]) == ("Bandit", 0.1)
    generator = json.loads(search["tags"]["_aml_system_generator_config"])
    assert generator["parameter_space"] == {"x": ["quniform", [0, 1, 0.5]]}
    assert (generator["properties"]["seed"], generator["properties"]["rule"]) == (3, "Sobol")
    trials = [pipelines.jobs.get(f"{search['runId']}_{number}") for number in range(2)]
    assert [trial["limits"]["timeout"] for trial in trials] == ["PT100S"] * 2
    assert pipelines.rest("GET", f"jobs/{search['runId']}_2").status_code == 404


def test_only_the_same_search_is_reused(pipelines: PipelineClient) -> None:
    steps = graph(pipelines)
    first, again = (pipelines.end(steps)[0] for _ in range(2))
    other = {
        **steps,
        "search": {**steps["search"], "search_space": {"x": {"type": "choice", "values": [0.4]}}},
    }
    changed, _ = pipelines.end(other)
    searches = [pipelines.children(name)["search"] for name in (first, again, changed)]
    assert [run["properties"].get("azureml.isreused") for run in searches] == [None, "true", None]
    assert pipelines.log(changed, "show") == "0.4\n"


def test_a_sweep_without_a_metric_fails_as_a_step(pipelines: PipelineClient) -> None:
    name, status = pipelines.end(graph(pipelines, objective={"goal": "maximize"}))
    assert (status, pipelines.statuses(name)) == ("Failed", {"search": "Failed"})


@pytest.mark.parametrize(
    "own", [{"trial": {}}, {"trial": {"componentId": None}}, {"trial": "none"}, {"search_space": "x"}]
)
def test_a_sweep_that_is_none_is_refused(pipelines: PipelineClient, own: dict[str, Any]) -> None:
    answer = pipelines.send({"search": sweep("", **own)})
    assert answer.status_code == 400
