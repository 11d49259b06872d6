"""Passes on what a run logs at the moment it is logged, to those jobs whose work depends on it."""

import threading
from collections.abc import Callable, Iterable

from local_workspace.arm import ResourceId

Listener = Callable[[str, float], None]
"""Is told the name of a metric and its value."""


def _deaf(_name: str, _value: float) -> None:
    """To most runs nobody listens."""


class LoggedMetrics:
    """Those who log tell it, those who wait listen; nobody has to ask MLflow again and again."""

    def __init__(self) -> None:
        self._listeners: dict[ResourceId, Listener] = {}
        self._lock = threading.Lock()

    def listen(self, run: ResourceId, listener: Listener) -> None:
        """Tell the listener of each value that the run logs from now on."""
        with self._lock:
            self._listeners[run] = listener

    def forget(self, run: ResourceId) -> None:
        """Stop listening to a run."""
        with self._lock:
            self._listeners.pop(run, None)

    def logged(self, run: ResourceId, metrics: Iterable[tuple[str, float]]) -> None:
        """Pass on what a run has logged."""
        with self._lock:
            listener = self._listeners.get(run, _deaf)
        for name, value in metrics:
            listener(name, value)
