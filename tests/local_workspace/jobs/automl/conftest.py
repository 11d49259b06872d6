"""Submits AutoML jobs over REST, on small tables that a test writes."""

import csv
import io
import random
from typing import Any
from uuid import uuid4

import pytest

from tests.local_workspace.jobs.conftest import JobClient

Json = dict[str, Any]
ROWS = 240
MLTABLE = "paths:\n  - file: ./table.csv\ntransformations:\n  - read_delimited:\n      delimiter: ','\n"


def passengers(rows: int = ROWS) -> list[Json]:
    """Rows in which the target follows from two of the columns, mostly."""
    dice = random.Random(1)
    made: list[Json] = []
    for _ in range(rows):
        age, sex = dice.uniform(1, 80), dice.choice(["female", "male"])
        chance = 0.9 if sex == "female" or age < 12 else 0.1
        survived = "yes" if dice.random() < chance else "no"
        price = 20 + age * 0.5 + (30 if sex == "female" else 0) + dice.gauss(0, 2)
        made.append({"age": round(age, 1), "sex": sex, "survived": survived, "price": round(price, 2)})
    return made


class AutoMLClient:
    """What a test does with AutoML jobs."""

    def __init__(self, jobs: JobClient) -> None:
        self.jobs = jobs

    def table(self, rows: list[Json], mltable: str = MLTABLE) -> str:
        """Write a table into the default datastore; its address."""
        folder = f"tables/{uuid4().hex[:10]}"
        text = io.StringIO()
        writer = csv.DictWriter(text, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        self.jobs.rest.put_blob(f"{folder}/table.csv", text.getvalue().encode())
        self.jobs.rest.put_blob(f"{folder}/MLTable", mltable.encode())
        return f"azureml://datastores/workspaceblobstore/paths/{folder}/"

    def properties(self, table: str, target: str = "survived", **details: Any) -> Json:
        """A job as a client sends it: three quick algorithms, five trials."""
        task: Json = {
            "taskType": "Classification",
            "targetColumnName": target,
            "trainingData": {"uri": table, "jobInputType": "mltable"},
            "nCrossValidations": {"mode": "Custom", "value": 2},
            "limitSettings": {"maxTrials": 5, "maxConcurrentTrials": 2},
            "trainingSettings": {"allowedTrainingAlgorithms": ["LightGBM", "LogisticRegression", "KNN"]},
        }
        return {"jobType": "AutoML", "taskDetails": task | details, "outputs": {}}

    def send(self, properties: Json) -> Any:
        """PUT a job and return the response."""
        return self.jobs.rest("PUT", f"jobs/automl-{uuid4().hex[:10]}", {"properties": properties})

    def end(self, properties: Json) -> tuple[str, str]:
        """Run a job to its end: its name and its status."""
        answer = self.send(properties)
        assert answer.status_code == 201, answer.text
        name: str = answer.json()["name"]
        return name, self.jobs.wait(name)

    def children(self, name: str) -> dict[str, Json]:
        """The runs of the trials by their numbers, as run history lists them."""
        workspace = self.jobs.rest.workspace.identity.workspace_id
        url = f"https://eastus.api.azureml.ms/history/v1.0{workspace}/runs/{name}/children"
        found = self.jobs.rest("GET", url).json()["value"]
        return {run["runId"].removeprefix(f"{name}_"): run for run in found}

    def metrics(self, run: str) -> dict[str, float]:
        """What MLflow has of a run's metrics."""
        workspace = self.jobs.rest.workspace.identity.workspace_id
        url = f"https://eastus.api.azureml.ms/mlflow/v1.0{workspace}/api/2.0/mlflow/runs/get?run_id={run}"
        data = self.jobs.rest("GET", url).json()["run"]["data"]
        return {metric["key"]: metric["value"] for metric in data.get("metrics", [])}


@pytest.fixture(scope="session")
def automl(job_client: JobClient) -> AutoMLClient:
    """AutoML over REST."""
    return AutoMLClient(job_client)


@pytest.fixture(scope="session")
def known(automl: AutoMLClient) -> str:
    """The address of a table of passengers."""
    return automl.table(passengers())
