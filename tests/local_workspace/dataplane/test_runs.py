"""Runs that clients start: jobs of the workspace, with Azure's limits, found as Azure finds them."""

from typing import TYPE_CHECKING, Any

import pytest

from tests.local_workspace.dataplane.conftest import Mlflow

if TYPE_CHECKING:
    from tests.local_workspace.conftest import Rest


@pytest.fixture
def experiment(mlflow: Mlflow, name: str) -> str:
    """The id of an experiment of this test's own."""
    return mlflow("POST", "experiments/create", name=name).json()["experiment_id"]


@pytest.fixture
def run(mlflow: Mlflow, experiment: str) -> str:
    """A run that has begun; its id."""
    return begin(mlflow, experiment)


def begin(mlflow: Mlflow, experiment: str, **more: Any) -> str:
    sent = {"experiment_id": experiment, "start_time": 1000, "run_name": "first", **more}
    return mlflow("POST", "runs/create", **sent).json()["run"]["info"]["run_id"]


def job(rest: "Rest", run: str) -> dict[str, Any]:
    return rest("GET", f"jobs/{run}").json()["properties"]


def tags(mlflow: Mlflow, run: str) -> dict[str, str]:
    found = mlflow("GET", f"runs/get?run_id={run}").json()["run"]["data"]["tags"]
    return {tag["key"]: tag["value"] for tag in found}


def test_what_is_said_of_a_run_is_said_of_its_job(mlflow: Mlflow, rest: "Rest", run: str) -> None:
    mlflow("POST", "runs/set-tag", run_id=run, key="mlflow.autologging", value="sklearn")
    mlflow(
        "POST", "runs/log-batch", run_id=run, tags=[{"key": "a", "value": "b"}, {"key": "c", "value": "d"}]
    )
    mlflow("POST", "runs/delete-tag", run_id=run, key="c")
    assert job(rest, run)["tags"] == {"mlflow.autologging": "sklearn", "a": "b"}
    mlflow("POST", "runs/update", run_id=run, run_name="second", status="FINISHED", end_time=3000)
    assert (job(rest, run)["displayName"], job(rest, run)["status"]) == ("second", "Completed")
    mlflow("POST", "runs/delete", run_id=run)
    assert job(rest, run)["isArchived"]


def test_what_is_said_of_the_job_is_said_of_its_run(mlflow: Mlflow, rest: "Rest", run: str) -> None:
    sent = {"tags": {"reviewed": "yes"}, "displayName": "by the SDK"}
    rest("PUT", f"jobs/{run}", {"properties": {"jobType": "Command", **sent}}).raise_for_status()
    found = mlflow("GET", f"runs/get?run_id={run}").json()["run"]["info"]
    assert (found["run_name"], found["status"], found["start_time"]) == ("by the SDK", "RUNNING", 1000)
    assert tags(mlflow, run)["reviewed"] == "yes"


def refusal(answer: Any) -> tuple[int, str, str]:
    error = answer.json()
    return answer.status_code, error["error_code"], error["Error"]["Message"].partition(" See ")[0]


def over(field: str, limit: int, size: int) -> tuple[int, str, str]:
    message = f"A field of the entity is over the size limit. FieldName={field}, Limit={limit}, Size={size}."
    return 400, "INVALID_PARAMETER_VALUE", message


def batch(kind: str, keys: range) -> dict[str, Any]:
    value = {"timestamp": 1, "value": 1.0} if kind == "metrics" else {"value": "1"}
    return {kind: [{"key": f"k{key}", **value} for key in keys]}


@pytest.mark.parametrize(
    ("kind", "field", "limit"),
    [("params", "Parameters", 200), ("metrics", "Metrics", 50), ("tags", "Tags", 50)],
)
def test_a_run_holds_no_more_than_on_azure(
    mlflow: Mlflow, run: str, kind: str, field: str, limit: int
) -> None:
    for begin_ in range(0, limit, 50):
        assert mlflow("POST", "runs/log-batch", run_id=run, **batch(kind, range(begin_, begin_ + 50))).ok
    assert mlflow("POST", "runs/log-batch", run_id=run, **batch(kind, range(5))).ok, "they are there already"
    refused = mlflow("POST", "runs/log-batch", run_id=run, **batch(kind, range(limit - 1, limit + 2)))
    assert refusal(refused) == over(field, limit, limit + 2)
    assert refused.json()["Error"]["Code"] == "ValidationError"
    data = mlflow("GET", f"runs/get?run_id={run}").json()["run"]["data"]
    assert len([each for each in data[kind] if each["key"].startswith("k")]) == limit


