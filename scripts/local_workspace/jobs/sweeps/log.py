"""The log of a sweep, which `jobs.stream` prints.

Its name and its form are those of HyperDrive, the service behind sweeps: azure-ai-ml 1.35.2,
constants/_job/job.py, SWEEP_JOB_LOG_PATTERN; the lines of GENERATOR, SCHEDULER and CONTROLLER as in a log of
2024-03-20. Unverified: the wording of the others.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

SWEEP_LOG = "azureml-logs/hyperdrive.txt"
Part = Literal["API", "GENERATOR", "SCHEDULER", "ENFORCER", "CONTROLLER"]


class SweepLog:
    """Writes what a sweep does, line by line."""

    def __init__(self, artifacts: Path) -> None:
        self._file = artifacts / SWEEP_LOG
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text("", "utf-8")  # of a deleted job of the same name

    def say(self, part: Part, line: str, level: Literal["INFO", "WARNING"] = "INFO") -> None:
        """Add a line."""
        time = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"[{time}][{part}][{level}]{line}\n")
