"""A job's processes are told by their mark, their session or their descent: each suffices."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from local_workspace.jobs.processes import MARK, end_all

from tests.local_workspace.jobs.conftest import lives


@pytest.fixture
def stranger() -> Iterator[subprocess.Popen[bytes]]:
    """A process that is none of the job's."""
    with subprocess.Popen(["sleep", "300"], start_new_session=True, env={MARK: "other"}) as process:
        yield process
        process.kill()


def left_behind(setting: str, tmp_path: Path) -> tuple[int, int]:
    """Start a process whose parent ends at once; its session and its id."""
    pid = tmp_path / "pid"
    line = f"{setting} bash -c 'echo $$ > {pid}.new; mv {pid}.new {pid}; exec sleep 300' & disown; "
    command = ["bash", "-c", f"{line} until [ -e {pid} ]; do sleep 0.02; done"]
    parent = subprocess.Popen(command, start_new_session=True, env={"PATH": "/usr/bin:/bin"})
    parent.wait()
    return parent.pid, int(pid.read_text())


def test_a_mark_is_enough(stranger: subprocess.Popen[bytes], tmp_path: Path) -> None:
    _, pid = left_behind(f"{MARK}=mine setsid", tmp_path)
    end_all("mine")
    assert (lives(pid), lives(stranger.pid)) == (False, True)


def test_a_session_is_enough(stranger: subprocess.Popen[bytes], tmp_path: Path) -> None:
    session, pid = left_behind("", tmp_path)
    end_all("mine")
    assert lives(pid)
    code = f"from local_workspace.jobs import processes as p; p.end_all('mine', session={session})"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert (lives(pid), lives(stranger.pid)) == (False, True)


def test_a_shell_does_not_go_on_when_its_command_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, went_on = tmp_path / "began", tmp_path / "went-on"
    command = ["bash", "-c", f"(touch {began}; exec sleep 300); touch {went_on}"]
    with subprocess.Popen(command, start_new_session=True, env={MARK: "mine", "PATH": "/usr/bin:/bin"}):
        while not began.exists():
            time.sleep(0.02)
        terminate = psutil.Process.terminate

        def ask_slowly(process: psutil.Process) -> None:
            terminate(process)
            time.sleep(0.5)

        monkeypatch.setattr(psutil.Process, "terminate", ask_slowly)
        end_all("mine")
    assert not went_on.exists()
