# pyright: basic
"""What the snippets of the AutoML page did: trials of several algorithms, and winners that win."""

import re
import runpy
import warnings
from pathlib import Path
from typing import Any

import pytest
from snippets.checks import PageSession

TAUGHT = ["automl/classify.py:job", "automl/automl.sh:classify"]
SEARCHED = {
    "ExtremeRandomTrees",
    "GradientBoosting",
    "LightGBM",
    "LogisticRegression",
    "SGD",
    "XGBoostClassifier",
}
SNIPPETS = {
    "automl/classify.py:submit": "Classification",
    "automl/automl.sh:classify": "Classification",
    "automl/regress.py:job": "Regression",
    "automl/forecast.py:job": "Forecasting",
    "automl/automl.sh:forecast": "Forecasting",
}


def check(session: PageSession) -> None:
    names = runpy.run_path("workspace/names.py")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        client, mlflow = connect()
        jobs = {snippet: client.jobs.get(printed(session, snippet)) for snippet in SNIPPETS}
        for snippet, job in jobs.items():
            see_the_search(client, mlflow, job, SNIPPETS[snippet], names["TAGS"])
        see_that_both_ways_ask_for_the_same(jobs)
        see_the_leaderboard(session, mlflow, jobs["automl/classify.py:submit"])
        see_the_winner(client, names, jobs["automl/classify.py:submit"])
        see_the_step(client, names, client.jobs.get(printed(session, "automl/step.py:submit")))
    see_that_rest_names_the_same_winner(session)
    see_what_was_measured(session)
    see_the_refusal(session, client)


def connect() -> tuple[Any, Any]:
    """Connect as the page did; the packages are imported late, since they are slow."""
    import mlflow
    from azure.ai.ml import MLClient
    from azure.identity import DefaultAzureCredential

    client: Any = MLClient.from_config(DefaultAzureCredential())
    mlflow.set_tracking_uri(client.workspaces.get(client.workspace_name).mlflow_tracking_uri)
    return client, mlflow


def printed(session: PageSession, snippet: str) -> str:
    """The name of the job that a snippet submitted."""
    found = re.search(r"^RunId: (\S+)$", session.outcomes[snippet].output, re.MULTILINE)
    assert found, snippet
    return found[1]


def see_that_rest_names_the_same_winner(session: PageSession) -> None:
    by_cli, by_rest = (session.outcomes[f"automl/automl.sh:{region}"].output for region in ("best", "rest"))
    assert by_rest.split() == by_cli.split()[:1] != []


def see_the_search(client: Any, mlflow: Any, job: Any, task: str, tags: dict[str, str]) -> None:
    assert (job.status, job.task_type.lower()) == ("Completed", task.lower())
    assert tags.items() <= job.tags.items()
    children = [each.name for each in client.jobs.list(parent_job_name=job.name)]
    assert len(children) == job.limits.max_trials >= 5
    algorithms = {client.jobs.get(child).properties["run_algorithm"] for child in children}
    assert algorithms == SEARCHED if task == "Classification" else len(algorithms) == 3
    metric = job.properties["primary_metric"]
    scores = {child: mlflow.get_run(child).data.metrics[metric] for child in children}
    wanted = min if metric.startswith("normalized") else max
    assert job.tags["automl_best_child_run_id"] == wanted(scores, key=lambda child: scores[child])
    for child in children:
        address = {"run_id": child, "artifact_path": "outputs/mlflow-model/MLmodel"}
        assert "python_function" in Path(mlflow.artifacts.download_artifacts(**address)).read_text()


def see_that_both_ways_ask_for_the_same(jobs: dict[str, Any]) -> None:
    assert asked(jobs["automl/classify.py:submit"]) == asked(jobs["automl/automl.sh:classify"])
    assert asked(jobs["automl/forecast.py:job"]) == asked(jobs["automl/automl.sh:forecast"])
    first, second = (
        jobs[snippet].tags["score_000"]
        for snippet in ("automl/classify.py:submit", "automl/automl.sh:classify")
    )
    assert list(map(float, first.split(";"))) == pytest.approx(list(map(float, second.split(";"))))


def asked(job: Any) -> dict[str, Any]:
    """What a job asks for, without its name."""
    return {
        "target": job.target_column_name,
        "metric": job.primary_metric,
        "folds": job.n_cross_validations,
        "limits": vars(job.limits),
        "blocked": job.training.blocked_training_algorithms,
        "allowed": job.training.allowed_training_algorithms,
        "title": job.display_name,
        "experiment": job.experiment_name,
        "machine": job.resources.instance_type,
        "forecast": vars(job.forecasting_settings) if hasattr(job, "forecasting_settings") else None,
    }


def see_the_leaderboard(session: PageSession, mlflow: Any, job: Any) -> None:
    lines = session.outcomes["automl/classify.py:leaderboard"].output.strip().splitlines()
    shown = {line.split()[0]: float(line.split()[2]) for line in lines}
    assert set(shown) == SEARCHED
    assert list(shown.values()) == sorted(shown.values(), reverse=True)
    best = mlflow.get_run(job.tags["automl_best_child_run_id"]).data.metrics["AUC_weighted"]
    assert max(shown.values()) == pytest.approx(best, abs=0.0006)
    assert 0.82 < best < 0.9, "more would mean that a column gives the answer away"


def see_the_winner(client: Any, names: dict[str, Any], job: Any) -> None:
    model = client.models.get(f"titanic-automl{names['SUFFIX']}", version="1")
    assert (model.type, model.tags) == ("mlflow_model", names["TAGS"])
    assert model.job_name == job.tags["automl_best_child_run_id"]


def see_the_step(client: Any, names: dict[str, Any], pipeline: Any) -> None:
    """The step searched among two algorithms, and the model that the pipeline registered is its best."""
    (step,) = client.jobs.list(parent_job_name=pipeline.name)
    assert (pipeline.status, step.display_name, step.status) == ("Completed", "find", "Completed")
    algorithms = {
        client.jobs.get(trial.name).properties["run_algorithm"]
        for trial in client.jobs.list(parent_job_name=step.name)
    }
    assert algorithms == {"LogisticRegression", "LightGBM"}
    model = client.models.get(f"titanic-automl-step{names['SUFFIX']}", version="1")
    assert (model.type, model.job_name) == ("mlflow_model", step.name)


def see_what_was_measured(session: PageSession) -> None:
    model, women = numbers(session, "automl/classify.py:measure")
    assert model > women > 0.75
    assert "boat" not in session.outcomes["automl/classify.py:measure"].output
    model, mean = numbers(session, "automl/regress.py:measure")
    assert model < 0.75 * mean
    model, before = numbers(session, "automl/forecast.py:measure")
    assert model < 0.5 * before


def numbers(session: PageSession, snippet: str) -> list[float]:
    """The two numbers of the last line: the model's and that of the guess."""
    line = session.outcomes[snippet].output.strip().splitlines()[-1]
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", line)]


def see_the_refusal(session: PageSession, client: Any) -> None:
    failed = client.jobs.get(printed(session, "automl/wrong_target.py:wrong-target"))
    assert failed.status == "Failed"
    assert list(client.jobs.list(parent_job_name=failed.name)) == []
    assert "Expected column(s) surived not found in X." in (
        session.outcomes["automl/wrong_target.py:wrong-target"].output
    )
