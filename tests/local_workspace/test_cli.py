"""The ``local-workspace`` command, as a user calls it."""

import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from local_workspace.workspace_server import STATE, LocalWorkspace

PROGRAM = str(Path(sys.executable).with_name("local-workspace"))


FAIL = """
import time
from pathlib import Path
from local_workspace.client import Client, read_failures
from local_workspace.workspace_server import LocalWorkspace

workspace = LocalWorkspace(Path(".local-workspace"))
client, here = Client(workspace), workspace.identity.workspace_id
environment = {"properties": {"image": "ubuntu", "condaFile": "dependencies: [python]"}}
made = client.put(here.asset("environments", "bare", "1"), environment)
job = {"jobType": "Command", "command": "echo out of luck; exit 3", "environmentId": made["id"]}
client.put(here.child("jobs", "the-job"), {"properties": job})
while not read_failures(workspace, None):
    time.sleep(0.05)
"""
"""Submits a job that fails, and leaves when it has."""


class Project:
    """A project folder, and the command run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = folder / STATE
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}

    def __call__(
        self, *words: str, cwd: Path | None = None, **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [PROGRAM, *words],
            cwd=cwd or self.folder,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    yield Project(tmp_path)
    LocalWorkspace(tmp_path / STATE).stop()


def test_run_connects_a_program_and_passes_its_exit_code_on(project: Project) -> None:
    code = "import os, sys; print(os.environ['HTTPS_PROXY'], os.environ['AZURE_CLIENT_ID']); sys.exit(7)"
    ran = project("run", "--", sys.executable, "-c", code, AZURE_CLIENT_ID="real")
    assert ran.returncode == 7, ran.stderr
    assert ran.stdout.startswith("http://127.0.0.1:")
    assert "real" not in ran.stdout
    assert not LocalWorkspace(project.state).running


def test_run_provides_a_configuration_and_says_so_once(project: Project) -> None:
    first, second = (project("run", "--", "true") for _ in range(2))
    assert "config.json" in first.stderr
    assert second.stderr == ""
    written = json.loads((project.folder / "config.json").read_text())
    assert written == LocalWorkspace(project.state).config


def test_run_leaves_a_users_configuration_and_warns(project: Project) -> None:
    theirs = '{"subscription_id": "1", "resource_group": "prod", "workspace_name": "real"}'
    (project.folder / "config.json").write_text(theirs)
    ran = project("run", "--", "true")
    assert "workspace real in resource group prod" in ran.stderr
    assert (project.folder / "config.json").read_text() == theirs


def test_a_subfolder_belongs_to_the_project(project: Project) -> None:
    assert project("run", "--", "true").returncode == 0
    below = project.folder / "a" / "b"
    below.mkdir(parents=True)
    assert project("run", "--", "true", cwd=below).stderr == ""
    assert not (below / STATE).exists()


def test_an_unknown_program_is_told(project: Project) -> None:
    ran = project("run", "--", "no-such-program")
    assert ran.returncode == 127
    assert "no-such-program" in ran.stderr
    assert project("run").returncode == 1


def test_run_passes_signals_on_and_stops_its_server(project: Project) -> None:
    code = (
        "import signal, sys\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit(9))\n"
        "print('up', flush=True)\nsignal.pause()"
    )
    words = [PROGRAM, "run", "--", sys.executable, "-c", code]
    with subprocess.Popen(
        words, cwd=project.folder, env=project.environment, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "up\n"
        running.send_signal(signal.SIGTERM)
        assert running.wait(30) == 9
    assert not LocalWorkspace(project.state).running


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Programs take Ctrl+C: where the tests run in the background, they would inherit to ignore it."""
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, handler)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_ends_the_program_not_the_command(project: Project) -> None:
    code = "import time; print('up', flush=True); time.sleep(60)"
    words = [PROGRAM, "run", "--", sys.executable, "-c", code]
    with subprocess.Popen(
        words,
        cwd=project.folder,
        env=project.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as running:
        assert running.stdout is not None
        running.stdout.readline()
        os.killpg(running.pid, signal.SIGINT)
        assert running.wait(30) == 128 + signal.SIGINT
    assert not LocalWorkspace(project.state).running


def test_start_status_stop(project: Project) -> None:
    assert project("status").returncode == 1
    assert project("start").stdout.startswith("started")
    assert project("start").stdout.startswith("runs already")
    status = project("status")
    assert status.returncode == 0
    assert str(LocalWorkspace(project.state).facts["pid"]) in status.stdout
    assert project("run", "--", "true").returncode == 0
    assert LocalWorkspace(project.state).running
    assert project("stop").stdout == "stopped\n"
    assert project("stop").stdout == "no server runs\n"


def test_env_connects_a_shell(project: Project) -> None:
    assert "start one" in project("env").stderr
    project("start")
    script = (
        f'eval "$({shlex.quote(PROGRAM)} env --format sh)"\n'
        f"{shlex.quote(PROGRAM)} whoami\n"
        "command -v az\n"
        "curl -s -o /dev/null -w '%{http_code}' 'https://management.azure.com/subscriptions?api-version=1'\n"
    )
    environment = project.environment | {"AZURE_CLIENT_SECRET": "real", "AZURE_PASSWORD": "real"}
    shell = subprocess.run(
        ["sh", "-ec", script + "env"],
        cwd=project.folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert shell.stdout.startswith("local: this shell is connected to workspace local-workspace")
    assert str(project.state / "bin" / "az") in shell.stdout
    assert "\n401" in shell.stdout
    assert "=real" not in shell.stdout


@pytest.mark.parametrize("form", ["dotenv", "json", "powershell"])
def test_env_in_other_forms(project: Project, form: str) -> None:
    project("start")
    printed = project("env", "--format", form).stdout
    variables = LocalWorkspace(project.state).facts["variables"]
    if form == "json":
        assert json.loads(printed)["set"].items() >= variables.items()
    for name, value in variables.items():
        assert name in printed
        assert value in printed


def test_whoami_tells_local_from_real(project: Project) -> None:
    outside = project("whoami", AZURE_CLIENT_ID="my-app", AZURE_TENANT_ID="t", AZURE_CLIENT_SECRET="s")
    assert outside.stdout.startswith("real:")
    assert "my-app" in outside.stdout
    inside = project("run", "--", PROGRAM, "whoami")
    assert inside.stdout.startswith("local:")
    assert LocalWorkspace(project.state).identity.client_id in inside.stdout
    assert "az login" in project("whoami").stdout


def test_another_workspace_is_made_and_configured(project: Project) -> None:
    made = project(
        "create-workspace", "--name", "second-ws", "--resource-group", "g2", "--config", "elsewhere.json"
    )
    assert made.returncode == 0, made.stderr
    names = json.loads((project.folder / "elsewhere.json").read_text())
    assert (names["resource_group"], names["workspace_name"]) == ("g2", "second-ws")
    refused = project("create-workspace", "--name", "-", "--resource-group", "g2")
    assert refused.returncode == 1
    assert "Workspace name '-' is invalid" in refused.stderr


def test_failures_are_told_also_after_the_server_has_ended(project: Project) -> None:
    none = project("failures")
    assert (none.returncode, none.stdout, none.stderr) == (0, "", "no job has failed\n")
    assert project("run", "--", sys.executable, "-c", FAIL).returncode == 0
    told = project("failures").stdout
    assert "the-job: Command job in workspace" in told
    assert "--- user_logs/std_log.txt\nout of luck\n" in told
    unknown = project("failures", "--workspace", "another")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert unknown.stderr == "local-workspace: There is no workspace 'another' here.\n"
    assert not LocalWorkspace(project.state).running


def test_reset_empties_a_state_folder_and_nothing_else(project: Project) -> None:
    refused = project("reset", "--yes")
    assert refused.returncode == 1
    assert "no state folder" in refused.stderr
    project("start")
    identity = (project.state / "identity.json").read_text()
    assert project("reset", "--yes").returncode == 0
    assert (project.state / "identity.json").read_text() == identity
    assert not (project.state / "workspace.sqlite").exists()
    (project.state / "identity.json").write_text("{")
    assert project("reset", "--yes").returncode == 0
    assert project("start").returncode == 0


def test_every_command_is_explained(project: Project) -> None:
    help_text = project("--help").stdout
    for command in (
        "run",
        "shell",
        "start",
        "stop",
        "status",
        "whoami",
        "reset",
        "env",
        "create-workspace",
        "failures",
        "ui",
    ):
        assert f"\n    {command}" in help_text
        assert project(command, "--help").returncode == 0
