"""A step may be an AutoML job: it reads a table of the pipeline, and what follows reads its best model."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from local_workspace.jobs.pipelines.automl_steps import task_details

from tests.local_workspace.jobs.automl.conftest import AutoMLClient, passengers
from tests.local_workspace.jobs.pipelines.conftest import PipelineClient

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

Json = dict[str, Any]
STORE = "azureml://datastores/workspaceblobstore/paths"
READ = "cat ${{inputs.model}}/MLmodel"


def automl(**own: Any) -> Json:
    """A step as the SDK sends it (azure-ai-ml 1.35.2, _schema/pipeline/automl_node.py)."""
    return {
        "type": "automl",
        "task": "classification",
        "primary_metric": "accuracy",
        "training_data": "${{parent.inputs.train}}",
        "target_column_name": "${{parent.inputs.label}}",
        "n_cross_validations": 2,
        "limits": {
            "max_trials": "${{parent.inputs.trials}}",
            "max_concurrent_trials": 2,
            "timeout_minutes": 9,
        },
        "training": {
            "allowed_training_algorithms": ["logistic_regression", "knn"],
            "ensemble_model_download_timeout_minutes": 7,
        },
        "log_verbosity": "info",
        "outputs": {},
        **own,
    }


@pytest.fixture(scope="module")
def table(pipelines: PipelineClient) -> str:
    return AutoMLClient(pipelines.jobs).table(passengers(120))


def inputs(table: str, kind: str = "mltable") -> Json:
    return {
        "train": {"jobInputType": kind, "uri": table},
        "label": {"jobInputType": "literal", "value": "survived"},
        "trials": {"jobInputType": "literal", "value": "2"},
    }


def test_the_next_step_reads_the_best_model(pipelines: PipelineClient, table: str) -> None:
    show = pipelines.component(READ, {"model": {"type": "mlflow_model"}})
    model = {"job_input_type": "mlflow_model", "uri": "${{parent.jobs.find.outputs.best_model}}"}
    steps = {"find": automl(), "show": pipelines.step(show, {"model": model})}
    name, status = pipelines.end(steps, inputs=inputs(table))
    assert status == "Completed"
    assert "sklearn" in pipelines.log(name, "show")
    find = pipelines.children(name)["find"]
    said = find["properties"]
    assert (said["primary_metric"], said["num_iterations"], said["num_cross_validation"]) == (
        "accuracy",
        "2",
        "2",
    )
    assert find["tags"]["run_algorithm_000"] == "LogisticRegression;KNN"
    trials = AutoMLClient(pipelines.jobs).children(find["runId"])
    assert len(trials) >= 2
    assert all(trial["rootRunId"] == name for trial in trials.values())

    again, _ = pipelines.end(steps, inputs=inputs(table))
    assert pipelines.children(again)["find"]["properties"]["azureml.isreused"] == "true"
    other = {"find": automl(training={"allowed_training_algorithms": ["knn"]})}
    changed, _ = pipelines.end(other, inputs=inputs(table))
    assert "azureml.isreused" not in pipelines.children(changed)["find"]["properties"]


def test_the_best_model_can_be_the_pipelines_output(pipelines: PipelineClient, table: str) -> None:
    bound = {"best_model": {"value": "${{parent.outputs.model}}", "type": "literal"}}
    place = f"models/{uuid4().hex}"
    outputs = {"model": {"jobOutputType": "mlflow_model", "uri": f"{STORE}/{place}"}}
    _, status = pipelines.end({"find": automl(outputs=bound)}, inputs=inputs(table), outputs=outputs)
    assert status == "Completed"
    assert b"sklearn" in pipelines.rest.get_blob(f"{place}/MLmodel").content


def test_the_sdk_submits_and_reads_such_a_pipeline(
    pipelines: PipelineClient, table: str, ml_client: "MLClient"
) -> None:
    # Imported late, since all test runs would wait for the SDK.
    from azure.ai.ml import Input, Output
    from azure.ai.ml import automl as automl_tasks
    from azure.ai.ml import dsl as untyped_dsl

    def searching(train: Input, label: str) -> Any:
        find = automl_tasks.classification(
            training_data=train,
            target_column_name=label,
            primary_metric="accuracy",
            n_cross_validations=2,
            outputs={"best_model": Output(type="mlflow_model")},
        )
        find.set_limits(max_trials=1, timeout_minutes=9)
        find.set_training(allowed_training_algorithms=["KNN"], enable_vote_ensemble=False)
        return {"model": find.outputs.best_model}

    jobs: Any = ml_client.jobs
    pipeline: Any = untyped_dsl.pipeline
    job: Any = pipeline(default_compute="serverless")(searching)(
        Input(type="mltable", path=table), "survived"
    )
    name = jobs.create_or_update(job, experiment_name="steps").name
    assert pipelines.jobs.wait(name) == "Completed"
    assert jobs.get(name).jobs["find"].task_type == "Classification"
    (find,) = jobs.list(parent_job_name=name)
    assert find.display_name == "find"
    assert pipelines.jobs.run(name)["outputs"]["model"]["type"] == "MLFlowModel"


def test_members_and_values_are_those_of_the_wire() -> None:
    train = {"jobInputType": "mltable", "uri": "azureml:t:1"}
    step = automl(
        primary_metric="auc_weighted",
        target_column_name="survived",
        n_cross_validations="auto",
        limits={"max_trials": "4", "timeout_minutes": 9, "trial_timeout_minutes": "3", "exit_score": 0.9},
        featurization={"mode": "auto"},
    )
    assert task_details(step, {"training_data": train}) == {
        "taskType": "Classification",
        "primaryMetric": "AUCWeighted",
        "targetColumnName": "survived",
        "trainingData": train,
        "nCrossValidations": {"mode": "Auto"},
        "limitSettings": {"maxTrials": 4, "timeout": "PT9M", "trialTimeout": "PT3M", "exitScore": 0.9},
        "trainingSettings": {
            "allowedTrainingAlgorithms": ["LogisticRegression", "KNN"],
            "ensembleModelDownloadTimeout": "PT7M",
        },
        "featurizationSettings": {"mode": "Auto"},
    }


@pytest.mark.parametrize(
    ("written", "columns"), [("shop", ["shop"]), ("['shop', 'town']", ["shop", "town"]), ("[oops", ["[oops"])]
)
def test_a_forecast_has_its_settings(written: str, columns: list[str]) -> None:
    forecasting = {"time_column_name": "day", "forecast_horizon": 3, "time_series_id_column_names": written}
    details = task_details(automl(task="forecasting", forecasting=forecasting), {})
    assert details["forecastingSettings"] == {
        "timeColumnName": "day",
        "forecastHorizon": {"mode": "Custom", "value": 3},
        "timeSeriesIdColumnNames": columns,
    }


def test_a_table_must_be_an_mltable(pipelines: PipelineClient, table: str) -> None:
    name, status = pipelines.end({"find": automl()}, inputs=inputs(table, "uri_folder"))
    assert (status, pipelines.statuses(name)) == ("Failed", {"find": "Failed"})
    error = pipelines.children(name)["find"]["error"]["error"]
    assert "mltable" in error["message"]


@pytest.mark.parametrize(
    ("own", "status", "said"),
    [
        ({"task": "clustering"}, 400, "unknown AutoML task 'clustering'"),
        ({"task": "image_classification"}, 501, "image_classification"),
        ({"training_data": "{'type': 'mltable', 'path': 't:1'}"}, 400, "training_data of step find"),
        ({"training_data": "${{parent.inputs.nothing}}"}, 400, "nothing"),
        ({"limits": "many"}, 400, "limits"),
        ({"outputs": {"worst_model": "x"}}, 400, "no output worst_model"),
        ({"compute": "azureml:nowhere"}, 400, "nowhere"),
    ],
)
def test_what_cannot_be_an_automl_step_is_refused(
    pipelines: PipelineClient, table: str, own: Json, status: int, said: str
) -> None:
    answer = pipelines.send({"find": automl(**own)}, inputs=inputs(table))
    assert answer.status_code == status
    assert said in answer.json()["error"]["message"]
