# pyright: basic
"""What the snippets of the sweep page did: trials with values of their own, one ended early, and the best."""

import json
import re
import runpy
import warnings
from pathlib import Path
from typing import Any

import pytest
from snippets.checks import PageSession

TAUGHT = [
    "sweep/train/train.py:train",
    "sweep/submit.py:space",
    "sweep/best.py:log",
]
DRAWN = [(0.0231, 4), (0.0056, 64), (0.0014, 16), (0.0126, 16)]
"""Learning rate and neurons of the trials that the seed gives; the third is ended, the last is the best."""
EPOCHS = 15


def check(session: PageSession) -> None:
    names = runpy.run_path("workspace/names.py")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        client, mlflow = connect()
        by_sdk, by_cli, learning, grid = (
            client.jobs.get(run_of(session, each))
            for each in ("submit.py:submit", "sweep.sh:submit", "bayesian.py:bayesian", "grid.py:exercise")
        )
        assert what_runs(by_sdk) == what_runs(by_cli)
        for each in (by_sdk, by_cli):
            see_the_trials(client, mlflow, each)
        see_the_model(session, by_sdk)
        see_the_bayesian_trials(client, mlflow, learning)
        see_the_grid(client, mlflow, grid)
        see_that_nothing_else_was_kept(client, names, [by_sdk, by_cli, learning, grid])
    see_what_was_printed(session, by_sdk)


def connect() -> tuple[Any, Any]:
    """Connect as the page did; the packages are imported late, since they are slow."""
    import mlflow
    from azure.ai.ml import MLClient
    from azure.identity import DefaultAzureCredential

    client: Any = MLClient.from_config(DefaultAzureCredential())
    mlflow.set_tracking_uri(client.workspaces.get(client.workspace_name).mlflow_tracking_uri)
    return client, mlflow


def run_of(session: PageSession, snippet: str) -> str:
    """The sweep that a snippet submitted."""
    printed = re.search(r"^RunId: (\S+)$", session.outcomes[f"sweep/{snippet}"].output, re.MULTILINE)
    assert printed, snippet
    return printed[1]


def what_runs(sweep: Any) -> dict[str, Any]:
    sampling, ending, limits = sweep.sampling_algorithm, sweep.early_termination, sweep.limits
    return {
        "command": sorted(sweep.trial.command.split()),
        "code": str(sweep.trial.code),
        "environment": str(sweep.trial.environment),
        "variables": sweep.trial.environment_variables,
        "passengers": str(sweep.inputs["passengers"].path).rpartition("/")[2],
        "output": sweep.outputs["model"].type,
        "machine": sweep.trial.resources.instance_type,
        "space": {name: vars(each) for name, each in sweep.search_space.items()},
        "sampling": (sampling.type, sampling.rule, sampling.seed),
        "ending": (ending.type, ending.slack_factor, ending.evaluation_interval, ending.delay_evaluation),
        "objective": (sweep.objective.goal, sweep.objective.primary_metric),
        "limits": (
            limits.max_total_trials,
            limits.max_concurrent_trials,
            limits.timeout,
            limits.trial_timeout,
        ),
        "experiment": sweep.experiment_name,
        "title": sweep.display_name,
        "tag": sweep.tags["handbook"],
    }


def trials_of(client: Any, sweep: Any) -> list[Any]:
    """The trials of a sweep by their number; each is a command job."""
    found = [
        client.jobs.get(each.name)
        for each in client.jobs.list(parent_job_name=sweep.name, list_view_type="All")
    ]
    found.sort(key=lambda job: job.name)
    assert [job.name for job in found] == [f"{sweep.name}_{number}" for number in range(len(found))]
    assert {job.type for job in found} == {"command"}
    return found


def losses_of(mlflow: Any, trial: Any) -> list[float]:
    """What a trial reported, epoch for epoch."""
    history = mlflow.MlflowClient().get_metric_history(trial.name, "loss")
    return [each.value for each in sorted(history, key=lambda each: each.step)]


def values_of(mlflow: Any, trial: Any) -> tuple[float, int]:
    """What a trial was given."""
    params = mlflow.get_run(trial.name).data.params
    return float(params["learning_rate"]), int(params["neurons"])


