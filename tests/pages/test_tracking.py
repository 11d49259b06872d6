# pyright: basic
"""What the snippets of the tracking page did: runs with what they recorded, which are jobs, and a model."""

import json
import re
import runpy
import warnings
from pathlib import Path
from typing import Any

import pytest
import yaml
from snippets.checks import PageSession

TAUGHT = [
    "tracking/by_hand.py:run",
    "tracking/nested.py:nested",
    "tracking/model.py:save",
    "tracking/runs.sh:laptop",
]
FORESTS = {"1 trees": "1", "10 trees": "10", "100 trees": "100"}


def check(session: PageSession) -> None:
    names = runpy.run_path("workspace/names.py")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        client, mlflow = connect()
        runs = runs_of(mlflow, f"{names['EXPERIMENT']}-tracking")
        see_the_run_by_hand(mlflow, runs["logistic regression"])
        see_what_autolog_recorded(runs["autolog"])
        see_the_forests(client, runs, names["TAGS"])
        see_the_curves(session, client, mlflow, runs)
        see_the_model(mlflow, runs["with its model"])
        see_the_refusals(session, mlflow, runs)
        see_that_all_runs_are_archived_jobs(client, runs)
    see_that_the_tabs_say_the_same(session)


def connect() -> tuple[Any, Any]:
    """Connect as the page did; the packages are imported late, since they are slow."""
    import mlflow
    from azure.ai.ml import MLClient
    from azure.identity import DefaultAzureCredential

    client: Any = MLClient.from_config(DefaultAzureCredential())
    mlflow.set_tracking_uri(client.workspaces.get(client.workspace_name).mlflow_tracking_uri)
    return client, mlflow


def runs_of(mlflow: Any, experiment: str) -> dict[str, Any]:
    """The runs of an experiment by name; what no one named is under its id."""
    found = mlflow.search_runs(experiment_names=[experiment], output_format="list")
    names = [run.info.run_name for run in found]
    return {
        run.info.run_name if names.count(run.info.run_name) == 1 else run.info.run_id: run for run in found
    }


def see_the_run_by_hand(mlflow: Any, run: Any) -> None:
    assert run.info.status == "FINISHED"
    assert run.data.params == {"C": "0.5"}
    assert 0.78 < run.data.metrics["accuracy"] < 0.85
    assert run.data.tags["reviewed"] == "no"
    folder = Path(mlflow.artifacts.download_artifacts(run_id=run.info.run_id))
    confusion = json.loads((folder / "confusion.json").read_text())["confusion"]
    right, all_ = confusion[0][0] + confusion[1][1], sum(map(sum, confusion))
    assert (right / all_, all_) == (pytest.approx(run.data.metrics["accuracy"]), 328)
    assert (folder / "plots" / "confusion.png").read_bytes().startswith(b"\x89PNG")
    source = Path("tracking/train/passengers.py").read_bytes()
    assert (folder / "code" / "passengers.py").read_bytes() == source


def see_what_autolog_recorded(run: Any) -> None:
    assert run.data.params["logisticregression__C"] == "0.5"
    assert 0.75 < run.data.metrics["training_accuracy_score"] < 0.85
    assert run.data.tags["estimator_name"] == "Pipeline"


def see_the_forests(client: Any, runs: dict[str, Any], tags: dict[str, str]) -> None:
    parent = runs["how many trees?"].info.run_id
    for name, trees in FORESTS.items():
        assert runs[name].data.tags["mlflow.parentRunId"] == parent
        assert runs[name].data.params["trees"] == trees
    accuracies = [runs[name].data.metrics["accuracy"] for name in FORESTS]
    assert accuracies[0] < 0.79 < accuracies[1] < accuracies[2]
    children = {child.name for child in client.jobs.list(parent_job_name=parent, list_view_type="All")}
    assert children == {runs[name].info.run_id for name in FORESTS}
    assert client.jobs.get(runs["1 trees"].info.run_id).tags == {**tags, "study": "trees"}


