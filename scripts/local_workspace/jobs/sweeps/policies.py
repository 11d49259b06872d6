"""Decides which trials are not worth going on with.

https://learn.microsoft.com/azure/machine-learning/how-to-tune-hyperparameters#early-termination
(2025-09-15). Each value of the primary metric that a trial logs is one interval. Unverified: that a trial
is compared with what the others had at the same interval, those that have ended included; what slack means
for metrics below zero.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median
from typing import Any, Protocol

from local_workspace.arm import Json

Scores = Mapping[int, Sequence[float]]
"""What each trial has reported, in order; greater is better."""


class Policy(Protocol):
    """An early termination policy."""

    def losers(self, scores: Scores, trial: int, /) -> set[int]:
        """The trials to end now that this one has reported."""
        ...


@dataclass(frozen=True)
class Schedule:
    """When a policy is applied."""

    interval: int
    delay: int

    def due(self, count: int) -> bool:
        """Whether a trial that has reported so often is judged."""
        return count >= max(self.delay, 1) and count % self.interval == 0


class NoPolicy:
    """Every trial runs to its end."""

    def losers(self, _scores: Scores, _trial: int, /) -> set[int]:
        """Nobody."""
        return set()


@dataclass(frozen=True)
class Bandit:
    """Ends a trial that is further from the best one than a slack allows."""

    schedule: Schedule
    factor: float
    amount: float
    maximize: bool

    def losers(self, scores: Scores, trial: int, /) -> set[int]:
        """The trial that has reported, if it is too far behind."""
        count = len(scores[trial])
        if not self.schedule.due(count):
            return set()
        best = max(max(each[:count]) for each in scores.values() if each)
        return {trial} if max(scores[trial]) < best - self._slack(best) else set()

    def _slack(self, best: float) -> float:
        share = self.factor / (1 + self.factor) if self.maximize else self.factor
        return self.amount or abs(best) * share


@dataclass(frozen=True)
class MedianStopping:
    """Ends a trial whose best value is worse than the median of all running averages."""

    schedule: Schedule

    def losers(self, scores: Scores, trial: int, /) -> set[int]:
        """The trial that has reported, if it is below the median."""
        count = len(scores[trial])
        if not self.schedule.due(count):
            return set()
        averages = [mean(each[:count]) for each in scores.values() if each]
        return {trial} if max(scores[trial]) < median(averages) else set()


@dataclass(frozen=True)
class TruncationSelection:
    """Ends, at each interval, a percentage of the trials: those that do worst."""

    schedule: Schedule
    percentage: int

    def losers(self, scores: Scores, trial: int, /) -> set[int]:
        """The worst of all trials that have come as far as this one."""
        count = len(scores[trial])
        if not self.schedule.due(count):
            return set()
        reached = {each: max(values[:count]) for each, values in scores.items() if len(values) >= count}
        worst = sorted(reached, key=lambda each: reached[each])
        return set(worst[: math.floor(len(worst) * self.percentage / 100)])


def make_policy(sent: Json | None, *, maximize: bool) -> Policy:
    """The policy that a sweep asks for."""
    if not sent:
        return NoPolicy()
    # The SDK sends 0 where its user gave nothing; the YAML reference (2024-12-03) says the default is 1.
    schedule = Schedule(int(sent.get("evaluationInterval") or 1), int(sent.get("delayEvaluation") or 0))
    policies: dict[str, Any] = {
        "bandit": lambda: Bandit(
            schedule, sent.get("slackFactor") or 0, sent.get("slackAmount") or 0, maximize
        ),
        "medianstopping": lambda: MedianStopping(schedule),
        "truncationselection": lambda: TruncationSelection(schedule, sent["truncationPercentage"]),
    }
    return policies[str(sent["policyType"]).lower()]()
