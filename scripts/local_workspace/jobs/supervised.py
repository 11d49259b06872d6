"""Runs programs for a job such that none outlives the job, its cancellation or the server."""

import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from local_workspace.jobs.processes import end_all
from local_workspace.jobs.stop import Stop
from local_workspace.jobs.supervisor import Order

LOOK = 0.05
"""Seconds between two looks at whether the job is to end."""


@dataclass(frozen=True)
class Supervised:
    """Starts the programs of one job, each under a supervisor of its own."""

    mark: str
    stop: Stop

    def run(self, command: Sequence[str], log: Path, environment: Mapping[str, str], folder: Path) -> int:
        """Run a command to its end, or until the job is told to stop; its exit code."""
        order = Order(command, str(log), dict(environment), str(folder))
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "local_workspace.jobs.supervisor", self.mark],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert process.stdin
        process.stdin.write(order.line())
        process.stdin.flush()
        try:
            return self._wait(process)
        finally:
            end_all(self.mark)

    def _wait(self, process: "subprocess.Popen[bytes]") -> int:
        assert process.stdin
        ended = threading.Event()
        threading.Thread(target=lambda: (process.wait(), ended.set()), daemon=True).start()
        while not ended.wait(LOOK):
            if self.stop.asked:
                process.stdin.close()
        process.stdin.close()
        return process.returncode
