"""What Azure would refuse is refused when it is submitted; what is not served says so by its name."""

from typing import Any

import pytest

from tests.local_workspace.jobs.finetuning.conftest import FineTuningClient

Json = dict[str, Any]
REFUSED: dict[str, tuple[Json, str]] = {
    "no model": ({"model": None}, "'model' is required"),
    "a model that is no asset": (
        {"model": {"uri": "azureml://datastores/workspaceblobstore/paths/bases/"}},
        "must name a registered model",
    ),
    "no data": ({"trainingData": None}, "trainingData"),
    "a folder of data": ({"trainingData": {"uri": "azureml://x", "jobInputType": "uri_folder"}}, "uri_file"),
    "data without address": ({"validationData": {"jobInputType": "uri_file"}}, "validationData"),
    "no task": ({"taskType": None}, "taskType"),
    "unknown task": ({"taskType": "chat"}, "ChatCompletion"),
    "unknown provider": ({"modelProvider": "Own"}, "AzureOpenAI"),
    "unknown hyperparameter": ({"hyperParameters": {"epochs": "3"}}, "num_train_epochs"),
    "no number": ({"hyperParameters": {"learning_rate": "quick"}}, "learning_rate is 'quick'"),
    "not a number": ({"hyperParameters": {"learning_rate": "nan"}}, "at least 0"),
    "a part of an epoch": ({"hyperParameters": {"num_train_epochs": "0.5"}}, "a whole number"),
    "too small": ({"hyperParameters": {"per_device_train_batch_size": "0"}}, "at least 1"),
    "no choice": ({"hyperParameters": {"apply_lora": "yes"}}, "one of true, false"),
}
ELSEWHERE: dict[str, tuple[Json, str]] = {
    "a model of Azure OpenAI": ({"modelProvider": "AzureOpenAI"}, "Azure OpenAI"),
    "completion": ({"taskType": "textCompletion"}, "TextCompletion"),
    "images": ({"taskType": "ImageClassification"}, "ImageClassification"),
    "a hyperparameter": ({"hyperParameters": {"apply_deepspeed": "true"}}, "apply_deepspeed"),
}


@pytest.mark.parametrize(("details", "says"), REFUSED.values(), ids=REFUSED)
def test_what_azure_refuses(tuning: FineTuningClient, known: str, details: Json, says: str) -> None:
    answer = tuning.send(tuning.properties(known, **details))
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (400, "UserError")
    assert says in error["message"]


@pytest.mark.parametrize(("details", "says"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_what_runs_on_azure_only(tuning: FineTuningClient, known: str, details: Json, says: str) -> None:
    answer = tuning.send(tuning.properties(known, **details))
    assert answer.status_code == 501
    assert says in answer.json()["error"]["message"]


def test_a_model_that_is_not_there(tuning: FineTuningClient, known: str) -> None:
    answer = tuning.send(tuning.properties(known, model={"uri": tuning.model.replace("/1", "/99")}))
    assert answer.status_code == 404
    assert "99" in answer.json()["error"]["message"]


@pytest.mark.parametrize("outputs", [{}, {"registered_model": {"jobOutputType": "mlflow_model"}}])
def test_the_model_that_comes_of_it_needs_a_name(tuning: FineTuningClient, known: str, outputs: Json) -> None:
    answer = tuning.send(tuning.properties(known) | {"outputs": outputs})
    assert answer.status_code == 400
    assert "registered_model" in answer.json()["error"]["message"]
