"""When steps run: after what they read, at the same time as others, and not at all when something failed."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from local_workspace.jobs.composition import concurrent_jobs
from local_workspace.workspace_server import LocalWorkspace

from tests.local_workspace.jobs.conftest import JobClient, lives
from tests.local_workspace.jobs.pipelines.conftest import FOLDER, PipelineClient
from tests.local_workspace.rest import Rest

Json = dict[str, Any]
Until = Callable[[Callable[[], bool]], None]
MEET = "touch {here}/${{{{inputs.me}}}}; until test -e {here}/${{{{inputs.other}}}}; do sleep 0.05; done"


def test_independent_steps_run_at_the_same_time(pipelines: PipelineClient, tmp_path: Path) -> None:
    names: Json = {"me": {"type": "string"}, "other": {"type": "string"}}
    meet = pipelines.component(MEET.format(here=tmp_path), names)
    _, status = pipelines.end(
        {
            "left": pipelines.step(meet, {"me": "a", "other": "b"}, limits={"timeout": "PT4M"}),
            "right": pipelines.step(meet, {"me": "b", "other": "a"}, limits={"timeout": "PT4M"}),
        }
    )
    assert status == "Completed", "each step waits for the other: they must be there together"


def test_pipelines_do_not_take_the_places_of_their_steps(pipelines: PipelineClient) -> None:
    say = pipelines.component("echo hello")
    inner = pipelines.register({"type": "pipeline", "version": "1", "jobs": {"say": pipelines.step(say)}})
    steps = {"inner": {"type": "pipeline", "componentId": inner}}
    jobs = [pipelines.submit(steps) for _ in range(concurrent_jobs() + 2)]
    assert [pipelines.jobs.wait(job) for job in jobs] == ["Completed"] * len(jobs)


class Failing:
    """A step that fails, one that reads it, one that may read it, and one that has nothing to do with it."""

    def __init__(self, pipelines: PipelineClient) -> None:
        fail = pipelines.component("exit 3", None, "out")
        read = pipelines.component("echo read", {"from": FOLDER}, "to")
        may = pipelines.component("echo got$[[ ${{inputs.from}}]].", {"from": {**FOLDER, "optional": "True"}})
        other = pipelines.component("echo other")
        self.steps = {
            "fail": pipelines.step(fail),
            "read": pipelines.step(read, {"from": "${{parent.jobs.fail.outputs.out}}"}),
            "after": pipelines.step(read, {"from": "${{parent.jobs.read.outputs.to}}"}),
            "may": pipelines.step(may, {"from": "${{parent.jobs.fail.outputs.out}}"}),
            "other": pipelines.step(other),
        }


def test_a_failed_step_stops_those_that_need_it_and_no_other(pipelines: PipelineClient) -> None:
    job, status = pipelines.end(Failing(pipelines).steps)
    assert status == "Failed"
    assert pipelines.statuses(job) == {"fail": "Failed", "may": "Completed", "other": "Completed"}
    assert pipelines.log(job, "may") == "got.\n"
    assert "Failed nodes: /fail." in pipelines.jobs.run(job)["error"]["error"]["message"]


def test_a_pipeline_that_does_not_continue_ends_its_other_steps(
    pipelines: PipelineClient, tmp_path: Path
) -> None:
    wait = pipelines.component(f"touch {tmp_path}/runs; sleep 300", None, "out")
    fail = pipelines.component(f"until test -e {tmp_path}/runs; do sleep 0.05; done; exit 3")
    read = pipelines.component("echo read", {"from": FOLDER})
    steps = {
        "wait": pipelines.step(wait),
        "fail": pipelines.step(fail),
        "read": pipelines.step(read, {"from": "${{parent.jobs.wait.outputs.out}}"}),
    }
    job, status = pipelines.end(steps, settings={"continue_on_step_failure": False})
    assert (status, pipelines.statuses(job)) == ("Failed", {"wait": "Canceled", "fail": "Failed"})


def test_cancelling_a_pipeline_ends_the_steps_below_it(
    pipelines: PipelineClient, tmp_path: Path, until: Until
) -> None:
    pid = tmp_path / "pid"
    wait = pipelines.component(f"echo $$ > {pid}.new; mv {pid}.new {pid}; exec sleep 300", None, "out")
    read = pipelines.component("echo read", {"from": FOLDER})
    inner = pipelines.register({"type": "pipeline", "version": "1", "jobs": {"wait": pipelines.step(wait)}})
    job = pipelines.submit(
        {
            "inner": {"type": "pipeline", "componentId": inner},
            "wait": pipelines.step(pipelines.component("sleep 300", None, "out")),
            "read": pipelines.step(read, {"from": "${{parent.jobs.wait.outputs.out}}"}),
        }
    )
    until(pid.exists)
    assert pipelines.rest("POST", f"jobs/{job}/cancel").status_code == 202
    assert pipelines.jobs.wait(job) == "Canceled"
    assert pipelines.statuses(job) == {"inner": "Canceled", "wait": "Canceled"}
    assert pipelines.statuses(pipelines.children(job)["inner"]["runId"]) == {"wait": "Canceled"}
    assert not lives(int(pid.read_text()))


def test_deleting_a_pipeline_deletes_its_steps(pipelines: PipelineClient) -> None:
    job, _ = pipelines.end({"say": pipelines.step(pipelines.component("echo hello"))})
    child = pipelines.children(job)["say"]["runId"]
    assert pipelines.rest("DELETE", f"jobs/{job}").status_code == 200
    assert pipelines.rest("GET", f"jobs/{child}").status_code == 404


@pytest.mark.parametrize("violently", [True, False])
def test_a_stopped_server_leaves_no_step_of_a_dead_pipeline(
    tmp_path: Path, until: Until, *, violently: bool
) -> None:
    workspace = LocalWorkspace(tmp_path / "state")
    workspace.start()
    try:
        pipelines = client(workspace)
        started = tmp_path / "started"
        wait = pipelines.component(f"touch {started}-$$; sleep 300")
        steps = {f"step{number}": pipelines.step(wait) for number in range(concurrent_jobs() + 1)}
        job = pipelines.submit(steps)
        until(lambda: len(list(tmp_path.glob("started-*"))) == concurrent_jobs())
        if violently:
            server = workspace.facts["pid"]
            os.kill(server, signal.SIGKILL)
            until(lambda: not lives(server))
        else:
            workspace.stop()
        workspace.start()
        pipelines = client(workspace)
        assert pipelines.jobs.wait(job) == "Failed"
        ended = sorted(pipelines.statuses(job).values())
        assert ended == ["Canceled"] + ["Failed"] * concurrent_jobs()
    finally:
        workspace.stop()


def client(workspace: LocalWorkspace) -> PipelineClient:
    jobs = JobClient(Rest(workspace))
    environment = {"properties": {"image": "ubuntu", "condaFile": "dependencies: [python]"}}
    jobs.rest("PUT", "environments/bare/versions/1", environment).raise_for_status()
    return PipelineClient(jobs)
