"""Shows how far a command has come, on a terminal and only when it takes long."""

import sys
import time

_PATIENCE = 2.0
_WIDTH = 60


class TerminalProgress:
    """A counter on the error stream that appears after two seconds; silent in a pipe."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """Takes note that so many of so many pages are done."""
        if sys.stderr.isatty() and time.monotonic() - self._started > _PATIENCE:
            self._shown = True
            sys.stderr.write(f"\r{done} of {total} pages".ljust(_WIDTH))
            sys.stderr.flush()

    def clear(self) -> None:
        """Takes the counter away again."""
        if self._shown:
            sys.stderr.write("\r" + " " * _WIDTH + "\r")
