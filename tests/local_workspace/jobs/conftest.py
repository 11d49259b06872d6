"""Submits command jobs over REST and waits for their end."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psutil
import pytest

if TYPE_CHECKING:
    from tests.local_workspace.conftest import Rest

Json = dict[str, Any]
TERMINAL = ("Completed", "Failed", "Canceled")
LIMIT = 300.0


def lives(pid: int) -> bool:
    """Whether a process runs; one that waits to be reaped by a lazy init does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


class JobClient:
    """What a test does with jobs."""

    def __init__(self, rest: "Rest") -> None:
        self.rest = rest
        self.environment = f"{rest.workspace.identity.workspace_id}/environments/bare/versions/1"

    def send(self, command: str, name: str | None = None, **properties: Any) -> Any:
        """PUT a job and return the response."""
        body = {"jobType": "Command", "command": command, "environmentId": self.environment, **properties}
        return self.rest("PUT", f"jobs/{name or f'job-{uuid4().hex[:10]}'}", {"properties": body})

    def submit(self, command: str, **properties: Any) -> str:
        """Submit a job and return its name."""
        answer = self.send(command, **properties)
        assert answer.status_code == 201, answer.text
        return answer.json()["name"]

    def get(self, name: str) -> Json:
        """The properties of a job."""
        return self.rest("GET", f"jobs/{name}").json()["properties"]

    def run(self, name: str) -> Json:
        """The run of a job, as history has it."""
        workspace = self.rest.workspace.identity.workspace_id
        url = f"https://eastus.api.azureml.ms/history/v1.0{workspace}/runs/{name}"
        return self.rest("GET", url).json()

    def wait(self, name: str, status: str | tuple[str, ...] = TERMINAL) -> str:
        """Wait until a job has one of the statuses (or has ended), and return its status."""
        wanted = (status, *TERMINAL) if isinstance(status, str) else status
        deadline = time.monotonic() + LIMIT
        while (found := self.get(name)["status"]) not in wanted:
            assert time.monotonic() < deadline, f"{name} is {found}"
            time.sleep(0.05)
        return found

    def end(self, command: str, **properties: Any) -> tuple[str, str]:
        """Run a job to its end: its name and its status."""
        name = self.submit(command, **properties)
        return name, self.wait(name)

    def artifact(self, name: str, path: str) -> Path:
        """Where an artifact of a run is on disk."""
        (root,) = self.rest.workspace.state.glob(f"blobs/*/azureml/ExperimentRun/dcid.{name}")
        return root / path

    def log(self, name: str) -> str:
        """What the job printed."""
        return self.artifact(name, "user_logs/std_log.txt").read_text()


@pytest.fixture(scope="session")
def job_client(rest: "Rest") -> JobClient:
    """Jobs over REST, in an environment that needs nothing but Python."""
    client = JobClient(rest)
    environment = {"properties": {"image": "ubuntu", "condaFile": "dependencies: [python]"}}
    assert rest("PUT", "environments/bare/versions/1", environment).status_code in (200, 201)
    return client


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], None]:
    """Wait until something is so, and fail when it does not become so."""

    def wait(condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + LIMIT
        while not condition():
            assert time.monotonic() < deadline
            time.sleep(0.05)

    return wait
