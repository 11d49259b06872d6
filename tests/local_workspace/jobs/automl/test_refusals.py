"""What Azure would refuse is refused when it is submitted; what is not served says so by its name."""

from typing import Any

import pytest

from tests.local_workspace.jobs.automl.conftest import AutoMLClient

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no target": ({"targetColumnName": ""}, "targetColumnName"),
    "no data": ({"trainingData": None}, "trainingData"),
    "not a table": ({"trainingData": {"uri": "azureml://x", "jobInputType": "uri_file"}}, "mltable"),
    "metric of another task": ({"primaryMetric": "R2Score"}, "R2Score"),
    "unknown task": ({"taskType": "Clustering"}, "Clustering"),
    "no trial": ({"limitSettings": {"maxTrials": 0}}, "maxTrials"),
    "more at once than in all": (
        {"limitSettings": {"maxTrials": 2, "maxConcurrentTrials": 3}},
        "maxConcurrentTrials",
    ),
    "no time": ({"limitSettings": {"timeout": "PT0S"}}, "timeout"),
    "no duration": ({"limitSettings": {"timeout": "soon"}}, "soon"),
    "one fold": ({"nCrossValidations": {"mode": "Custom", "value": 1}}, "nCrossValidations"),
    "two ways to validate": ({"validationDataSize": 0.2}, "validationDataSize"),
    "unknown algorithm": ({"trainingSettings": {"allowedTrainingAlgorithms": ["Magic"]}}, "Magic"),
    "no algorithm left": (
        {
            "trainingSettings": {
                "blockedTrainingAlgorithms": [
                    *("LightGBM", "XGBoostClassifier", "LogisticRegression", "RandomForest"),
                    *("ExtremeRandomTrees", "GradientBoosting", "KNN", "SGD"),
                ]
            }
        },
        "No algorithm",
    ),
    "forecast without time": ({"taskType": "Forecasting", "trainingSettings": None}, "timeColumnName"),
}
ELSEWHERE: dict[str, tuple[dict[str, Any], str]] = {
    "images": ({"taskType": "ImageClassification"}, "ImageClassification"),
    "texts": ({"taskType": "TextNER"}, "TextNER"),
    "ensembles": ({"trainingSettings": {"enableVoteEnsemble": True}}, "enable_vote_ensemble"),
    "neural networks": ({"trainingSettings": {"enableDnnTraining": True}}, "enable_dnn_training"),
    "an algorithm": ({"trainingSettings": {"allowedTrainingAlgorithms": ["SVM"]}}, "SVM"),
    "test data": ({"testDataSize": 0.1}, "test data"),
    "weights": ({"weightColumnName": "age"}, "weight_column_name"),
    "own featurization": ({"featurizationSettings": {"mode": "Custom"}}, "custom featurization"),
    "holidays": (
        {
            "taskType": "Forecasting",
            "trainingSettings": None,
            "forecastingSettings": {"timeColumnName": "t", "countryOrRegionForHolidays": "US"},
        },
        "countryOrRegionForHolidays",
    ),
}


@pytest.mark.parametrize(("details", "says"), REFUSED.values(), ids=REFUSED)
def test_what_azure_refuses(automl: AutoMLClient, known: str, details: dict[str, Any], says: str) -> None:
    answer = automl.send(automl.properties(known, **details))
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (400, "UserError")
    assert says in error["message"]


@pytest.mark.parametrize(("details", "says"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_what_runs_on_azure_only(
    automl: AutoMLClient, known: str, details: dict[str, Any], says: str
) -> None:
    answer = automl.send(automl.properties(known, **details))
    assert answer.status_code == 501
    assert says in answer.json()["error"]["message"]


def test_data_that_is_not_registered(automl: AutoMLClient) -> None:
    answer = automl.send(automl.properties("azureml:nowhere:7"))
    assert answer.status_code == 404


def test_a_compute_that_is_not_there(automl: AutoMLClient, known: str) -> None:
    sent = automl.properties(known)
    sent["computeId"] = f"{automl.jobs.rest.workspace.identity.workspace_id}/computes/nowhere"
    answer = automl.send(sent)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == "Unknown compute target 'nowhere'."


def test_both_sides_know_the_same_algorithms_and_metrics() -> None:
    from local_workspace.jobs.automl import tasks
    from local_workspace.jobs.automl.search import metrics
    from local_workspace.jobs.automl.search.algorithms import ALGORITHMS

    known = {task.name: set(task.algorithms) for task in tasks.TASKS.values()}
    assert known == {name: set(algorithms) for name, algorithms in ALGORITHMS.items()}
    assert tasks.LESS_IS_BETTER == metrics.MINIMIZED
