# pyright: basic
"""What the snippets of the page about pipelines did: five steps, then reused, failed and nested."""

import json
import re
import runpy
import warnings
from pathlib import Path
from typing import Any

import yaml
from snippets.checks import PageSession

TAUGHT = ["pipelines/definition.py:pipeline", "pipelines/submit.py:submit"]
ROOT = Path(__file__).parents[2]
STEPS = ["prepare", "forest", "logistic", "evaluate", "register"]
REUSED = "azureml.reusedrunid"
BINDING = re.compile(
    r"\$\{\{parent\.(?:jobs\.(?P<step>\w+)\.outputs|(?P<kind>inputs|outputs))\.(?P<name>\w+)\}\}"
)


def check(session: PageSession) -> None:
    names = runpy.run_path("workspace/names.py")
    client = connect()
    jobs = parents_of(client, names)
    by_sdk, by_cli, again, strict, outer, search, smaller = (jobs[name] for name in printed_jobs(session))
    assert len(jobs) == 7, "each snippet submitted one pipeline"
    first = steps_of(client, by_sdk)
    assert {name: step.status for name, step in first.items()} == dict.fromkeys(STEPS, "Completed")
    assert not any(REUSED in step.properties for step in first.values())
    for other in (by_cli, again):
        see_all_reused(first, steps_of(client, other))
    see_the_failure(client, strict, first)
    see_the_levels(client, outer, first)
    see_the_search(client, search, first)
    see_what_the_exercise_ran(client, smaller, first)
    see_the_model(client, names, first["register"].name)
    see_the_reports()
    see_what_was_printed(session, first)