@pytest.mark.parametrize("operation", ["runs/log-parameter", "runs/log-metric", "runs/set-tag"])
def test_limits_hold_for_single_calls(mlflow: Mlflow, run: str, operation: str) -> None:
    kind = {"runs/log-parameter": "params", "runs/log-metric": "metrics", "runs/set-tag": "tags"}[operation]
    for begin_ in range(0, 200 if kind == "params" else 50, 50):
        mlflow("POST", "runs/log-batch", run_id=run, **batch(kind, range(begin_, begin_ + 50)))
    one = {"key": "more", "value": 1.0 if kind == "metrics" else "1", "timestamp": 1}
    assert refusal(mlflow("POST", operation, run_id=run, **one))[:2] == (400, "INVALID_PARAMETER_VALUE")


def test_a_metric_has_at_most_250_values_a_call(mlflow: Mlflow, run: str) -> None:
    values = [{"key": "loss", "value": 0.5, "timestamp": 1, "step": step} for step in range(251)]
    refused = mlflow("POST", "runs/log-batch", run_id=run, metrics=values)
    assert refusal(refused) == over("MetricV2Dto.Value/Count", 250, 251)
    for part in (values[:250], values[250:]):
        assert mlflow("POST", "runs/log-batch", run_id=run, metrics=part).ok
    history = mlflow("GET", f"metrics/get-history?run_id={run}&metric_key=loss&max_results=1000").json()
    assert len(history["metrics"]) == 251


def test_tags_are_no_longer_than_on_azure(mlflow: Mlflow, run: str) -> None:
    long = mlflow("POST", "runs/set-tag", run_id=run, key="a", value="x" * 1001)
    assert refusal(long) == over("Tags.Value/Length", 1000, 1001)
    assert mlflow("POST", "runs/set-tag", run_id=run, key="k" * 100, value="x" * 1000).ok


def test_refusals_of_mlflow_have_azures_form(mlflow: Mlflow, run: str) -> None:
    for value in ("1", "1"):
        assert mlflow("POST", "runs/log-parameter", run_id=run, key="p", value=value).ok
    refused = mlflow("POST", "runs/log-parameter", run_id=run, key="p", value="2")
    assert refusal(refused)[:2] == (400, "INVALID_PARAMETER_VALUE")
    assert refused.json().keys() >= {"Error", "Correlation", "ComponentName", "statusCode", "error_code"}
    absent = mlflow("GET", "runs/get?run_id=none")
    assert (absent.status_code, absent.json()["error_code"]) == (404, "RESOURCE_DOES_NOT_EXIST")


def search(mlflow: Mlflow, experiment: str, **sent: Any) -> list[str]:
    answer = mlflow("POST", "runs/search", experiment_ids=[experiment], **sent)
    return [run["info"]["run_name"] for run in answer.json().get("runs", [])]


def test_runs_are_found_by_status_and_duration(mlflow: Mlflow, experiment: str) -> None:
    for name, status, end in (("short", "FINISHED", 1100), ("long", "FAILED", 9000), ("going", "", 0)):
        run = begin(mlflow, experiment, run_name=name)
        if status:
            mlflow("POST", "runs/update", run_id=run, status=status, end_time=end)
    assert search(mlflow, experiment, filter="attributes.status = 'Failed'") == ["long"]
    assert search(mlflow, experiment, filter="attributes.duration > '100'") == ["long"]
    assert search(
        mlflow, experiment, filter="attributes.start_time = '1000' and attribute.duration<=100"
    ) == ["short"]
    assert search(mlflow, experiment, order_by=["attributes.duration DESC"]) == ["long", "short", "going"]
    assert search(mlflow, experiment, order_by=["duration"], max_results=1) == ["short"]
    assert search(mlflow, experiment, order_by=["duration"], max_results=1, page_token="1") == ["long"]


def test_what_is_not_known_of_a_search_is_not_implemented(mlflow: Mlflow, experiment: str) -> None:
    sent = {"experiment_ids": [experiment], "filter": "attributes.creation_time > '1'"}
    assert mlflow("POST", "runs/search", **sent).status_code == 501
