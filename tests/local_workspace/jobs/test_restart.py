"""A server that is killed in the middle of a job: nothing acknowledged is lost, no process is left."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

from local_workspace.jobs.composition import concurrent_jobs
from local_workspace.workspace_server import LocalWorkspace

from tests.local_workspace.conftest import Rest
from tests.local_workspace.jobs.conftest import JobClient, lives

Until = Callable[[Callable[[], bool]], None]


def client(workspace: LocalWorkspace) -> JobClient:
    return JobClient(Rest(workspace))


def test_a_killed_server_leaves_no_process_and_loses_no_job(tmp_path: Path, until: Until) -> None:
    workspace = LocalWorkspace(tmp_path / "state")
    workspace.start()
    try:
        jobs = client(workspace)
        environment = {"properties": {"image": "ubuntu", "condaFile": "dependencies: [python]"}}
        jobs.rest("PUT", "environments/bare/versions/1", environment)
        go, pid = tmp_path / "go", tmp_path / "pid"
        running = jobs.submit(f"setsid bash -c 'echo $$ > {pid}; exec sleep 300' & disown; sleep 300")
        others = [
            jobs.submit(f"until [ -e {go} ]; do sleep 0.05; done") for _ in range(concurrent_jobs() - 1)
        ]
        waiting = jobs.submit("echo late")
        until(lambda: pid.exists() and pid.read_text().strip() != "")
        assert jobs.get(waiting)["status"] == "Queued"
        os.kill(workspace.facts["pid"], signal.SIGKILL)
        until(lambda: not lives(int(pid.read_text())))
        go.touch()

        workspace.start()
        jobs = client(workspace)
        assert jobs.wait(waiting) == "Completed"
        for name in (running, *others):
            assert jobs.wait(name) == "Failed"
            assert "stopped while it ran this job" in jobs.run(name)["error"]["error"]["message"]
        assert list((tmp_path / "state" / "work").iterdir()) == []
    finally:
        workspace.stop()
