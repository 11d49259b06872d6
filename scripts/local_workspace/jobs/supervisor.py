"""Runs one job's command and ends all of its processes when the server asks, or is gone.

    python -m local_workspace.jobs.supervisor MARK LOG COMMAND

Standard input is the lifeline: the server holds the other end and writes nothing. When it is closed, by the
server or by the server's death, however violent, the job's processes are ended. Exit code: the command's.
"""

import os
import subprocess
import sys
import threading

from local_workspace.jobs.processes import MARK, end_all


def main(mark: str, log: str, command: str) -> int:
    """Run the command with the mark in its environment and its output in the log."""
    with open(log, "ab", buffering=0) as output:
        process = subprocess.Popen(
            ["bash", "-c", command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, MARK: mark},
            start_new_session=True,
        )
    threading.Thread(target=_end_with_server, args=(mark,), daemon=True).start()
    code = process.wait()
    end_all(mark)
    return code if code >= 0 else 128 - code


def _end_with_server(mark: str) -> None:
    os.read(sys.stdin.fileno(), 1)
    end_all(mark)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
