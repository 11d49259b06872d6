"""Batch endpoints over REST: scripts, models and data are put as blobs, jobs waited for, scores read."""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import requests

from tests.local_workspace.jobs.conftest import JobClient
from tests.local_workspace.serving.conftest import EndpointClient

if TYPE_CHECKING:
    from tests.local_workspace.conftest import Rest

Json = dict[str, Any]
AUDIENCE = "https://ml.azure.com"
CLUSTER = "batch-test"

NAMES = """
import os
def init():
    global text
    text = open(os.path.join(os.environ["AZUREML_MODEL_DIR"], "model.txt")).read()
    print("ready with", text, os.environ.get("WORD"))
def run(mini_batch):
    print("scoring", len(mini_batch))
    return [f"{text} {os.path.basename(path)} {len(mini_batch)}" for path in mini_batch]
"""


class BatchClient:
    """What a test does with batch endpoints of a workspace."""

    def __init__(self, rest: "Rest", jobs: JobClient, online: EndpointClient) -> None:
        self.rest = rest
        self.jobs = jobs
        self.online = online
        self.environment = f"{online.scope}/environments/batch/versions/1"
        self.token = rest.token(AUDIENCE)

    def set_up(self) -> None:
        """Make a cluster, a model of one file, and an environment that Azure could use."""
        size = {"vmSize": "Standard_DS3_v2", "scaleSettings": {"minNodeCount": 0, "maxNodeCount": 2}}
        compute = {"computeType": "AmlCompute", "properties": size}
        answer = self.rest("PUT", f"computes/{CLUSTER}", {"location": "eastus", "properties": compute})
        assert answer.status_code in (200, 201), answer.text
        conda = "dependencies: [python, pip, {pip: [azureml-core]}]"
        self.online.put("environments/batch/versions/1", {"image": "ubuntu", "condaFile": conda})
        self.rest.put_blob("words/model.txt", b"hello")
        bare = {"image": "ubuntu", "condaFile": "dependencies: [python]"}
        self.online.put("environments/bare/versions/1", bare)
        uri = "azureml://datastores/workspaceblobstore/paths/words/model.txt"
        self.online.put("models/batch-words/versions/1", {"modelUri": uri, "modelType": "custom_model"})

    @property
    def compute(self) -> str:
        """The cluster."""
        return f"{self.online.scope}/computes/{CLUSTER}"

    @property
    def model(self) -> str:
        """The model of one file."""
        return f"{self.online.scope}/models/batch-words/versions/1"

    def files(self, **contents: str) -> str:
        """Put files into a folder of the datastore and return its address."""
        folder = f"batch/{uuid4().hex[:10]}"
        for name, content in contents.items():
            self.rest.put_blob(f"{folder}/{name.replace('_', '.').replace('..', '/')}", content.encode())
        return f"azureml://datastores/workspaceblobstore/paths/{folder}"

    def endpoint(self, **properties: Any) -> str:
        """Make an endpoint and return its name."""
        name = f"batch-{uuid4().hex[:8]}"
        self.online.put(f"batchEndpoints/{name}", {"authMode": "aadToken", **properties})
        return name

    def properties(self, script: str | None = NAMES, **changes: Any) -> Json:
        """The properties of a model deployment."""
        known: Json = {
            "model": {"referenceType": "Id", "assetId": self.model},
            "compute": self.compute,
            "retrySettings": {"maxRetries": 0, "timeout": "PT30S"},
        }
        if script is not None:
            code = {"codeId": self.online.code(script), "scoringScript": "score.py"}
            known |= {"codeConfiguration": code, "environmentId": self.environment}
        return {name: value for name, value in {**known, **changes}.items() if value is not None}

    def deploy(self, endpoint: str, name: str = "forest", script: str | None = NAMES, **changes: Any) -> None:
        """Deploy a script, and make it the default."""
        self.online.put(f"batchEndpoints/{endpoint}/deployments/{name}", self.properties(script, **changes))
        defaults = {"authMode": "aadToken", "defaults": {"deploymentName": name}}
        self.online.put(f"batchEndpoints/{endpoint}", defaults)

    def call(
        self, endpoint: str, inputs: Json, token: str | None = None, deployment: str = "", **sent: Any
    ) -> requests.Response:
        """Call an endpoint."""
        uri = self.rest("GET", f"batchEndpoints/{endpoint}").json()["properties"]["scoringUri"]
        headers = {"Authorization": f"Bearer {token or self.token}"}
        headers |= {"azureml-model-deployment": deployment} if deployment else {}
        body = {"properties": {"inputData": inputs, **sent}}
        return self.rest.session.post(uri, json=body, headers=headers)

    def start(self, endpoint: str, data: str, kind: str = "UriFolder", **sent: Any) -> str:
        """Start a job and return its name."""
        answer = self.call(endpoint, {"data": {"jobInputType": kind, "uri": data}}, **sent)
        assert answer.status_code == 201, answer.text
        return answer.json()["name"]

    def end(self, script: str, data: str, sent: Json | None = None, **changes: Any) -> tuple[str, str]:
        """Score data with a script: the name of the job, and how it ended."""
        endpoint = self.endpoint()
        self.deploy(endpoint, script=script, **changes)
        job = self.start(endpoint, data, **(sent or {}))
        return job, self.jobs.wait(job)

    def child(self, job: str) -> str:
        """The job of the step."""
        url = f"https://eastus.api.azureml.ms/history/v1.0{self.online.scope}/runs/{job}/children"
        (run,) = self.rest("GET", url).json()["value"]
        assert run["displayName"] == "batchscoring"
        return run["runId"]

    def score(self, job: str) -> Path:
        """The folder of the scores."""
        return self.rest.store / "azureml" / self.child(job) / "score"

    def lines(self, job: str, name: str = "predictions.csv") -> list[str]:
        """The scores, sorted: mini-batches end in any order."""
        return sorted((self.score(job) / name).read_text().splitlines())

    def log(self, job: str, path: str) -> str:
        """A log of the step."""
        return self.jobs.artifact(self.child(job), path).read_text()


@pytest.fixture(scope="session")
def batch(rest: "Rest") -> BatchClient:
    """Batch endpoints over REST."""
    client = BatchClient(rest, JobClient(rest), EndpointClient(rest))
    client.set_up()
    return client
