"""Runs one command of a job and ends all of its processes when the server asks, or is gone.

    python -P -m local_workspace.jobs.supervisor MARK

Standard input is the order and the lifeline. The server writes the order on one line, as JSON (so that the
variables are the job's only, and show in no list of processes), and then holds its end open. When that is
closed, by the server or by its death, however violent, the job's processes are ended.
The exit code is the command's.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from local_workspace.jobs.processes import MARK, adopt_orphans, end_all


@dataclass(frozen=True)
class Order:
    """What to run."""

    command: Sequence[str]
    log: str
    environment: dict[str, str]
    folder: str

    def line(self) -> bytes:
        """The order as the supervisor reads it."""
        return json.dumps(asdict(self)).encode() + b"\n"


def main(mark: str) -> int:
    """Run the command with the mark in its environment and its output in the log."""
    order = Order(**json.loads(sys.stdin.buffer.readline()))
    adopt_orphans()
    process = _start(order, mark)
    threading.Thread(target=_end_with_server, args=(mark, process.pid), daemon=True).start()
    code = process.wait()
    end_all(mark, session=process.pid)
    return code if code >= 0 else 128 - code


def _start(order: Order, mark: str) -> "subprocess.Popen[bytes]":
    with open(order.log, "ab", buffering=0) as output:
        return subprocess.Popen(
            order.command,
            cwd=order.folder,
            env={**order.environment, MARK: mark},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _end_with_server(mark: str, session: int) -> None:
    os.read(sys.stdin.fileno(), 1)
    end_all(mark, session=session)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
