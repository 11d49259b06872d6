"""Gives pages a workspace to run against: a local one made for the test run, or the user's real one.

The local workspace is known by its command line only (`run`, `env`, `create-workspace`, `failures`), so that
another emulator, or another version of this one, can take its place.
"""

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal, Protocol, cast

from snippets.errors import WorkspaceError

Kind = Literal["local", "real", "none"]
CONFIG = "config.json"
OWN_VARIABLES = ("HANDBOOK_RUN", "HANDBOOK_COMPUTE", "HANDBOOK_INSTANCE_TYPE", "HANDBOOK_LOCATION")
"""What the samples read: local runs take the samples' defaults, real runs what the user set."""
_OF_THE_TEST_RUN = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE")


@dataclass(frozen=True)
class Connection:
    """What a page session needs to reach its workspace."""

    environment: Mapping[str, str]
    names: Mapping[str, str]
    """Texts that belong to this workspace → what readers see instead."""
    secrets: tuple[str, ...] = ()
    """Names that no sample may contain."""
    failed_jobs: Callable[[], str] = str
    """Says why jobs failed in this workspace, where that can be told at once."""


class Workspaces(Protocol):
    """Where the pages of one test run find their workspaces."""

    @property
    def kind(self) -> Kind:
        """What results say about where the snippets ran."""
        ...

    def connect(self, page: str, samples: Path) -> Connection:
        """Give a page session a workspace; its `config.json` is written into the session's samples."""
        ...

    def close(self) -> None:
        """End and clean up what was made."""
        ...


def base_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the user's environment as programs of a page find it, with this Python first on the path."""
    kept = {name: value for name, value in environment.items() if not _is_of_the_test_run(name)}
    programs = os.path.dirname(sys.executable)
    return {**kept, "PATH": f"{programs}{os.pathsep}{kept.get('PATH', os.defpath)}"}


def _is_of_the_test_run(name: str) -> bool:
    return name in _OF_THE_TEST_RUN or name.startswith("PYTEST_")


class NoWorkspace:
    """For pages that need none."""

    kind: Kind = "none"

    def connect(self, page: str, samples: Path) -> Connection:
        """Give the plain environment."""
        del page, samples
        return Connection(_without_own(base_environment(os.environ)), {})

    def close(self) -> None:
        """Nothing was made."""


class LocalWorkspaces:
    """One local server for the test run, in it a fresh resource group and workspace for each page session."""

    kind: Kind = "local"

    def __init__(self, command: Sequence[str], state: Path, options: Sequence[str] = ()) -> None:
        self._command = tuple(command)
        self._state = state
        self._options = tuple(options)
        self._count = 0
        self._server: subprocess.Popen[bytes] | None = None

    def connect(self, page: str, samples: Path) -> Connection:
        """Make a workspace for a page session."""
        if self._server is None:
            self._server = self._start()
        self._count += 1
        name = f"page-{self._count}-{page.replace('/', '-')}"[:32].rstrip("-")
        config = samples / CONFIG
        group = f"rg-{name}"
        self._call("create-workspace", "--name", name, "--resource-group", group, "--config", str(config))
        environment = self._environment(_without_own(base_environment(os.environ)))
        own_settings = _own_azure_settings(environment, samples.parent / "azure")
        names, secrets = workspace_names(config), workspace_secrets(config)
        failed_jobs = partial(self._failed_jobs, name)
        return Connection({**environment, **own_settings}, names, secrets, failed_jobs)

    def close(self) -> None:
        """Stop the server."""
        if self._server is not None:
            assert self._server.stdin is not None
            self._server.stdin.close()
            self._server.wait()
            self._server = None

    def _start(self) -> subprocess.Popen[bytes]:
        """Start a server that ends when this process does, however it does: its user waits on our pipe."""
        user = ["--", "sh", "-c", "echo ready; exec cat"]
        command = [*self._command, "run", "--state", str(self._state), *self._options, *user]
        try:
            with self._log.open("ab") as log:
                server = subprocess.Popen(
                    command,
                    cwd=self._log.parent,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    start_new_session=True,
                )
        except OSError as error:
            raise WorkspaceError(f"{' '.join(command)}: {error}") from error
        assert server.stdout is not None
        if not server.stdout.readline():
            raise self._failed(command, server.wait())
        return server

    def _environment(self, environment: dict[str, str]) -> dict[str, str]:
        text = self._call("env", "--format", "json")
        try:
            answer = cast("dict[str, Any]", json.loads(text))
            removed, variables, programs = set(answer["remove"]), answer["set"], answer["path"]
        except (ValueError, KeyError, TypeError) as error:
            message = f"`{self._command[0]} env` printed no JSON with set, remove and path: {text[:200]}"
            raise WorkspaceError(message) from error
        kept = {name: value for name, value in environment.items() if name not in removed}
        path = os.pathsep.join(filter(None, [programs, kept["PATH"]]))
        return {**kept, **cast("dict[str, str]", variables), "PATH": path}

    def _failed_jobs(self, workspace: str) -> str:
        """A help for whoever reads a failure: its absence is no failure of its own."""
        with suppress(WorkspaceError):
            return self._call("failures", "--workspace", workspace)
        return ""

    def _call(self, *arguments: str) -> str:
        command = [*self._command, arguments[0], "--state", str(self._state), *arguments[1:]]
        try:
            with self._log.open("ab") as log:
                done = subprocess.run(command, stdout=subprocess.PIPE, stderr=log, check=False, timeout=300)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise WorkspaceError(f"{' '.join(command)}: {error}") from error
        if done.returncode:
            raise self._failed(command, done.returncode)
        return done.stdout.decode()

    def _failed(self, command: Sequence[str], status: int) -> WorkspaceError:
        told = self._log.read_text("utf-8", "replace")[-2000:]
        return WorkspaceError(f"{' '.join(command)} ended with status {status}\n{told}")

    @property
    def _log(self) -> Path:
        self._state.parent.mkdir(parents=True, exist_ok=True)
        return self._state.parent / "workspace.log"


