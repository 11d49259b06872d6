"""Ends all processes of a job, also those that left their parent or their session."""

import os
import time
from collections.abc import Iterable
from contextlib import suppress

import psutil

MARK = "LOCAL_WORKSPACE_JOB"
"""Set in every process of a job, and inherited: how the processes of a job are told from others."""

GRACE = 5.0
"""Seconds between the request to end and the end by force."""


def processes_of(mark: str) -> list[psutil.Process]:
    """The living processes that were started in a job, without this one."""
    return [
        process for process in psutil.process_iter() if process.pid != os.getpid() and _carries(process, mark)
    ]


def end_all(mark: str, grace: float = GRACE) -> None:
    """End a job's processes: ask first, then force; new ones that appear meanwhile as well."""
    _signal(processes_of(mark), by_force=False)
    deadline = time.monotonic() + grace
    while processes := processes_of(mark):
        if time.monotonic() > deadline:
            _signal(processes, by_force=True)
        time.sleep(0.02)


def _carries(process: psutil.Process, mark: str) -> bool:
    with suppress(psutil.Error, OSError):
        return process.status() != psutil.STATUS_ZOMBIE and process.environ().get(MARK) == mark
    return False


def _signal(processes: Iterable[psutil.Process], *, by_force: bool) -> None:
    for process in processes:
        with suppress(psutil.Error):
            process.kill() if by_force else process.terminate()
