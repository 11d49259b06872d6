"""Talks with a session's process over pipes of its own, so that nothing that a snippet prints disturbs it."""

import fcntl
import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from snippets.errors import SessionError

REQUESTS = "SNIPPETS_REQUESTS"
REPLIES = "SNIPPETS_REPLIES"
"""Environment variables that tell the process which file descriptors to talk on."""

_ABOVE = 200
"""The child's ends of the pipes have numbers from here on: those below may be the copies that it makes."""

PATIENCE = 10.0
"""Seconds that a session has to end when its page has ended."""

_MULTIPROCESSING = ("-c from multiprocessing.", "/python_child.py ")
"""What Python itself starts, or forks off a page's process: it ends with the interpreter at the latest,
and an interpreter that does not end is told by `close`."""

_TICK = 0.2


@dataclass(frozen=True)
class Reply:
    """What a process answered, and what was printed meanwhile."""

    lines: tuple[str, ...]
    output: str
    errors: str
    seconds: float


class SessionProcess:
    """One process in a process group of its own, with its output in files."""

    def __init__(
        self, command: Sequence[str], directory: Path, environment: Mapping[str, str], scratch: Path
    ) -> None:
        scratch.mkdir(parents=True, exist_ok=True)
        self._output = _Printed(scratch / "output.txt")
        self._errors = _Printed(scratch / "errors.txt")
        requests, self._requests = os.pipe()
        self._replies, replies = os.pipe()
        requests, replies = _moved(requests), _moved(replies)
        self._rest = b""
        self._known: dict[int, str] = {}
        self._process = subprocess.Popen(
            command,
            cwd=directory,
            env={**environment, REQUESTS: str(requests), REPLIES: str(replies)},
            stdin=subprocess.DEVNULL,
            stdout=self._output.file,
            stderr=self._errors.file,
            pass_fds=(requests, replies),
            start_new_session=True,
        )
        os.close(requests)
        os.close(replies)

    def ask(self, request: str, is_last: Callable[[str], bool], time_limit: float) -> Reply:
        """Send one line and wait for the last line of the answer; a dead or hanging process is an error."""
        begin = time.monotonic()
        lines: list[str] = []
        with suppress(BrokenPipeError):
            os.write(self._requests, f"{request}\n".encode())
        while not (lines and is_last(lines[-1])):
            line = self._read_line(begin + time_limit)
            if line is None:
                raise self._lost(time_limit, time.monotonic() - begin >= time_limit)
            lines.append(line)
        seconds = time.monotonic() - begin
        return Reply(tuple(lines), self._output.new_text(), self._errors.new_text(), seconds)

    def leftovers(self) -> dict[int, str]:
        """Return the processes of this session's group that still run, besides its own, by id."""
        return {
            pid: command
            for pid, command in _group(self._process.pid)
            if pid != self._process.pid and not any(each in command for each in _MULTIPROCESSING)
        }

    def close(self) -> bool:
        """Let the process end, then end all that it left; tells whether it ended by itself."""
        with suppress(OSError):
            os.close(self._requests)
        try:
            self._process.wait(PATIENCE)
            ended = True
        except subprocess.TimeoutExpired:
            ended = False
        self.kill()
        with suppress(OSError):
            os.close(self._replies)
        return ended

    def kill(self) -> None:
        """End the whole process group, and wait until nothing of it runs and holds a port or a file."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        deadline = time.monotonic() + PATIENCE
        while any(_group(self._process.pid)) and time.monotonic() < deadline:
            time.sleep(_TICK / 10)

    def printed(self) -> tuple[str, str]:
        """Return what was printed since the last answer."""
        return self._output.new_text(), self._errors.new_text()

    def _read_line(self, deadline: float) -> str | None:
        while b"\n" not in self._rest:
            ready, _, _ = select.select([self._replies], [], [], _TICK)
            chunk = os.read(self._replies, 1 << 16) if ready else b""
            self._rest += chunk
            # A process that a snippet left behind may hold the pipe open: the end of ours counts.
            if not chunk and (ready or self._process.poll() is not None or time.monotonic() >= deadline):
                return None
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode("utf-8", "replace")

    def _lost(self, time_limit: float, timed_out: bool) -> SessionError:
        if timed_out:
            self.kill()
            return SessionError(f"did not end within its time limit of {time_limit:g} s and was stopped")
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_TICK * 10)
        code = self._process.poll()
        self.kill()
        if code is None:
            return SessionError("closed the connection to the test and was stopped")
        if code < 0:
            return SessionError(f"the process was killed by signal {signal.Signals(-code).name}")
        return SessionError(f"ended early: the process exited with status {code}")


def _group(number: int) -> Iterator[tuple[int, str]]:
    """Yield the processes of a group that run, each with its command; what waits to be reaped does not."""
    for process in psutil.process_iter(["cmdline", "status"]):
        with suppress(ProcessLookupError, psutil.Error):
            if os.getpgid(process.pid) == number and process.info["status"] != psutil.STATUS_ZOMBIE:
                yield process.pid, " ".join(process.info["cmdline"] or []) or "?"


def _moved(descriptor: int) -> int:
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, _ABOVE)
    os.close(descriptor)
    return moved


class _Printed:
    """A file that processes append to and that is read piece by piece."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("ab")
        self._reader = path.open("rb")

    def new_text(self) -> str:
        return self._reader.read().decode("utf-8", "replace")