class RealWorkspace:
    """The workspace that the user's `config.json` and credential lead to."""

    kind: Kind = "real"

    def __init__(self, config: Path, run: str) -> None:
        self.config = config
        self.run = run
        self._pages = 0

    def connect(self, page: str, samples: Path) -> Connection:
        """Let a page use the workspace, under names that end in this run's id and a number of the page's own.

        Pages give the same names to what they make, and each expects to find version 1 of it.
        """
        del page
        shutil.copyfile(self.config, samples / CONFIG)
        self._pages += 1
        run = f"{self.run}{self._pages:02}"
        environment = {**base_environment(os.environ), "HANDBOOK_RUN": run}
        names = {**workspace_names(self.config), f"-{run}": "", f"_{run}": "", run: "sample"}
        return Connection(environment, names, workspace_secrets(self.config))

    def close(self) -> None:
        """Nothing of the workspace itself was made here; `clean_up` removes what the pages made."""


def find_config(start: Path) -> Path:
    """Find the user's `config.json` as the SDK does: in this folder, its `.azureml`, or above."""
    for folder in (start, *start.parents):
        for candidate in (folder / ".azureml" / CONFIG, folder / CONFIG):
            if candidate.is_file():
                return candidate
    raise WorkspaceError(f"there is no {CONFIG} in {start} or above it: download yours from the studio")


def new_run_id() -> str:
    """Make up an id for all that one run makes on a real workspace."""
    return secrets.token_hex(4)


def read_config(path: Path) -> dict[str, str]:
    """Return the three values that name a workspace."""
    try:
        content = cast("dict[str, Any]", json.loads(path.read_text("utf-8")))
        return {name: str(content[name]) for name in ("subscription_id", "resource_group", "workspace_name")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(f"is no configuration of a workspace: {error!r}", path) from error


def workspace_names(config: Path) -> dict[str, str]:
    """Return the names of a workspace, each with what readers see instead."""
    values = read_config(config)
    shown = ("<subscription>", "<resource group>", "<workspace>")
    return dict(zip(values.values(), shown, strict=True))


def workspace_secrets(config: Path) -> tuple[str, ...]:
    """Return the names of a workspace that no sample may contain."""
    return tuple(read_config(config).values())


def _own_azure_settings(environment: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Give a page its own settings of `az`: defaults that another page has set would hide a missing step."""
    name = "AZURE_CONFIG_DIR"
    if name not in environment:
        return {}
    if Path(environment[name]).is_dir():
        shutil.copytree(environment[name], folder)
    return {name: str(folder)}


def _without_own(environment: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name not in OWN_VARIABLES}
