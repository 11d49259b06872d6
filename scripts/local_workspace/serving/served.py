"""A deployment that serves: its instances, which take turns, and how many requests it takes at once."""

import itertools
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from local_workspace.arm import Json, section
from local_workspace.jobs.durations import seconds
from local_workspace.serving.errors import CRASHED, ServingError
from local_workspace.serving.instance import Answer, Instance, Program

LIMIT = 4
"""So many processes at most: the others are recorded only, since this computer does not grow with them."""


@dataclass(frozen=True)
class Limits:
    """How long a request and a start may take, and how many requests an instance takes at once."""

    request: float
    start: float
    concurrent: int

    @classmethod
    def of(cls, properties: Json) -> "Limits":
        """Read them from a deployment's properties, which have all of them."""
        request, probe = section(properties, "requestSettings"), section(properties, "readinessProbe")
        start = seconds(probe["initialDelay"]) + probe["failureThreshold"] * seconds(probe["period"])
        concurrent = int(request["maxConcurrentRequestsPerInstance"])
        return cls(seconds(request["requestTimeout"]), start, concurrent)


class TooManyError(ServingError):
    """More requests are under way than the deployment takes."""


class Served:
    """The instances of one revision of a deployment."""

    def __init__(self, program: Program, mark: str, limits: Limits) -> None:
        self.limits = limits
        self._program = program
        self._mark = mark
        self._lock = threading.Lock()
        self._instances: list[Instance] = []
        self._starting: list[Instance] = []
        self._turn = itertools.count()
        self._wanted = 0
        self._pending = 0

    @property
    def lives(self) -> bool:
        """Whether there is an instance that runs."""
        return any(each.lives for each in self._instances)

    @property
    def instances(self) -> int:
        """How many processes run."""
        return sum(each.lives for each in self._instances)

    def scale(self, count: int) -> None:
        """Start or end instances until there are as many as wanted.

        Raises:
            ServingError: one did not become ready; those that did go on.
        """
        self._wanted = count
        before = self._instances
        kept = [each for each in before if each.lives][: min(count, LIMIT)]
        superfluous = [each for each in before if each not in kept]
        new = [Instance(self._program, self._mark) for _ in range(min(count, LIMIT) - len(kept))]
        self._starting = new
        ready = [each for each in new if each.wait_until_ready(self.limits.start)]
        self._instances, self._starting = [*kept, *ready], []
        for each in (*superfluous, *(each for each in new if each not in ready)):
            each.end()
        if len(ready) < len(new):
            raise ServingError("ResourceNotReady", CRASHED)

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Have the next instance answer a request."""
        with self.taken() as chosen:
            return chosen.ask(method, path, headers, body, self.limits.request)

    @contextmanager
    def taken(self) -> Generator[Instance]:
        """The next instance, with a place among the requests under way."""
        chosen = self.take()
        try:
            yield chosen
        finally:
            self.leave()

    def take(self) -> Instance:
        """Take a place, until one `leave`s it: twice as many as the instances work on at once.

        MicrosoftDocs/azure-ai-docs, how-to-troubleshoot-online-endpoints.md, status 429 (read 2026-11-21).
        """
        living = [each for each in self._instances if each.lives]
        if not living:
            raise ServingError("ResourceNotReady", "The deployment has no instance that runs.")
        with self._lock:
            if self._pending >= 2 * self.limits.concurrent * max(1, self._wanted):
                raise TooManyError("TooManyRequests", "Too many pending requests")
            self._pending += 1
        return living[next(self._turn) % len(living)]

    def leave(self) -> None:
        """Give the place to the next request."""
        with self._lock:
            self._pending -= 1

    def end(self) -> None:
        """End all instances."""
        instances, self._instances = [*self._instances, *self._starting], []
        ending = [threading.Thread(target=each.end) for each in instances]
        for each in ending:
            each.start()
        for each in ending:
            each.join()
