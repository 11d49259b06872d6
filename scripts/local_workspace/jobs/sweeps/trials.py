"""The trials of one sweep: what they are called, what they have reported, how they ended."""

import math
from dataclasses import dataclass, field
from typing import Any

from local_workspace.arm import ResourceId


@dataclass
class Trial:
    """One trial."""

    id: ResourceId
    values: dict[str, Any]
    scores: list[float] = field(default_factory=list[float])
    """What it reported of the primary metric, so turned that greater is better."""
    status: str | None = None
    """How it ended; None while it goes on."""
    cancelled: bool = False
    """Whether it was told to end."""

    @property
    def best(self) -> float | None:
        """The best that it reported."""
        return max(self.scores, default=None)


class Trials:
    """All trials of a sweep, by their number."""

    def __init__(self, sweep: ResourceId, *, maximize: bool) -> None:
        self._sweep = sweep
        self._sign = 1 if maximize else -1
        self._trials: list[Trial] = []

    def __len__(self) -> int:
        return len(self._trials)

    def __getitem__(self, number: int) -> Trial:
        return self._trials[number]

    def add(self, values: dict[str, Any]) -> Trial:
        """A new trial, named as the service names them: `<sweep>_<number>`."""
        trial = Trial(self._sweep.parent.child("jobs", f"{self._sweep.name}_{len(self)}"), values)
        self._trials.append(trial)
        return trial

    def report(self, number: int, value: float) -> bool:
        """Keep a value of the primary metric; say whether it can be compared."""
        if math.isfinite(value):
            self._trials[number].scores.append(self._sign * value)
        return math.isfinite(value)

    @property
    def open(self) -> list[int]:
        """The numbers of those that go on."""
        return [number for number, trial in enumerate(self._trials) if trial.status is None]

    @property
    def scores(self) -> dict[int, list[float]]:
        """What each has reported; greater is better."""
        return {number: trial.scores for number, trial in enumerate(self._trials)}

    @property
    def all_failed(self) -> bool:
        """Whether nothing else came of them."""
        return bool(self._trials) and all(trial.status == "Failed" for trial in self._trials)

    def best(self) -> tuple[Trial, float] | None:
        """The best of those that were completed, and its value of the metric.

        Unverified: that those which failed or were ended do not count.
        """
        done = [each for each in self._trials if each.status == "Completed" and each.scores]
        if not done:
            return None
        best = max(done, key=lambda each: max(each.scores))
        return best, self._sign * max(best.scores)
