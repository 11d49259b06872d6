"""Figures of the local workspace: its start, its memory, its answers and its overhead for a job."""

import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
from local_workspace.workspace_server import LocalWorkspace

from benchmarks.measure import BenchmarkError, Figure
from benchmarks.signed_in import SignedIn

CALLS = 1000
JOBS = 5
STEPS = 3
COMMAND = "echo hello"
PORTS = {
    "inputs": {"before": {"type": "uri_folder", "optional": "true"}},
    "outputs": {"done": {"type": "uri_folder"}},
}


class Client(SignedIn):
    """Plain calls to a local workspace."""

    def call(self, method: str, path: str, json: Any = None) -> Any:
        """Call ARM about something in the workspace."""
        answer = self.session.request(method, f"{self.workspace.url}{path}", json=json)
        answer.raise_for_status()
        return answer.json()

    def run_job(self, environment: str) -> float:
        """Run the command as a job; seconds from its creation to its end, by the server's clock."""
        return self.run({"jobType": "Command", "command": COMMAND, "environmentId": environment})

    def run_pipeline(self, environment: str) -> float:
        """Run the command three times, each after the other; seconds as above."""
        spec = {"type": "command", "environment": f"azureml:{environment}"}
        wait = spec | {"command": f'{COMMAND} > "${{{{outputs.done}}}}/done"', **PORTS}
        body = {"properties": {"componentSpec": {"name": "bench", "version": "1", **wait}}}
        component = self.call("PUT", "/components/bench/versions/1", body)["id"]
        steps: dict[str, Any] = {}
        for number in range(STEPS):
            before = f"${{{{parent.jobs.step{number - 1}.outputs.done}}}}"
            after = {"before": {"job_input_type": "literal", "value": before}} if number else {}
            steps[f"step{number}"] = {"type": "command", "componentId": component, "inputs": after}
        return self.run({"jobType": "Pipeline", "jobs": steps, "settings": {"force_rerun": True}})

    def run(self, properties: dict[str, Any]) -> float:
        """Run a job; seconds from its creation to its end, by the server's clock."""
        name = f"bench-{uuid4().hex[:8]}"
        self.call("PUT", f"/jobs/{name}", {"properties": properties})
        while (status := self.call("GET", f"/jobs/{name}")["properties"]["status"]) not in (
            "Completed",
            "Failed",
        ):
            time.sleep(0.02)
        if status == "Failed":
            raise BenchmarkError(f"the job {name} failed")
        run = f"https://eastus.api.azureml.ms/history/v1.0{self.workspace.identity.workspace_id}/runs/{name}"
        document = self.session.get(run).json()
        created, ended = (datetime.fromisoformat(document[key]) for key in ("createdUtc", "endTimeUtc"))
        return (ended - created).total_seconds()


def server() -> Iterator[Figure]:
    """Measure a server from its start to its first jobs."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        with LocalWorkspace(Path(folder) / "state") as workspace:
            yield Figure("local workspace, start", time.perf_counter() - started, "s", aim=3)
            process = psutil.Process(workspace.facts["pid"])
            client = Client(workspace)
            yield _answers(client)
            memory = sum(each.memory_info().rss for each in (process, *process.children(recursive=True)))
            yield Figure("local workspace, memory before the first job", memory / 2**20, "MiB", aim=250)
            yield from _jobs(client)


def _answers(client: Client) -> Figure:
    times: list[float] = []
    for _ in range(CALLS):
        started = time.perf_counter()
        client.call("GET", "/datastores/workspaceblobstore")
        times.append(time.perf_counter() - started)
    return Figure(f"local workspace, GET, median of {CALLS}", 1000 * statistics.median(times), "ms", aim=5)


def _jobs(client: Client) -> Iterator[Figure]:
    bare: list[float] = []
    for _ in range(JOBS):
        started = time.perf_counter()
        subprocess.run(["bash", "-c", COMMAND], check=True, stdout=subprocess.DEVNULL)
        bare.append(time.perf_counter() - started)
    properties = {"image": "ubuntu", "condaFile": "dependencies: [python]"}
    environment = client.call("PUT", "/environments/bench/versions/1", {"properties": properties})["id"]
    first = client.run_job(environment)
    yield Figure("echo job, first (its environment is made), over the bare process", first - min(bare), "s")
    jobs = [client.run_job(environment) for _ in range(JOBS)]
    over = statistics.median(jobs) - statistics.median(bare)
    yield Figure(f"echo job, median of {JOBS}, over the bare process", over, "s", aim=1)
    pipelines = [client.run_pipeline(environment) for _ in range(JOBS)]
    over = statistics.median(pipelines) - STEPS * statistics.median(bare)
    name = f"pipeline of {STEPS} echo steps, median of {JOBS}, over the bare processes"
    yield Figure(name, over, "s", aim=3)
