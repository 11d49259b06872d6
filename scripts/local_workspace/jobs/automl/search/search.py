# pyright: basic
"""The search: which algorithm is tried next, and when it is enough."""

import math
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from mlflow import MlflowClient
from mlflow.entities import Metric, Param

from . import server, workers
from .algorithms import AlgorithmSearch
from .data import Data
from .metrics import MINIMIZED
from .trial import run_trial

PULSE = 0.2
"""Seconds after which limits are looked at, though no trial has ended."""

BEST = 3
"""How many algorithms go on, once each was tried."""

PATIENCE = 20
"""Trials without a better score, after which the search ends early
(https://learn.microsoft.com/dotnet/api/azure.resourcemanager.machinelearning.models, enableEarlyTermination,
read 2026-11-21)."""


class Search:
    """One search from its first trial to its last."""

    def __init__(self, task: dict[str, Any], data: Data) -> None:
        self._task, self._data, self._limits = task, data, task["limits"]
        self._sign = -1 if task["metric"] in MINIMIZED else 1
        kind = task["task"]
        self._searches = [AlgorithmSearch(name, kind, data.table, data.target) for name in task["algorithms"]]
        self._running: dict[int, tuple[workers.Worker, AlgorithmSearch, dict[str, Any]]] = {}
        self._scores: list[float] = []
        self._began, self._count = time.monotonic(), 0
        self._lines: dict[int, str] = {}
        self._printed = 0
        self._turns = self._order()
        self._client = MlflowClient()

    def run(self) -> None:
        """Try until a limit is reached."""
        self._began = time.monotonic()
        self._fill()
        while self._running:
            for worker in workers.ended([each[0] for each in self._running.values()], PULSE):
                self._settle(worker)
            self._end_those_out_of_time()
            self._print()
            self._fill()

    def _print(self) -> None:
        """Say how the trials ended, in their order."""
        while self._printed in self._lines:
            print(self._lines[self._printed])  # noqa: T201
            self._printed += 1

    def _fill(self) -> None:
        while len(self._running) < self._limits["concurrent"] and not self._enough():
            if not self._start():
                return

    def _enough(self) -> bool:
        best = max(self._scores, default=-math.inf)
        if self._count >= self._limits["trials"] or self._left() <= 0:
            return True
        if self._limits["exit_score"] is not None and best >= self._sign * self._limits["exit_score"]:
            return True
        late = len(self._scores) > PATIENCE and best > max(self._scores[-PATIENCE:])
        return bool(self._limits["early_termination"] and late)

    def _left(self) -> float:
        return self._limits["seconds"] - (time.monotonic() - self._began)

    def _order(self) -> Iterator[AlgorithmSearch]:
        """Each algorithm once, then the best ones in turn."""
        yield from self._searches
        while True:
            going = [each for each in self._searches if not each.exhausted]
            if not going:
                return
            yield from sorted(going, key=lambda each: each.best, reverse=True)[:BEST]

    def _start(self) -> bool:
        for search in self._turns:
            trial = self._count
            settings = search.ask(trial)
            if settings is not None:
                break
        else:
            return False
        self._count += 1
        server.tell("started", trial=trial, algorithm=search.name, scaled=search.algorithm.scaled)
        server.wait_for_job(trial)
        folder = Path("trials", str(trial))
        worker = workers.start(trial, partial(run_trial, self._data, search, settings, folder))
        self._running[trial] = worker, search, settings
        return True

    def _settle(self, worker: workers.Worker) -> None:
        _, search, settings = self._running.pop(worker.trial)
        outcome = worker.outcome()
        worker.end()
        if "error" in outcome:
            search.tell(worker.trial, None, settings)
            self._lines[worker.trial] = f"{worker.trial:>4}  {search.name:<20} failed"
            server.tell("failed", trial=worker.trial, message=outcome["error"])
            return
        value = outcome["metrics"][self._task["metric"]]
        search.tell(worker.trial, self._sign * value, settings)
        self._scores.append(self._sign * value)
        self._log(worker.trial, settings, outcome)
        self._lines[worker.trial] = f"{worker.trial:>4}  {search.name:<20} {value:.5f}"
        server.tell("ended", trial=worker.trial, score=value, seconds=outcome["seconds"])

    def _log(self, trial: int, settings: dict[str, Any], outcome: dict[str, Any]) -> None:
        now = int(time.time() * 1000)
        metrics = [Metric(name, value, now, 0) for name, value in outcome["metrics"].items()]
        parameters = [Param(name, str(value)) for name, value in settings.items()]
        self._client.log_batch(f"{self._task['run']}_{trial}", metrics, parameters)

    def _end_those_out_of_time(self) -> None:
        for worker, search, settings in list(self._running.values()):
            late = self._left() <= 0 or worker.age > self._limits["trial_seconds"]
            if late or server.is_cancelled(worker.trial):
                worker.end()
                del self._running[worker.trial]
                search.tell(worker.trial, None, settings)
                self._lines[worker.trial] = f"{worker.trial:>4}  {search.name:<20} ended"
                reason = "The trial ran out of time." if late else ""
                server.tell("cancelled", trial=worker.trial, reason=reason)
