# pyright: basic
"""An AutoML job tries several algorithms, each in a job of its own, and hands out the best model."""

import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.local_workspace.jobs.automl.conftest import AutoMLClient, passengers

Json = dict[str, Any]


def loaded(folder: Path) -> Any:
    """The model in a folder; MLflow is imported late, since all test runs would wait for it."""
    import mlflow

    return mlflow.pyfunc.load_model(str(folder))


@pytest.fixture(scope="module")
def search(automl: AutoMLClient, known: str) -> str:
    name, status = automl.end(automl.properties(known))
    assert status == "Completed", automl.jobs.run(name)["error"]
    return name


def test_each_trial_is_a_child_job_with_metrics_of_its_own(automl: AutoMLClient, search: str) -> None:
    children = automl.children(search)
    assert sorted(children) == list("01234")
    assert {run["status"] for run in children.values()} == {"Completed"}
    assert len({run["properties"]["run_algorithm"] for run in children.values()}) == 3
    measured = [automl.metrics(run["runId"]) for run in children.values()]
    assert all(0.5 < metrics["AUC_weighted"] <= 1 for metrics in measured)
    assert len({metrics["AUC_weighted"] for metrics in measured}) > 2
    assert automl.jobs.get(f"{search}_3")["jobType"] == "Command"


def test_the_best_child_is_the_one_with_the_best_primary_metric(automl: AutoMLClient, search: str) -> None:
    scores = {f"{search}_{n}": automl.metrics(f"{search}_{n}")["AUC_weighted"] for n in range(5)}
    tags = automl.jobs.get(search)["tags"]
    assert tags["automl_best_child_run_id"] == max(scores, key=lambda run: scores[run])
    assert tags["run_algorithm_000"].split(";")[:3] == ["LightGBM", "LogisticRegression", "KNN"]
    assert [float(score) for score in tags["score_000"].split(";")] == pytest.approx(list(scores.values()))
    assert automl.jobs.run(search)["outputs"]["best_model"]["type"] == "MLFlowModel"


def test_the_model_of_a_child_answers_with_the_labels_of_the_data(
    automl: AutoMLClient, search: str, tmp_path: Path
) -> None:
    best = automl.jobs.get(search)["tags"]["automl_best_child_run_id"]
    folder = tmp_path / "model"
    shutil.copytree(automl.jobs.artifact(best, "outputs/mlflow-model"), folder)
    model = loaded(folder)
    new = pd.DataFrame(passengers(400)[240:])
    answers = model.predict(new[["age", "sex", "price"]])
    assert (answers == new["survived"]).mean() > max(new["survived"].value_counts(normalize=True)) + 0.1


def test_the_best_model_goes_where_the_job_wants_it_and_is_registered(
    automl: AutoMLClient, known: str
) -> None:
    sent = automl.properties(known, limitSettings={"maxTrials": 1})
    place = "azureml://datastores/workspaceblobstore/paths/winner/"
    sent["outputs"] = {
        "best_model": {"jobOutputType": "mlflow_model", "uri": place, "assetName": "automl-winner"}
    }
    name, status = automl.end(sent)
    assert status == "Completed"
    assert (automl.jobs.rest.store / "winner" / "MLmodel").is_file()
    model = automl.jobs.rest("GET", "models/automl-winner/versions/1").json()["properties"]
    assert (model["jobName"], model["modelType"]) == (name, "mlflow_model")


def test_a_number_is_predicted_by_regression(automl: AutoMLClient, known: str) -> None:
    sent = automl.properties(known, "price", taskType="Regression", primaryMetric="R2Score")
    sent["taskDetails"]["trainingSettings"] = {
        "allowedTrainingAlgorithms": ["ElasticNet", "RandomForest", "XGBoostRegressor"]
    }
    name, status = automl.end(sent)
    assert status == "Completed"
    best = automl.jobs.get(name)["tags"]["automl_best_child_run_id"]
    assert automl.metrics(best)["r2_score"] > 0.9
    assert automl.metrics(best)["normalized_root_mean_squared_error"] < 0.06


def test_a_forecast_goes_on_with_trend_and_season(automl: AutoMLClient, tmp_path: Path) -> None:
    months = pd.date_range("2018-01-01", periods=84, freq="MS")
    values = [100 + 2 * n + (30 if month.month in (7, 8) else 0) for n, month in enumerate(months)]
    rows = [{"month": str(m.date()), "tickets": value} for m, value in zip(months, values, strict=True)]
    table = automl.table(rows[:72])
    sent = automl.properties(table, "tickets", taskType="Forecasting")
    sent["taskDetails"] |= {
        "forecastingSettings": {
            "timeColumnName": "month",
            "forecastHorizon": {"mode": "Custom", "value": 12},
        },
        "trainingSettings": {"allowedTrainingAlgorithms": ["ElasticNet", "ExtremeRandomTrees", "LightGBM"]},
    }
    name, status = automl.end(sent)
    assert status == "Completed", automl.jobs.run(name)["error"]
    best = automl.jobs.get(name)["tags"]["automl_best_child_run_id"]
    folder = tmp_path / "model"
    shutil.copytree(automl.jobs.artifact(best, "outputs/mlflow-model"), folder)
    new = pd.DataFrame({"month": months[72:]})
    forecasts = loaded(folder).predict(new)
    wrong = abs(pd.Series(forecasts) - values[72:]).mean()
    naive = abs(pd.Series(values[60:72]) - values[72:]).mean()
    assert wrong < naive / 2


def test_a_target_that_is_not_there_fails_the_job_before_any_trial(automl: AutoMLClient, known: str) -> None:
    name, status = automl.end(automl.properties(known, "surived"))
    assert status == "Failed"
    error = automl.jobs.run(name)["error"]["error"]
    assert error == {"code": "UserError", "message": "Expected column(s) surived not found in X."}
    assert automl.children(name) == {}


def test_steps_of_the_table_are_carried_out(automl: AutoMLClient) -> None:
    recipe = (
        "paths: [{file: ./table.csv}]\ntransformations:\n"
        "  - read_delimited: {delimiter: ',', encoding: utf8}\n  - drop_columns: [price]\n  - take: 100\n"
    )
    table = automl.table(passengers(), recipe)
    name, status = automl.end(automl.properties(table, limitSettings={"maxTrials": 1}))
    assert status == "Completed"
    model = automl.jobs.artifact(f"{name}_0", "outputs/mlflow-model/MLmodel").read_text()
    assert '\\"price\\"' not in model
    assert "age" in model


@pytest.mark.parametrize(
    ("mltable", "says"),
    [
        ("paths: [{file: ./missing.csv}]", "matches no file"),
        ("paths: [{file: ./table.csv}]\ntransformations: [{filter: 'col(\"age\") > 3'}]", "filter"),
        ("nothing: 1", "paths must be a list"),
    ],
)
def test_a_table_that_cannot_be_read_fails_the_job(automl: AutoMLClient, mltable: str, says: str) -> None:
    name, status = automl.end(automl.properties(automl.table(passengers(), mltable)))
    assert status == "Failed"
    assert says in automl.jobs.run(name)["error"]["error"]["message"]


def test_the_job_says_what_was_asked_for(automl: AutoMLClient, search: str) -> None:
    job = automl.jobs.get(search)
    assert job["properties"]["primary_metric"] == "AUC_weighted"
    assert job["properties"]["num_iterations"] == "5"
    data = json.loads(job["tags"]["_aml_system_automl_mltable_data_json"])
    assert data["TrainData"]["Uri"] == job["taskDetails"]["trainingData"]["uri"]
    assert job["taskDetails"]["limitSettings"]["timeout"] == "PT8640M"