def connect() -> Any:
    """Connect as the page did; the SDK is imported late, since it is slow and full of warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from azure.ai.ml import MLClient
        from azure.identity import DefaultAzureCredential
    return MLClient.from_config(DefaultAzureCredential())


def parents_of(client: Any, names: dict[str, Any]) -> dict[str, Any]:
    jobs = [client.jobs.get(job.name) for job in client.jobs.list()]
    return {job.name: job for job in jobs if job.tags == names["TAGS"]}


def printed_jobs(session: PageSession) -> list[str]:
    """The pipelines that the snippets submitted, by the names that they printed."""
    found = []
    regions = ("submit.py:submit", "pipeline.sh:submit", "again.py:again", "fail.py:fail", "nested.py:levels")
    for region in (*regions, "search.py:submit", "exercise.py:exercise"):
        output = session.outcomes[f"pipelines/{region}"].output
        printed = re.search(r"^RunId: (\S+)$", output, re.MULTILINE)
        assert printed, region
        found.append(printed[1])
    return found


def steps_of(client: Any, job: Any) -> dict[str, Any]:
    return {step.display_name: step for step in client.jobs.list(parent_job_name=job.name)}


def see_all_reused(first: dict[str, Any], second: dict[str, Any]) -> None:
    """Nothing ran again: the definitions of both tabs are the same in all that counts."""
    sources = {name: step.properties.get(REUSED) for name, step in second.items()}
    assert sources == {name: step.name for name, step in first.items()}


def see_the_failure(client: Any, job: Any, first: dict[str, Any]) -> None:
    steps = steps_of(client, job)
    assert job.status == "Failed"
    assert {name for name, step in steps.items() if step.status == "Failed"} == {"register"}
    assert {name for name, step in steps.items() if REUSED in step.properties} == set(STEPS) - {"register"}


def see_the_levels(client: Any, job: Any, first: dict[str, Any]) -> None:
    outer = steps_of(client, job)
    assert list(outer) == ["prepare", "both", "evaluate"]
    inner = steps_of(client, outer["both"])
    assert {step.properties[REUSED] for step in inner.values()} == {
        first["forest"].name,
        first["logistic"].name,
    }
    assert outer["evaluate"].properties[REUSED] == first["evaluate"].name


def see_the_search(client: Any, job: Any, first: dict[str, Any]) -> None:
    """Three forests were measured, and the output of the step is that of the one with the best accuracy."""
    import mlflow
    from mlflow import sklearn as mlflow_sklearn

    mlflow.set_tracking_uri(client.workspaces.get(client.workspace_name).mlflow_tracking_uri)
    steps = steps_of(client, job)
    assert steps["prepare"].properties[REUSED] == first["prepare"].name
    trials = [each.name for each in client.jobs.list(parent_job_name=steps["search"].name)]
    accuracy = {trial: mlflow.get_run(trial).data.metrics["accuracy"] for trial in trials}
    best = steps["search"].properties["best_child_run_id"]
    assert len(accuracy) == 3
    assert accuracy[best] == max(accuracy.values()) > min(accuracy.values())
    client.jobs.download(job.name, download_path="searched", output_name="model")
    model: Any = mlflow_sklearn.load_model("searched/named-outputs/model")
    assert model[-1].n_estimators == 30


def see_what_the_exercise_ran(client: Any, job: Any, first: dict[str, Any]) -> None:
    steps = steps_of(client, job)
    assert {step.status for step in steps.values()} == {"Completed"}
    assert {name for name, step in steps.items() if REUSED in step.properties} == {"prepare", "logistic"}


def see_the_model(client: Any, names: dict[str, Any], maker: str) -> None:
    (model,) = client.models.list(name=names["MODEL"], list_view_type="All")
    model = client.models.get(names["MODEL"], version=model.version)
    assert (model.type, model.job_name, model.tags) == ("mlflow_model", maker, names["TAGS"])
    assert not list(client.models.list(name=names["MODEL"])), "the page archived it"
    client.models.download(names["MODEL"], version=model.version, download_path="checked")
    (described,) = Path("checked").rglob("MLmodel")
    assert "sklearn" in described.read_text()


def see_the_reports() -> None:
    """The better model is the one with the better score, and both are better than guessing."""
    reports = [
        json.loads(Path(f"downloads/{folder}/named-outputs/report/scores.json").read_text())
        for folder in ("pipeline", "pipeline-cli")
    ]
    assert reports[0] == reports[1]
    accuracy = reports[0]["accuracy"]
    assert accuracy.keys() == {"forest", "logistic"}
    assert all(0.7 < value < 0.9 for value in accuracy.values())
    assert accuracy[reports[0]["best"]] == max(accuracy.values())


def see_what_was_printed(session: PageSession, first: dict[str, Any]) -> None:
    """Curl asks the run history what the SDK asks it when it lists children, and is told the same.

    Source: azure-ai-ml 1.35.2, _restclient/runhistory, operations/_runs_operations.py, get_child, and
    _configuration.py: the token is for https://ml.azure.com.
    """
    by_cli, by_rest = (session.outcomes[f"pipelines/pipeline.sh:{way}"].output for way in ("steps", "rest"))
    assert by_rest == by_cli
    printed = [tuple(line.split("\t")) for line in by_rest.splitlines()]
    assert printed == [(name, step.status) for name, step in first.items()]


def test_the_diagram_is_the_graph_of_the_pipeline() -> None:
    page = (ROOT / "docs" / "en" / "pipelines.md").read_text("utf-8")
    (diagram,) = re.findall(r"```mermaid\n(.*?)```", page, re.DOTALL)
    drawn = [line.strip() for line in diagram.splitlines() if "-->" in line]
    definition = yaml.safe_load((ROOT / "samples" / "pipelines" / "pipeline.yml").read_text("utf-8"))
    assert drawn == arrows(definition)


def arrows(definition: dict[str, Any]) -> list[str]:
    """The arrows of the graph: data that goes into a step, and what a step writes for the pipeline."""
    found: dict[str, None] = {}
    for name, step in definition["jobs"].items():
        for value in step["inputs"].values():
            source = BINDING.fullmatch(str(value))
            if source and source["step"]:
                found[f"{source['step']} --> {name}"] = None
            elif source and isinstance(definition["inputs"][source["name"]], dict):
                found[f"{source['name']} --> {name}"] = None
        for value in step.get("outputs", {}).values():
            target = BINDING.fullmatch(str(value))
            if target:
                found[f"{name} --> {target['name']}"] = None
    return list(found)