def see_the_curves(session: PageSession, client: Any, mlflow: Any, runs: dict[str, Any]) -> None:
    """The script recorded the same on this computer, by the SDK's job, and by that of the command line."""
    curves = [run for run in runs.values() if "neurons" in run.data.params]
    assert len(curves) == 3
    history = mlflow.MlflowClient().get_metric_history
    losses = [{each.step: each.value for each in history(run.info.run_id, "loss")} for run in curves]
    assert losses[0] == pytest.approx(losses[1])
    assert losses[0] == pytest.approx(losses[2])
    assert list(losses[0]) == list(range(1, 31))
    assert losses[0][1] > 0.6
    assert losses[0][30] < 0.41
    jobs = [client.jobs.get(run.info.run_id) for run in curves]
    by_sdk, by_cli = (job for job in jobs if job.command)
    assert what_runs(by_sdk) == what_runs(by_cli)
    best = min(losses[0], key=losses[0].__getitem__)
    assert f"epoch {best}: {losses[0][best]:.4f}" in session.outcomes["tracking/job.py:exercise"].output


def what_runs(job: Any) -> dict[str, Any]:
    return {
        "command": job.command,
        "passengers": str(job.inputs["passengers"].path).rpartition("/")[2],
        "environment": str(job.environment),
        "machine": job.resources.instance_type,
        "limit": job.limits.timeout,
        "experiment": job.experiment_name,
        "title": job.display_name,
        "tags": job.tags["handbook"],
    }


def see_the_model(mlflow: Any, run: Any) -> None:
    import pandas as pd

    folder = Path(mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path="model"))
    described = yaml.safe_load((folder / "MLmodel").read_text())
    assert set(described["flavors"]) == {"python_function", "sklearn"}
    assert described["saved_input_example_info"]["artifact_path"] == "input_example.json"
    passengers = pd.read_csv("data/titanic.csv").astype({"pclass": float, "sibsp": float, "parch": float})
    model = mlflow.pyfunc.load_model(folder)
    columns = model.metadata.signature.inputs.input_names()
    assert columns == ["pclass", "age", "sibsp", "parch", "fare", "sex", "embarked"]
    answers = model.predict(passengers[columns])
    assert 0.77 < (answers == passengers["survived"]).mean() < 0.85
    with pytest.raises(mlflow.exceptions.MlflowException, match="missing inputs"):
        model.predict(passengers[columns].drop(columns="sex"))


def see_the_refusals(session: PageSession, mlflow: Any, runs: dict[str, Any]) -> None:
    refused = session.outcomes["tracking/limits.py:limits"].output
    assert refused.startswith("INVALID_PARAMETER_VALUE A field of the entity is over the size limit.")
    assert len(runs["too many parameters"].data.params) == 200
    assert (
        "/logged-models failed with error code 404" in session.outcomes["tracking/model.py:log-model"].output
    )
    assert mlflow.artifacts.list_artifacts(run_id=runs["log_model"].info.run_id) == []


def see_that_all_runs_are_archived_jobs(client: Any, runs: dict[str, Any]) -> None:
    kept = {job.name: job for job in client.jobs.list(list_view_type="ArchivedOnly")}
    parents = {run.info.run_id for name, run in runs.items() if name not in FORESTS}
    assert set(kept) == parents
    assert all(str(job.status) in ("Completed", "JobStatus.COMPLETED") for job in kept.values())
    assert [job.name for job in client.jobs.list() if job.name in parents] == []


def see_that_the_tabs_say_the_same(session: PageSession) -> None:
    outputs = {name: outcome.output for name, outcome in session.outcomes.items()}
    assert outputs["tracking/runs.sh:compare"] == outputs["tracking/nested.py:compare"]
    assert re.findall(r"^(\d+) trees: 0\.8\d+$", outputs["tracking/runs.sh:compare"], re.M) == ["100", "10"]
    assert outputs["tracking/runs.sh:jobs"] == outputs["tracking/nested.py:jobs"]
    names = ["autolog", "how many trees?", "logistic regression"]
    assert re.findall(r"^(.*): Completed$", outputs["tracking/runs.sh:jobs"], re.M) == names
