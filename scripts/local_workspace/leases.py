"""Who uses a server that was started for a while: one file for each process, dead ones do not count."""

import json
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import psutil


class Leases:
    """The programs that keep a server of this state folder running."""

    def __init__(self, state: Path) -> None:
        self._folder = state / "leases"

    def take(self) -> Path:
        """Say that this process uses the server; the file is the lease."""
        self._folder.mkdir(parents=True, exist_ok=True)
        lease = self._folder / uuid4().hex
        owner = {"pid": os.getpid(), "started": psutil.Process().create_time()}
        temporary = lease.with_suffix(".new")
        temporary.write_text(json.dumps(owner), "utf-8")
        temporary.replace(lease)
        return lease

    def held(self) -> bool:
        """Whether any process that lives still uses the server; leases of dead ones are removed."""
        return sum(_lives(lease) for lease in self._folder.glob("*") if not lease.suffix) > 0


def _lives(lease: Path) -> bool:
    with suppress(OSError, ValueError, KeyError, psutil.NoSuchProcess):
        owner = json.loads(lease.read_text("utf-8"))
        # A process id is used again; its start time with it is not.
        if psutil.Process(owner["pid"]).create_time() == owner["started"]:
            return True
    lease.unlink(missing_ok=True)
    return False