def see_the_trials(client: Any, mlflow: Any, sweep: Any) -> None:
    assert sweep.status == "Completed"
    trials = trials_of(client, sweep)
    assert [job.status for job in trials] == ["Completed", "Completed", "Canceled", "Completed"]
    for job, (rate, neurons) in zip(trials, DRAWN, strict=True):
        found = values_of(mlflow, job)
        assert found == (pytest.approx(rate, abs=0.0001), neurons)
        assert json.loads(sweep.tags[f"_aml_system_{job.name}"])["learning_rate"] == pytest.approx(found[0])
    losses = [losses_of(mlflow, job) for job in trials]
    assert [len(losses[number]) for number in (0, 1, 3)] == [EPOCHS] * 3
    assert 5 <= len(losses[2]) < EPOCHS, "ended after the delay, and before its end"
    assert min(losses[2]) > 1.2 * min(losses[3][:5])
    lowest = [min(each) for each in losses]
    best = lowest.index(min(lowest))
    assert best == 3
    assert sweep.properties["best_child_run_id"] == f"{sweep.name}_{best}"
    assert float(sweep.properties["score"]) == pytest.approx(lowest[best])


def see_the_model(session: PageSession, sweep: Any) -> None:
    """What was downloaded is the network of the best epoch: its loss is the score, from both tabs."""
    import joblib
    import pandas as pd
    from sklearn.metrics import log_loss
    from sklearn.model_selection import train_test_split

    passengers = pd.read_csv("data/titanic.csv")
    survived = passengers["survived"]
    unseen: Any = train_test_split(passengers, test_size=0.25, random_state=7, stratify=survived)[1]
    for folder in ("downloads", "downloads/cli"):
        model = joblib.load(Path(folder) / "named-outputs" / "model" / "model.joblib")
        loss = log_loss(unseen["survived"], model.predict_proba(unseen))
        assert loss == pytest.approx(float(sweep.properties["score"]))
        assert model[-1].hidden_layer_sizes == (16,)


def see_the_bayesian_trials(client: Any, mlflow: Any, sweep: Any) -> None:
    assert (sweep.status, str(sweep.sampling_algorithm.type).lower()) == ("Completed", "bayesian")
    trials = trials_of(client, sweep)
    assert [job.status for job in trials] == ["Completed"] * 4
    values = [values_of(mlflow, job) for job in trials]
    assert len(set(values)) == 4
    assert all(0.001 <= rate <= 0.05 and neurons in (4, 16, 64) for rate, neurons in values)


def see_the_grid(client: Any, mlflow: Any, sweep: Any) -> None:
    trials = trials_of(client, sweep)
    values = {values_of(mlflow, job): min(losses_of(mlflow, job)) for job in trials}
    assert set(values) == {(rate, neurons) for rate in (0.005, 0.03) for neurons in (16, 64)}
    assert min(values, key=values.__getitem__) == (0.03, 16)
    assert float(sweep.properties["score"]) == pytest.approx(min(values.values()))


def see_that_nothing_else_was_kept(client: Any, names: dict[str, Any], sweeps: list[Any]) -> None:
    """What was refused left nothing, and what was made is archived and tagged."""
    kept = {job.name: job for job in client.jobs.list(list_view_type="All") if job.type == "sweep"}
    assert set(kept) == {each.name for each in sweeps}
    listed = {job.name for job in client.jobs.list()}
    assert not listed & set(kept)
    assert all(job.tags["handbook"] == names["TAGS"]["handbook"] for job in kept.values())


def see_what_was_printed(session: PageSession, sweep: Any) -> None:
    outputs = {name: outcome.output for name, outcome in session.outcomes.items()}
    assert outputs["sweep/sweep.sh:rest"] == outputs["sweep/sweep.sh:best"]
    assert f"{float(sweep.properties['score']):.3f}" in outputs["sweep/best.py:best"]
    (line,) = outputs["sweep/best.py:log"].strip().splitlines()[-1:]
    assert f"Cancelling job, id='{sweep.name}_2'" in line
    log = Path("downloads/hd-artifacts/azureml-logs/hyperdrive.txt").read_text()
    assert log.count("Successfully scheduled a job.") == 4
    assert "Missing data for required field" in outputs["sweep/refused.py:metric"]
    assert "choice" in outputs["sweep/refused.py:grid"]
