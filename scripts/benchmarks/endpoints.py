"""Figures of online endpoints: what the way to a model costs beside the model itself."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from local_workspace.workspace_server import LocalWorkspace

from benchmarks.measure import BenchmarkError, Figure
from benchmarks.signed_in import STORAGE, SignedIn

CALLS = 200
SCRIPT = """
def init(): pass
def run(raw_data): return raw_data
"""
CONDA = "dependencies: [python, pip, {pip: [azureml-inference-server-http==1.5.1]}]"


class Client(SignedIn):
    """Plain calls to a local workspace."""

    def put(self, path: str, properties: dict[str, Any], **attributes: Any) -> Any:
        """Make a resource of the workspace, and wait for the end of its operation."""
        body = {"location": "eastus", "properties": properties, **attributes}
        answer = self.session.put(f"{self.workspace.url}/{path}", json=body)
        answer.raise_for_status()
        while operation := answer.headers.get("Azure-AsyncOperation"):
            status = self.session.get(operation).json()["status"]
            if status == "Failed":
                raise BenchmarkError(f"{path} failed")
            if status == "Succeeded":
                break
            time.sleep(0.05)
        return answer.json()

    def put_script(self) -> str:
        """Store the scoring script and return the id of its code."""
        store = self.session.get(f"{self.workspace.url}/datastores/workspaceblobstore").json()["properties"]
        uri = f"https://{store['accountName']}.blob.core.windows.net/{store['containerName']}/bench"
        headers = {"Authorization": f"Bearer {self.token(STORAGE)}", "x-ms-version": "2024-11-04"}
        headers["x-ms-blob-type"] = "BlockBlob"
        self.session.put(f"{uri}/score.py", data=SCRIPT.encode(), headers=headers).raise_for_status()
        return self.put("codes/bench/versions/1", {"codeUri": uri})["id"]


def calls() -> Iterator[Figure]:
    """Measure calls to a script that does nothing, and the time that its server reports for it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        LocalWorkspace(Path(folder) / "state") as workspace,
    ):
        client = Client(workspace)
        environment = {"image": "ubuntu", "condaFile": CONDA}
        made = client.put("environments/bench/versions/1", environment)["id"]
        client.put("onlineEndpoints/bench", {"authMode": "Key"})
        code = {"codeId": client.put_script(), "scoringScript": "score.py"}
        properties = {"endpointComputeType": "Managed", "codeConfiguration": code, "environmentId": made}
        properties |= {"instanceType": "Standard_D2as_v4", "model": None}
        deployment = "onlineEndpoints/bench/deployments/blue"
        client.put(deployment, properties, sku={"name": "Default", "capacity": 1})
        yield Figure(
            f"endpoint call over the model's own time, median of {CALLS}", _over(client), "ms", aim=10
        )


def _over(client: Client) -> float:
    url = f"{client.workspace.url}/onlineEndpoints/bench"
    key = client.session.post(f"{url}/listKeys").json()["primaryKey"]
    uri = client.session.get(url).json()["properties"]["scoringUri"]
    headers = {"Authorization": f"Bearer {key}", "azureml-model-deployment": "blue"}
    over: list[float] = []
    for _ in range(CALLS):
        started = time.perf_counter()
        answer = client.session.post(uri, json={"n": 1}, headers=headers)
        answer.raise_for_status()
        took = 1000 * (time.perf_counter() - started)
        over.append(took - float(answer.headers["x-ms-run-fn-exec-ms"]))
    return statistics.median(over)
