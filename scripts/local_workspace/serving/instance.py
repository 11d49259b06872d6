"""One instance of a deployment: a process of the inference server, from its start to its end."""

import http.client
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from local_workspace.errors import LocalWorkspaceError
from local_workspace.jobs.stop import Stop
from local_workspace.jobs.supervised import Supervised

LOOK = 0.05
"""Seconds between two looks at whether an instance is ready."""


class NotAnsweredError(LocalWorkspaceError):
    """An instance gave no answer: it took too long, or it ended."""

    def __init__(self, message: str, *, too_late: bool) -> None:
        super().__init__(message)
        self.too_late = too_late


@dataclass(frozen=True)
class Program:
    """What an instance runs: command, variables, working folder and log."""

    command: Sequence[str]
    variables: Mapping[str, str]
    folder: Path
    log: Path
    ports: Path
    """The folder in which instances say where they listen."""


@dataclass(frozen=True)
class Answer:
    """What the inference server answered."""

    status: int
    reason: str
    headers: Mapping[str, str]
    content: bytes


class Instance:
    """A process that serves; started at once, ready some seconds later."""

    def __init__(self, program: Program, mark: str) -> None:
        self._program = program
        self._stop = Stop()
        self._port_file = program.ports / uuid4().hex
        self._ended = threading.Event()
        self._supervised = Supervised(f"{mark}-{self._port_file.name[:8]}", self._stop)
        self._port = 0
        threading.Thread(target=self._run, name="instance", daemon=True).start()

    def _run(self) -> None:
        try:
            program = self._program
            command = [*program.command[:2], str(self._port_file), *program.command[2:]]
            self._supervised.run(command, program.log, program.variables, program.folder)
        finally:
            self._ended.set()
            self._port_file.unlink(missing_ok=True)

    @property
    def lives(self) -> bool:
        """Whether the process runs."""
        return not self._ended.is_set()

    def wait_until_ready(self, limit: float) -> bool:
        """Wait until it answers; False when it ends before, or takes longer."""
        deadline = time.monotonic() + limit
        while self.lives and time.monotonic() < deadline:
            if self._is_ready():
                return True
            self._ended.wait(LOOK)
        return False

    def _is_ready(self) -> bool:
        if not self._port and self._port_file.exists():
            self._port = int(self._port_file.read_text("ascii"))
        try:
            return bool(self._port) and self.ask("GET", "/", {}, b"", 2).status == 200
        except NotAnsweredError:
            return False

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes, limit: float) -> Answer:
        """Pass a request on and return the answer.

        Raises:
            NotAnsweredError: none came.
        """
        answer = self.open(method, path, headers, body, limit)
        try:
            return Answer(answer.status, answer.reason, dict(answer.getheaders()), answer.read())
        except (OSError, http.client.HTTPException) as error:
            raise _not_answered(error, limit) from error
        finally:
            answer.close()

    def open(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes, limit: float
    ) -> http.client.HTTPResponse:
        """Pass a request on and return the answer unread; closing it hangs up.

        Raises:
            NotAnsweredError: none came.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=limit)
        try:
            # Without this the connection would outlive an answer that is closed before its end.
            connection.request(method, path, body, {**headers, "Connection": "close"})
            return connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            raise _not_answered(error, limit) from error

    def end(self) -> None:
        """End the process, and wait until it is gone."""
        self._stop.set()
        self._ended.wait()


def _not_answered(error: Exception, limit: float) -> NotAnsweredError:
    if isinstance(error, TimeoutError):
        return NotAnsweredError(f"no answer within {limit:g} s", too_late=True)
    return NotAnsweredError(repr(error), too_late=False)
