"""An `az` as a user has it: in a state folder of its own without a server, and connected to a workspace."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from local_workspace.az.install import az_path
from local_workspace.workspace_server import LocalWorkspace


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    # The path of a UNIX socket may have some 100 bytes only; a state folder may be deeper than that.
    folder = tmp_path_factory.mktemp("state") / ("deep-" * 20) / "state"
    folder.mkdir(parents=True)
    yield folder
    end_resident_process(folder)


def end_resident_process(state: Path) -> None:
    """End the resident process of an `az` that belongs to no server, and so would wait for calls for long."""
    lock = state / "az" / "lock"
    if lock.exists():
        with suppress(psutil.NoSuchProcess):  # it ends by itself when nobody has called it for long
            psutil.Process(int(lock.read_text())).kill()


class Az:
    """Runs `az` in a subprocess."""

    def __init__(self, state: Path, environment: Mapping[str, str], folder: Path | None = None) -> None:
        self.state = state
        self.program = str(az_path(state) / "az")
        self.environment = dict(environment)
        self.folder = folder

    def __call__(
        self, *words: str, stdin: str | None = None, **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [self.program, *words],
            check=False,
            capture_output=True,
            text=True,
            input=stdin,
            cwd=self.folder,
            env=self.environment | environment,
        )

    def ok(self, *words: str) -> Any:
        """Run a command that must succeed; returns the document that it prints."""
        run = self(*words)
        assert run.returncode == 0, run.stderr
        return json.loads(run.stdout) if run.stdout.strip() else None

    def fails(self, *words: str, code: int) -> str:
        """Run a command that must end with this exit code and print nothing; returns its error."""
        run = self(*words)
        assert (run.returncode, run.stdout) == (code, ""), run.stderr
        return run.stderr[run.stderr.index("ERROR: ") :]

    def worker(self) -> int:
        """The id of the resident process."""
        return int((self.state / "az" / "lock").read_text())


@pytest.fixture
def az(state: Path) -> Az:
    """Without a server."""
    return Az(state, {key: value for key, value in os.environ.items() if not key.startswith("AZURE_")})


@pytest.fixture
def connected_az(local_workspace: LocalWorkspace, tmp_path: Path) -> Az:
    """Connected to a workspace, with defaults set as `az configure` would, in an empty folder."""
    return connect(local_workspace, tmp_path)


def connect(workspace: LocalWorkspace, place: Path) -> Az:
    """An `az` that reaches a workspace, with settings and a working folder below `place`."""
    identity = workspace.identity
    settings = {
        "AZURE_CONFIG_DIR": str(place / "settings"),
        "AZURE_DEFAULTS_GROUP": identity.resource_group,
        "AZURE_DEFAULTS_WORKSPACE": identity.workspace,
    }
    folder = place / "work"
    folder.mkdir()
    return Az(workspace.state, workspace.environment | settings, folder)
