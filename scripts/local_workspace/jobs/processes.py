"""Ends all processes of a job, also those that left their parent, their session or their environment."""

import ctypes
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
    """Become the parent of all descendants whose own parent has ended, as only Linux lets us.

    So a process that cleared its environment is still found; elsewhere only while its parent lives.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def processes_of(mark: str) -> set[psutil.Process]:
    """The living processes that were started in a job, without this one."""
    return {each for each in psutil.process_iter() if each.pid != os.getpid() and _carries(each, mark)}


def end_all(mark: str, grace: float = GRACE, *, children: bool = False) -> None:
    """End a job's processes: ask first, then force; new ones that appear meanwhile as well.

    With `children` all descendants of this process are the job's, whatever their environment says.
    """
    _signal(_found(mark, children=children), by_force=False)
    force_at = time.monotonic() + grace
    while (processes := _found(mark, children=children)) and time.monotonic() < force_at + PATIENCE:
        if time.monotonic() > force_at:
            _signal(processes, by_force=True)
        time.sleep(0.02)


def _found(mark: str, *, children: bool) -> set[psutil.Process]:
    below = psutil.Process().children(recursive=True) if children else []
    return processes_of(mark) | {each for each in below if _lives(each)}


def _carries(process: psutil.Process, mark: str) -> bool:
    with suppress(psutil.Error, OSError):
        return process.environ().get(MARK) == mark and _lives(process)
    return False


def _lives(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return process.status() != psutil.STATUS_ZOMBIE
    return False


def _signal(processes: Iterable[psutil.Process], *, by_force: bool) -> None:
    for process in processes:
        with suppress(psutil.Error):
            process.kill() if by_force else process.terminate()
