"""Figures of sweeps in the local workspace."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from local_workspace.workspace_server import LocalWorkspace

from benchmarks.measure import BenchmarkError, Figure
from benchmarks.workspace import Client

TRIALS = 100


def many_trials() -> Iterator[Figure]:
    """Measure a sweep of many trials that do next to nothing; its environment is there already."""
    with tempfile.TemporaryDirectory() as folder, LocalWorkspace(Path(folder) / "state") as workspace:
        client = Client(workspace)
        environment = client.make_environment()
        client.run_job(environment)
        yield Figure(f"sweep, {TRIALS} trials of an echo", _sweep(client, environment), "s", aim=60)


def _sweep(client: Client, environment: str) -> float:
    """Run a sweep; seconds from its submission to the end of its last trial."""
    name = f"bench-{uuid4().hex[:8]}"
    properties: dict[str, Any] = {
        "jobType": "Sweep",
        "searchSpace": {"x": ["uniform", [0, 1]]},
        "samplingAlgorithm": {"samplingAlgorithmType": "Random"},
        "objective": {"goal": "Maximize", "primaryMetric": "accuracy"},
        "limits": {"jobLimitsType": "Sweep", "maxTotalTrials": TRIALS},
        "trial": {"command": "echo ${{search_space.x}}", "environmentId": environment},
    }
    started = time.perf_counter()
    client.call("PUT", f"/jobs/{name}", {"properties": properties})
    while (status := client.status(name)) not in ("Completed", "Failed", "Canceled"):
        time.sleep(0.1)
    took = time.perf_counter() - started
    ended = [client.status(f"{name}_{number}") for number in range(TRIALS)]
    if status != "Completed" or set(ended) != {"Completed"}:
        raise BenchmarkError(f"the sweep {name} ended as {status}, its trials as {sorted(set(ended))}")
    return took
