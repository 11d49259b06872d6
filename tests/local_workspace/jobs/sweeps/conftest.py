"""Submits sweeps whose trials log metrics by curl: their environment needs nothing but Python."""

from typing import Any
from uuid import uuid4

import pytest

from tests.local_workspace.jobs.conftest import JobClient

Json = dict[str, Any]
REPORT = """report() {
  url="${MLFLOW_TRACKING_URI/azureml:/https:}/api/2.0/mlflow/runs/log-metric"
  metric="{\\"run_id\\": \\"$MLFLOW_RUN_ID\\", \\"key\\": \\"$1\\", \\"value\\": $2, \\"timestamp\\": 1}"
  curl --silent --show-error --fail --header "Authorization: Bearer $MLFLOW_TRACKING_TOKEN" \
    --header "Content-Type: application/json" --data "$metric" "$url"
}
"""
"""A function of the shell: `report accuracy 0.9`."""


class SweepClient:
    """What a test does with sweeps."""

    def __init__(self, jobs: JobClient) -> None:
        self.jobs = jobs

    def properties(self, command: str, space: Json, **own: Any) -> Json:
        """A sweep as a client sends it."""
        trial = {"command": REPORT + command, "environmentId": self.jobs.environment}
        body: Json = {
            "jobType": "Sweep",
            "searchSpace": space,
            "samplingAlgorithm": {"samplingAlgorithmType": "grid"},
            "objective": {"goal": "maximize", "primaryMetric": "accuracy"},
            "limits": {"jobLimitsType": "Sweep", "maxTotalTrials": 10, "maxConcurrentTrials": 2},
            "trial": trial,
        }
        return body | own

    def send(self, command: str, space: Json, **own: Any) -> Any:
        """PUT a sweep and return the response."""
        body = {"properties": self.properties(command, space, **own)}
        return self.jobs.rest("PUT", f"jobs/sweep-{uuid4().hex[:10]}", body)

    def submit(self, command: str, space: Json, **own: Any) -> str:
        """Submit a sweep and return its name."""
        answer = self.send(command, space, **own)
        assert answer.status_code == 201, answer.text
        return answer.json()["name"]

    def end(self, command: str, space: Json, **own: Any) -> tuple[str, str]:
        """Run a sweep to its end: its name and its status."""
        name = self.submit(command, space, **own)
        return name, self.jobs.wait(name)

    def trials(self, sweep: str) -> dict[str, str]:
        """The status of each trial, as run history lists the children."""
        workspace = self.jobs.rest.workspace.identity.workspace_id
        url = f"https://eastus.api.azureml.ms/history/v1.0{workspace}/runs/{sweep}/children"
        found = self.jobs.rest("GET", url).json()["value"]
        return {run["runId"].removeprefix(f"{sweep}_"): run["status"] for run in found}

    def log(self, sweep: str) -> str:
        """What the sweep says of itself."""
        return self.jobs.artifact(sweep, "azureml-logs/hyperdrive.txt").read_text()


@pytest.fixture(scope="session")
def sweeps(job_client: JobClient) -> SweepClient:
    """Sweeps over REST."""
    return SweepClient(job_client)
