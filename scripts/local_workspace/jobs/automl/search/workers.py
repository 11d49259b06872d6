# pyright: basic
"""Runs trials in processes of their own, so that one that takes too long can be ended.

A process is a copy of this one (fork): what is imported and read already is there at once.
"""

import multiprocessing
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

_FORK = multiprocessing.get_context("fork")


@dataclass
class Worker:
    """One trial while it runs."""

    trial: int
    process: BaseProcess
    result: Connection
    began: float = field(default_factory=time.monotonic)

    @property
    def age(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self.began

    def end(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.process.join()

    def outcome(self) -> dict[str, Any]:
        """What came of it."""
        try:
            return self.result.recv()
        except EOFError:
            self.process.join()
            return {"error": f"the trial's process ended with {self.process.exitcode}"}


def start(trial: int, work: Callable[[], dict[str, Any]]) -> Worker:
    """Start a trial."""
    ours, theirs = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_work, args=(theirs, work), daemon=True)
    process.start()
    theirs.close()
    return Worker(trial, process, ours)


def ended(workers: list[Worker], seconds: float) -> list[Worker]:
    """Those that have something to say, after waiting for the first of them for a while."""
    ready = wait([worker.result for worker in workers], seconds)
    return [worker for worker in workers if worker.result in ready]


def _work(result: Connection, work: Callable[[], dict[str, Any]]) -> None:
    try:
        result.send(work())
    except Exception as error:
        traceback.print_exc()
        result.send({"error": f"{type(error).__name__}: {error}"})
