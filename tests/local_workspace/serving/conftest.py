"""Endpoints over REST: scripts and models are put as blobs, deployments waited for, processes looked at."""

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psutil
import pytest
import requests

if TYPE_CHECKING:
    from tests.local_workspace.conftest import Rest

Json = dict[str, Any]
LIMIT = 300.0
SIZE = "Standard_DS3_v2"
SERVER = "azureml-inference-server-http==1.5.1"

ECHO = """
import json, os
def init():
    global text
    text = open(os.path.join(os.environ["AZUREML_MODEL_DIR"], "model.txt")).read()
    print("ready with", text)
def run(raw_data):
    print("asked:", raw_data)
    return {"model": text, "pid": os.getpid(), "word": os.environ.get("WORD"), **json.loads(raw_data)}
"""


class EndpointClient:
    """What a test does with endpoints of a workspace."""

    def __init__(self, rest: "Rest") -> None:
        self.rest = rest
        self.scope = str(rest.workspace.identity.workspace_id)
        self.environment = f"{self.scope}/environments/inference/versions/1"
        self.model = f"{self.scope}/models/words/versions/1"

    def set_up(self) -> None:
        """Register an environment with the inference server, and a model of one file."""
        conda = f"dependencies: [python, pip, {{pip: [{SERVER}]}}]"
        self.put("environments/inference/versions/1", {"image": "ubuntu", "condaFile": conda})
        self.rest.put_blob("words/model.txt", b"hello")
        uri = "azureml://datastores/workspaceblobstore/paths/words/model.txt"
        self.put("models/words/versions/1", {"modelUri": uri, "modelType": "custom_model"})

    def put(self, path: str, properties: Json, **attributes: Any) -> requests.Response:
        """PUT a resource that must be taken."""
        answer = self.send(path, properties, **attributes)
        assert answer.status_code in (200, 201), answer.text
        return answer

    def send(self, path: str, properties: Json, **attributes: Any) -> requests.Response:
        """PUT a resource."""
        return self.rest("PUT", path, {"location": "eastus", "properties": properties, **attributes})

    def endpoint(self, mode: str = "Key") -> str:
        """Make an endpoint and return its name."""
        name = f"test-{uuid4().hex[:8]}"
        self.put(f"onlineEndpoints/{name}", {"authMode": mode})
        return name

    def code(self, script: str) -> str:
        """Register a folder with a scoring script and return its id."""
        name = uuid4().hex
        self.rest.put_blob(f"code/{name}/score.py", script.encode())
        store = self.rest("GET", "datastores/workspaceblobstore").json()["properties"]
        uri = f"https://{store['accountName']}.blob.core.windows.net/{store['containerName']}/code/{name}"
        self.put(f"codes/{name}/versions/1", {"codeUri": uri})
        return f"{self.scope}/codes/{name}/versions/1"

    def properties(self, script: str = ECHO, **changes: Any) -> Json:
        """The properties of a deployment of a script."""
        known = {
            "endpointComputeType": "Managed",
            "codeConfiguration": {"codeId": self.code(script), "scoringScript": "score.py"},
            "environmentId": self.environment,
            "model": self.model,
            "instanceType": SIZE,
        }
        return {name: value for name, value in {**known, **changes}.items() if value is not None}

    def deploy(
        self, endpoint: str, name: str, script: str = ECHO, count: int = 1, **changes: Any
    ) -> tuple[str, Json]:
        """Deploy a script and wait for the end: the state of the operation, and its document."""
        path = f"onlineEndpoints/{endpoint}/deployments/{name}"
        sku = {"name": "Default", "capacity": count}
        answer = self.put(path, self.properties(script, **changes), sku=sku)
        operation = self.follow(answer)
        return operation["status"], operation

    def follow(self, answer: requests.Response) -> Json:
        """Wait for the end of an operation."""
        deadline = time.monotonic() + LIMIT
        while True:
            operation = self.rest("GET", answer.headers["Azure-AsyncOperation"]).json()
            if operation["status"] in ("Succeeded", "Failed"):
                return operation
            assert time.monotonic() < deadline, operation
            time.sleep(0.1)

    def traffic(self, endpoint: str, mirror: Json | None = None, **shares: int) -> requests.Response:
        """Share out the traffic of an endpoint."""
        properties = self.rest("GET", f"onlineEndpoints/{endpoint}").json()["properties"]
        return self.send(
            f"onlineEndpoints/{endpoint}", properties | {"traffic": shares, "mirrorTraffic": mirror or {}}
        )

    def key(self, endpoint: str, which: str = "primaryKey") -> str:
        """A key of an endpoint."""
        return self.rest("POST", f"onlineEndpoints/{endpoint}/listKeys").json()[which]

    def score(
        self,
        endpoint: str,
        body: Json | None = None,
        deployment: str | None = None,
        token: str | None = None,
    ) -> requests.Response:
        """Ask an endpoint."""
        uri = self.rest("GET", f"onlineEndpoints/{endpoint}").json()["properties"]["scoringUri"]
        headers = {"Authorization": f"Bearer {token or self.key(endpoint)}"}
        headers |= {"azureml-model-deployment": deployment} if deployment else {}
        return self.rest.session.post(uri, json=body or {}, headers=headers)

    def log(self, endpoint: str, name: str, **request: Any) -> str:
        """The log of a deployment."""
        path = f"onlineEndpoints/{endpoint}/deployments/{name}/getLogs"
        return self.rest("POST", path, request).json()["content"]

    def processes(self) -> list[int]:
        """The processes that run below the server."""
        server = psutil.Process(self.rest.workspace.facts["pid"])
        names = (" ".join(each.cmdline()) for each in server.children(recursive=True))
        return [1 for each in names if "launch.py" in each]


@pytest.fixture(scope="session")
def endpoints(rest: "Rest") -> EndpointClient:
    """Endpoints over REST."""
    client = EndpointClient(rest)
    client.set_up()
    return client


@pytest.fixture(scope="module")
def served(endpoints: EndpointClient) -> Iterator[str]:
    """An endpoint with a deployment `blue` that echoes."""
    name = endpoints.endpoint()
    assert endpoints.deploy(name, "blue", environmentVariables={"WORD": "blue"})[0] == "Succeeded"
    yield name
    endpoints.rest("DELETE", f"onlineEndpoints/{name}")


@pytest.fixture
def endpoint(endpoints: EndpointClient) -> Iterator[str]:
    """An endpoint without deployments."""
    name = endpoints.endpoint()
    yield name
    endpoints.rest("DELETE", f"onlineEndpoints/{name}")


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], None]:
    """Wait until something is so, and fail when it does not become so."""

    def wait(condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + LIMIT
        while not condition():
            assert time.monotonic() < deadline
            time.sleep(0.05)

    return wait
