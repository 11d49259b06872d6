"""The page as the running server serves it, with MLflow behind it and a job that really ran."""

import ssl
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from local_workspace.workspace_server import LocalWorkspace

RUN = "page-job"
ENDED = ("Completed", "Failed", "Canceled")


class Caller:
    """Calls the REST API as a client does."""

    def __init__(self, workspace: LocalWorkspace) -> None:
        variables = workspace.facts["variables"]
        trusted = ssl.create_default_context(cafile=variables["SSL_CERT_FILE"])
        self.http = httpx.Client(proxy=variables["HTTPS_PROXY"], verify=trusted, trust_env=False, timeout=60)
        self.workspace = workspace
        identity = workspace.identity
        form = {"grant_type": "client_credentials", "client_id": identity.client_id}
        form |= {"client_secret": identity.client_secret, "scope": "https://management.azure.com/.default"}
        answer = self.http.post(
            f"https://login.microsoftonline.com/{identity.tenant}/oauth2/v2.0/token", data=form
        )
        self.http.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def resource(self, method: str, path: str, body: Any = None) -> Any:
        address = f"{self.workspace.url}/{path}?api-version=2024-04-01"
        answer = self.http.request(method, address, json=body)
        assert answer.is_success, answer.text
        return answer.json()

    def mlflow(self, operation: str, body: Any) -> None:
        identity = self.workspace.identity
        base = f"https://{identity.location}.api.azureml.ms/mlflow/v2.0{identity.workspace_id}"
        answer = self.http.post(f"{base}/api/2.0/mlflow/{operation}", json=body)
        assert answer.is_success, answer.text


@pytest.fixture(scope="module")
def page(local_workspace: LocalWorkspace) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=local_workspace.facts["page"], trust_env=False, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def here(local_workspace: LocalWorkspace) -> str:
    identity = local_workspace.identity
    return f"/{identity.subscription}/{identity.resource_group}/{identity.workspace}"


@pytest.fixture(scope="module")
def caller(local_workspace: LocalWorkspace) -> Iterator[Caller]:
    caller = Caller(local_workspace)
    yield caller
    caller.http.close()


@pytest.fixture(scope="module")
def job(caller: Caller) -> str:
    image = {"image": "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04", "osType": "Linux"}
    environment = caller.resource("PUT", "environments/page/versions/1", {"properties": image})["id"]
    command = "mkdir -p outputs && echo 42 > outputs/answer.txt && echo done"
    properties = {"jobType": "Command", "command": command, "environmentId": environment}
    caller.resource("PUT", f"jobs/{RUN}", {"properties": properties | {"experimentName": "page"}})
    while caller.resource("GET", f"jobs/{RUN}")["properties"]["status"] not in ENDED:
        time.sleep(0.05)
    metric = {"key": "accuracy", "value": 0.75, "timestamp": 1, "step": 3}
    caller.mlflow("runs/log-metric", {"run_id": RUN, **metric})
    caller.mlflow("runs/log-parameter", {"run_id": RUN, "key": "depth", "value": "<b>5</b>"})
    return RUN


def test_the_server_says_where_its_page_is(page: httpx.Client, local_workspace: LocalWorkspace) -> None:
    assert str(page.base_url).startswith("http://127.0.0.1:")
    text = page.get("/").text
    assert "<h1>Workspaces</h1>" in text
    assert local_workspace.identity.workspace in text


def test_a_job_is_shown_with_times_logs_and_metrics(page: httpx.Client, here: str, job: str) -> None:
    text = page.get(f"/workspaces{here}/jobs/{job}").text
    assert "<td>Completed</td>" in text
    assert '<th scope="row">accuracy</th><td>0.75</td><td>3</td>' in text
    assert "&lt;b&gt;5&lt;/b&gt;" in text
    assert "done" in page.get(f"/workspaces{here}/jobs/{job}/user_logs/std_log.txt").text
    assert 'http-equiv="refresh"' not in text


def test_its_outputs_are_listed_and_saved(page: httpx.Client, here: str, job: str) -> None:
    folder = f"azureml://datastores/workspaceartifactstore/paths/ExperimentRun/dcid.{job}/outputs"
    assert "answer.txt" in page.get(f"/workspaces{here}/files", params={"uri": folder}).text
    saved = page.get(f"/workspaces{here}/download", params={"uri": f"{folder}/answer.txt"})
    assert saved.text == "42\n"


def test_the_ui_of_mlflow_shows_the_same_runs(page: httpx.Client, here: str, job: str) -> None:
    start = page.get(f"/mlflow{here}/")
    assert "<title>MLflow</title>" in start.text
    assert "https://" not in start.text
    assert "default-src 'self'" in start.headers["content-security-policy"]
    experiment = _ajax(page, here, "GET", "experiments/get-by-name", {"experiment_name": "page"})[
        "experiment"
    ]
    query = {"experiment_ids": [experiment["experiment_id"]]}
    runs = _ajax(page, here, "POST", "runs/search", query)["runs"]
    assert [run["info"]["run_id"] for run in runs] == [job]
    files = _ajax(page, here, "GET", "artifacts/list", {"run_id": job, "path": "outputs"})["files"]
    assert files == [{"path": "outputs/answer.txt", "is_dir": False, "file_size": 3}]
    saved = page.get(f"/mlflow{here}/get-artifact", params={"run_uuid": job, "path": "outputs/answer.txt"})
    assert saved.text == "42\n"


def _ajax(page: httpx.Client, here: str, method: str, operation: str, arguments: dict[str, Any]) -> Any:
    address = f"/mlflow{here}/ajax-api/2.0/mlflow/{operation}"
    answer = page.get(address, params=arguments) if method == "GET" else page.post(address, json=arguments)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(
    "operation", ["runs/delete", "runs/set-tag", "experiments/delete", "runs/log-metric"]
)
def test_the_ui_of_mlflow_changes_nothing(page: httpx.Client, here: str, job: str, operation: str) -> None:
    body = {"run_id": job, "experiment_id": "0", "key": "a", "value": "b"}
    assert page.post(f"/mlflow{here}/ajax-api/2.0/mlflow/{operation}", json=body).status_code == 403
    assert page.delete(f"/mlflow{here}/ajax-api/2.0/mlflow/{operation}").status_code == 405


def test_the_mlflow_process_itself_is_not_open(page: httpx.Client, here: str) -> None:
    assert page.get(f"/mlflow{here}/", headers={"host": "evil.example"}).status_code == 400
    assert page.put(f"/mlflow{here}/local/runs/x", json={}).status_code == 405
