"""Figures of a local workspace that many clients use at the same time, and of its memory after many jobs."""

import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
from local_workspace.workspace_server import LocalWorkspace

from benchmarks.measure import Figure
from benchmarks.workspace import COMMAND, Client

CLIENTS = 50
JOBS = 1000
ENDED = ("Completed", "Failed", "Canceled")


def at_once() -> Iterator[Figure]:
    """Let clients submit at once until there are many jobs; count what was lost, and weigh the server."""
    with tempfile.TemporaryDirectory() as folder, LocalWorkspace(Path(folder) / "state") as workspace:
        client = Client(workspace)
        environment = client.make_environment()
        client.run_job(environment)
        started = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as pool:
            work = [pool.submit(_submit, workspace, environment, number) for number in range(CLIENTS)]
            names = [name for each in work for name in each.result()]
        yield Figure(f"{CLIENTS} clients submit {JOBS} jobs at once", time.perf_counter() - started, "s")
        lost = sum(_end(client, name) != "Completed" for name in names)
        took = time.perf_counter() - started
        yield Figure(f"{JOBS} echo jobs of {CLIENTS} clients, until the last ended", took, "s")
        yield Figure("of these, lost or not completed", lost, "jobs", aim=0)
        server = psutil.Process(workspace.facts["pid"])
        memory = sum(each.memory_info().rss for each in (server, *server.children(recursive=True)))
        yield Figure(f"local workspace, memory after {JOBS} jobs", memory / 2**20, "MiB", aim=400)


def _submit(workspace: LocalWorkspace, environment: str, number: int) -> list[str]:
    client = Client(workspace)
    names = [f"bench-{number}-{turn}" for turn in range(JOBS // CLIENTS)]
    job = {"jobType": "Command", "command": COMMAND, "environmentId": environment}
    for name in names:
        client.call("PUT", f"/jobs/{name}", {"properties": job})
    return names


def _end(client: Client, name: str) -> str:
    while (status := client.status(name)) not in ENDED:
        time.sleep(0.1)
    return status
