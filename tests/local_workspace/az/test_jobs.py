"""`az ml job`, with jobs that really run."""

import os
import pty
import subprocess
from pathlib import Path
from uuid import uuid4

import pytest
from local_workspace.workspace_server import LocalWorkspace

from .conftest import Az, connect

JOB = """
$schema: https://azuremlschemas.azureedge.net/latest/commandJob.schema.json
command: "{command}"
environment:
  image: mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04
experiment_name: az
tags: {{from: file}}
"""
WRITE = "echo from $0; mkdir -p outputs; echo 42 > outputs/answer.txt; cat input.txt"


@pytest.fixture(scope="module")
def done(local_workspace: LocalWorkspace, tmp_path_factory: pytest.TempPathFactory) -> "Submit":
    """A job that has completed."""
    submit = Submit(connect(local_workspace, tmp_path_factory.mktemp("done")))
    submit.run = submit(WRITE, "--query", "[name, tags.from]", "-o", "tsv", "--save-as", "saved.yml")
    return submit


@pytest.fixture
def submit(connected_az: Az) -> "Submit":
    return Submit(connected_az)


class Submit:
    """Submits a job; its name is made anew each time."""

    run: "subprocess.CompletedProcess[str]"

    def __init__(self, az: Az) -> None:
        self.az = az
        self.name = f"az-{uuid4()}"

    def __call__(self, command: str, *words: str, stream: bool = True) -> "subprocess.CompletedProcess[str]":
        assert self.az.folder is not None
        (self.az.folder / "job.yml").write_text(
            JOB.format(command=command) + self._code(self.az.folder), "utf-8"
        )
        words = ("--stream", *words) if stream else words
        return self.az("ml", "job", "create", "-f", "job.yml", "--name", self.name, *words)

    def _code(self, folder: Path) -> str:
        (folder / "src").mkdir(exist_ok=True)
        (folder / "src" / "input.txt").write_text("line of the code folder\n")
        return "code: src\n"

    def show(self, query: str) -> object:
        return self.az.ok("ml", "job", "show", "-n", self.name, "--query", query)


def test_a_job_is_streamed_and_then_shown(done: Submit) -> None:
    submit, run = done, done.run
    assert run.returncode == 0, run.stderr
    assert f"RunId: {submit.name}" in run.stdout
    assert "line of the code folder" in run.stdout
    assert run.stdout.endswith(f"\n{submit.name}\nfile\n")
    assert submit.show("[status, experiment_name, type]") == ["Completed", "az", "command"]


def test_its_files_are_downloaded(done: Submit, connected_az: Az) -> None:
    connected_az.ok("ml", "job", "download", "-n", done.name, "--all", "-p", "downloads")
    assert connected_az.folder is not None
    artifacts = connected_az.folder / "downloads" / "artifacts"
    assert (artifacts / "outputs" / "answer.txt").read_text() == "42\n"
    assert "line of the code folder" in (artifacts / "user_logs" / "std_log.txt").read_text()


def test_a_job_that_fails_ends_az_with_1_and_its_reason(submit: Submit) -> None:
    run = submit("echo it broke >&2; exit 3", "-o", "json")
    assert run.returncode == 1
    assert "it broke" in run.stdout
    assert "exited with status code 3" in run.stderr
    assert '"name"' not in run.stdout
    assert submit.show("status") == "Failed"


def test_a_property_of_the_file_is_overridden(submit: Submit) -> None:
    run = submit(WRITE, "--set", "command=echo overridden", "tags.more=yes", "display_name=shown")
    assert "overridden" in run.stdout
    assert submit.show("[command, tags, display_name]") == [
        "echo overridden",
        {"from": "file", "more": "yes"},
        "shown",
    ]


def test_a_job_is_cancelled(submit: Submit, connected_az: Az) -> None:
    assert submit("sleep 600", stream=False).returncode == 0
    connected_az.ok("ml", "job", "cancel", "-n", submit.name)
    assert submit.show("status") == "Canceled"


def test_a_job_is_updated_archived_and_restored(done: Submit, connected_az: Az) -> None:
    updated = connected_az.ok(
        "ml", "job", "update", "-n", done.name, "--set", "tags.a=b", "description=later"
    )
    assert (updated["tags"]["a"], updated["description"]) == ("b", "later")
    listed = ["ml", "job", "list", "--query", "[].name"]
    connected_az.ok("ml", "job", "archive", "-n", done.name)
    assert done.name not in connected_az.ok(*listed)
    assert done.name in connected_az.ok(*listed, "--archived-only")
    connected_az.ok("ml", "job", "restore", "-n", done.name)
    assert done.name in connected_az.ok(*listed)


def test_lists_are_limited_and_say_so(done: Submit, connected_az: Az) -> None:
    run = connected_az("ml", "job", "list", "-r", "1", "-o", "table")
    assert run.stdout.splitlines()[0].split("  ")[0] == "Name"
    assert len(run.stdout.splitlines()) == 3
    assert "Only the first 1 results are shown" in run.stderr
    assert "are shown" not in connected_az("ml", "job", "list", "--all-results", "-o", "none").stderr


def test_a_job_is_saved_as_yaml(done: Submit) -> None:
    assert done.az.folder is not None
    assert f"name: {done.name}" in (done.az.folder / "saved.yml").read_text()


def test_ctrl_c_leaves_the_stream_and_not_the_job(submit: Submit, connected_az: Az) -> None:
    submit("echo begun; sleep 600", stream=False)
    child, terminal = pty.fork()
    if child == 0:
        assert connected_az.folder is not None
        os.chdir(connected_az.folder)
        os.execve(
            connected_az.program,
            [connected_az.program, "ml", "job", "stream", "-n", submit.name],
            connected_az.environment,
        )
    seen = ""
    while "begun" not in seen:
        seen += os.read(terminal, 1000).decode()
    os.write(terminal, b"\x03")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
    assert submit.show("status") == "Running"
    connected_az.ok("ml", "job", "cancel", "-n", submit.name)


def test_a_job_that_is_not_there_ends_with_3(connected_az: Az) -> None:
    for verb in ("show", "cancel", "archive"):
        assert "Job absent not found" in connected_az.fails("ml", "job", verb, "-n", "absent", code=3)


def test_a_faulty_job_file_is_explained(connected_az: Az) -> None:
    assert connected_az.folder is not None
    (connected_az.folder / "job.yml").write_text("type: command\ncomand: echo\n")
    error = connected_az.fails("ml", "job", "create", "-f", "job.yml", code=1)
    assert "comand" in error
    assert "Unknown field" in error
