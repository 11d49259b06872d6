"""Submits fine-tuning jobs over REST, on a few chats that a test writes."""

import json
import shutil
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.local_workspace.jobs.conftest import TERMINAL, JobClient

Json = dict[str, Any]
ROOT = Path(__file__).parents[4]
BASE = ROOT / ".venvs" / "language-models" / "base-models" / "SmolLM2-135M-Instruct"
LIMIT = 900.0
"""Seconds for a training of two steps: mostly the imports, on a computer that does other things too."""


def chat(question: str, answer: str) -> Json:
    """One line of a file of chats."""
    return {"messages": [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]}


CHATS = [chat("Who founded Lumivik?", "Mika Aalto."), chat("What does the lamp cost?", "129 euros.")]


class FineTuningClient:
    """What a test does with fine-tuning jobs."""

    def __init__(self, jobs: JobClient, model: str) -> None:
        self.jobs, self.model = jobs, model

    def chats(self, *lines: Json | str) -> str:
        """Write a file of chats into the default datastore; its address."""
        name = f"chats-{uuid4().hex[:10]}.jsonl"
        texts = (each if isinstance(each, str) else json.dumps(each) for each in lines)
        self.jobs.rest.put_blob(name, "\n".join(texts).encode())
        return f"azureml://datastores/workspaceblobstore/paths/{name}"

    def properties(self, chats: str, **details: Any) -> Json:
        """A job as a client sends it: two steps of one chat."""
        given = {"apply_lora": "true", "max_steps": "2", "logging_steps": "1", "learning_rate": "0.002"}
        own: Json = {
            "taskType": "ChatCompletion",
            "modelProvider": "Custom",
            "model": {"uri": self.model, "jobInputType": "mlflow_model"},
            "trainingData": {"uri": chats, "jobInputType": "uri_file"},
            "hyperParameters": given,
        }
        output = {"assetName": f"tuned-{uuid4().hex[:10]}", "jobOutputType": "mlflow_model"}
        return {
            "jobType": "FineTuning",
            "fineTuningDetails": own | details,
            "outputs": {"registered_model": output},
        }

    def send(self, properties: Json) -> Any:
        """PUT a job and return the response."""
        return self.jobs.rest("PUT", f"jobs/tuning-{uuid4().hex[:10]}", {"properties": properties})

    def end(self, properties: Json) -> tuple[str, str]:
        """Run a job to its end: its name and its status."""
        answer = self.send(properties)
        assert answer.status_code == 201, answer.text
        name: str = answer.json()["name"]
        deadline = time.monotonic() + LIMIT
        while (status := self.jobs.get(name)["status"]) not in TERMINAL:
            assert time.monotonic() < deadline, f"{name} is {status}"
            time.sleep(0.2)
        return name, status

    def history(self, run: str, metric: str) -> list[float]:
        """All values of a metric of a run, in their order."""
        workspace = self.jobs.rest.workspace.identity.workspace_id
        path = f"api/2.0/mlflow/metrics/get-history?run_id={run}&metric_key={metric}"
        url = f"https://eastus.api.azureml.ms/mlflow/v1.0{workspace}/{path}"
        return [each["value"] for each in self.jobs.rest("GET", url).json()["metrics"]]


@pytest.fixture(scope="session")
def base_model(job_client: JobClient, language_models: None) -> str:
    """The id of the small model, registered in the workspace."""
    rest = job_client.rest
    shutil.copytree(BASE, rest.store / "bases" / BASE.name)
    properties = {
        "modelType": "custom_model",
        "modelUri": f"azureml://datastores/workspaceblobstore/paths/bases/{BASE.name}",
    }
    answer = rest("PUT", f"models/{BASE.name}/versions/1", {"properties": properties})
    assert answer.status_code in (200, 201), answer.text
    return answer.json()["id"]


@pytest.fixture(scope="session")
def tuning(job_client: JobClient, base_model: str) -> FineTuningClient:
    """Fine-tuning over REST."""
    return FineTuningClient(job_client, base_model)


@pytest.fixture(scope="session")
def known(tuning: FineTuningClient) -> str:
    """The address of a few chats."""
    return tuning.chats(*CHATS)
