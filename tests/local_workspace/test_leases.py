import json
import os
import subprocess
import sys
from pathlib import Path

from local_workspace.leases import Leases


def test_a_lease_is_held_until_it_is_given_back(tmp_path: Path) -> None:
    leases = Leases(tmp_path)
    assert not leases.held()
    first, second = leases.take(), leases.take()
    first.unlink()
    assert leases.held()
    second.unlink()
    assert not leases.held()


def test_dead_processes_hold_nothing(tmp_path: Path) -> None:
    program = (
        "import pathlib, sys\n"
        "from local_workspace.leases import Leases\n"
        "lease = Leases(pathlib.Path(sys.argv[1])).take()"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True)
    assert len(list((tmp_path / "leases").iterdir())) == 1
    assert not Leases(tmp_path).held()
    assert list((tmp_path / "leases").iterdir()) == []


def test_a_process_that_has_the_number_of_a_dead_one_holds_nothing(tmp_path: Path) -> None:
    lease = Leases(tmp_path).take()
    lease.write_text(json.dumps({"pid": os.getpid(), "started": 1.0}))
    assert not Leases(tmp_path).held()
