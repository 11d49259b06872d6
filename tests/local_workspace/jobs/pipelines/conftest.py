"""Submits pipelines over REST, made of components of one command each."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from tests.local_workspace.jobs.conftest import JobClient

if TYPE_CHECKING:
    from tests.local_workspace.conftest import Rest

Json = dict[str, Any]
FOLDER: Json = {"type": "uri_folder"}
TELL = r"""tell() {
  url="${MLFLOW_TRACKING_URI/azureml:/https:}"; url="${url/mlflow/history}/runs/$MLFLOW_RUN_ID"; said=""
  while [ $# -gt 0 ]; do said="$said${said:+, }\\\"$1\\\": \\\"$2\\\""; shift 2; done
  curl --silent --show-error --fail --output /dev/null --request PATCH \
    --header "Authorization: Bearer $MLFLOW_TRACKING_TOKEN" --header "Content-Type: application/json" \
    --data "{\"properties\": {\"azureml.pipeline.control\": \"{$said}\"}}" "$url"
}
"""
"""A function of the shell that writes values as mldesigner does: `tell again True number 3`."""


@dataclass(frozen=True)
class PipelineClient:
    """What a test does with pipelines."""

    jobs: JobClient

    @property
    def rest(self) -> "Rest":
        """Plain HTTPS calls, signed in."""
        return self.jobs.rest

    def component(self, command: str, inputs: Json | None = None, *outputs: str, **spec: Any) -> str:
        """Register a component; its id."""
        document = {"type": "command", "command": command, "inputs": inputs or {}, "version": "1", **spec}
        document["environment"] = f"azureml:{self.jobs.environment}"
        document["outputs"] = dict.fromkeys(outputs, FOLDER) | spec.get("outputs", {})
        return self.register(document)

    def register(self, spec: Json) -> str:
        """Register a component of any kind; its id."""
        name = f"c-{uuid4().hex[:10]}"
        body = {"properties": {"componentSpec": {"name": name, **spec}}}
        answer = self.rest("PUT", f"components/{name}/versions/1", body)
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    def step(self, component: str, inputs: Json | None = None, **node: Any) -> Json:
        """A node of the graph; plain values are literals."""
        given = {name: _given(value) for name, value in (inputs or {}).items()}
        return {"type": "command", "componentId": component, "inputs": given, **node}

    def send(self, steps: Json, name: str | None = None, **properties: Any) -> Any:
        """PUT a pipeline and return the response."""
        body = {"jobType": "Pipeline", "jobs": steps, **properties}
        return self.rest("PUT", f"jobs/{name or f'pipe-{uuid4().hex[:10]}'}", {"properties": body})

    def submit(self, steps: Json, **properties: Any) -> str:
        """Submit a pipeline and return its name."""
        answer = self.send(steps, **properties)
        assert answer.status_code == 201, answer.text
        return answer.json()["name"]

    def end(self, steps: Json, **properties: Any) -> tuple[str, str]:
        """Run a pipeline to its end: its name and its status."""
        name = self.submit(steps, **properties)
        return name, self.jobs.wait(name)

    def submit_component(self, component: str) -> str:
        """Run a pipeline component as a job; its name, when it has ended."""
        return self.end({}, componentId=component)[0]

    def children(self, name: str) -> dict[str, Json]:
        """The runs of the steps, by the names of the steps."""
        workspace = self.rest.workspace.identity.workspace_id
        url = f"https://eastus.api.azureml.ms/history/v1.0{workspace}/runs/{name}/children"
        return {run["displayName"]: run for run in self.rest("GET", url).json()["value"]}

    def statuses(self, name: str) -> dict[str, str]:
        """How the steps have ended."""
        return {step: run["status"] for step, run in self.children(name).items()}

    def execution_log(self, name: str) -> str:
        """What the pipeline says about its steps."""
        return self.jobs.artifact(name, "logs/azureml/executionlogs.txt").read_text()

    def log(self, name: str, step: str) -> str:
        """What a step printed."""
        return self.jobs.log(self.children(name)[step]["runId"])


def _given(value: Any) -> Json:
    is_data = isinstance(value, dict) and "uri" in value
    return value if is_data else {"job_input_type": "literal", "value": value}  # pyright: ignore[reportUnknownVariableType]


@pytest.fixture(scope="session")
def pipelines(job_client: JobClient) -> PipelineClient:
    """Pipelines over REST."""
    return PipelineClient(job_client)
