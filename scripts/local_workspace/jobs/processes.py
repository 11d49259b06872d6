"""Ends all processes of a job, also those that left their parent, their session or their environment.

Three things tell them: the mark in their environment (of which macOS shows little: psutil's documentation of
`environ`), the session that they were started in, and that they descend from the job's supervisor.
"""

import ctypes
import math
import os
import sys
import time
from collections.abc import Iterable
from contextlib import suppress

import psutil

MARK = "LOCAL_WORKSPACE_JOB"
"""Set in every process of a job, and inherited: how the processes of a job are told from others."""

GRACE = 5.0
"""Seconds between the request to end and the end by force."""

PATIENCE = 10.0
"""Seconds that processes get to vanish once they were ended by force."""

PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """Become the parent of all descendants whose own parent has ended, as only Linux lets us."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_all(mark: str, grace: float = GRACE, *, session: int | None = None) -> None:
    """End a job's processes: ask first, then force; new ones that appear meanwhile as well.

    A supervisor names the session of its command; all that descends from it is the job's, too.
    """
    _signal(_found(mark, session), by_force=False)
    force_at = time.monotonic() + grace
    while (processes := _found(mark, session)) and time.monotonic() < force_at + PATIENCE:
        if time.monotonic() > force_at:
            _signal(processes, by_force=True)
        time.sleep(0.02)


def _found(mark: str, session: int | None) -> set[psutil.Process]:
    here = [each for each in psutil.process_iter() if each.pid != os.getpid()]
    found = {each for each in here if _carries(each, mark) or _in_session(each, session)}
    below = psutil.Process().children(recursive=True) if session else []
    return {each for each in (*found, *below) if _lives(each)}


def _in_session(process: psutil.Process, session: int | None) -> bool:
    with suppress(OSError):
        return session is not None and os.getsid(process.pid) == session
    return False


def _carries(process: psutil.Process, mark: str) -> bool:
    with suppress(psutil.Error, OSError):
        return process.environ().get(MARK) == mark
    return False


def _lives(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return process.status() != psutil.STATUS_ZOMBIE
    return False


def _signal(processes: Iterable[psutil.Process], *, by_force: bool) -> None:
    # The oldest first: a shell whose command is ended before itself goes on to its next command.
    for process in sorted(processes, key=_birth):
        with suppress(psutil.Error):
            process.kill() if by_force else process.terminate()


def _birth(process: psutil.Process) -> tuple[float, int]:
    with suppress(psutil.Error):
        return process.create_time(), process.pid
    return math.inf, process.pid
