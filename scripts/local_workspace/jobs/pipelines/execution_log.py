"""The log of a pipeline: what `jobs.stream` prints while the steps run.

Place: azure-ai-ml 1.35.2, constants/_job/job.py, PIPELINE_JOB_LOG_PATTERN. The wording is unverified.
"""

from collections.abc import Sequence
from pathlib import Path

from local_workspace.arm import ResourceId, now

LOG = "logs/azureml/executionlogs.txt"


class ExecutionLog:
    """Writes what happens to the steps."""

    def __init__(self, artifacts: Path) -> None:
        self._path = artifacts / LOG
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.unlink(missing_ok=True)  # of a deleted job of the same name

    def submitting(self, started: Sequence[tuple[str, ResourceId]]) -> None:
        """Some steps have been started together."""
        first = ",".join(f"{node}:{job.name}" for node, job in started[:5])
        self._say(f"Submitting {len(started)} runs, first five are: {first}")

    def reusing(self, node: str, source: ResourceId) -> None:
        """A step takes the results of an earlier one."""
        self._say(f"Reusing the results of run {source.name} for {node}.")

    def skipping(self, node: str, reason: str) -> None:
        """A step does not run."""
        self._say(f"Skipping {node}: {reason}")

    def ended(self, job: ResourceId, status: str) -> None:
        """A step has ended."""
        completed = status == "Completed"
        self._say(f"Completing processing run id {job.name}." if completed else f"Run {job.name}: {status}.")

    def _say(self, line: str) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"[{now()}] {line}\n")
