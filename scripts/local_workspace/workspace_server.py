"""Start the local workspace from a program, and connect programs to it.

with LocalWorkspace() as workspace:
    subprocess.run([...], env=workspace.environment)
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, Self

import psutil
from filelock import FileLock, Timeout

from local_workspace.az.install import az_path
from local_workspace.environment import Connection, disconnect
from local_workspace.errors import StateError
from local_workspace.leases import Leases
from local_workspace.settings import TAKEN, Identity, StorageProfile

STATE = ".local-workspace"
AzKind = Literal["stand-in", "real"]
KEPT = ("certificates", "identity.json", "port", "server.lock", "leases", "leases.lock", ".gitignore")
"""What ``reset`` leaves: shells that are connected and ``config.json`` files stay valid."""

START_LIMIT = 60.0
STOP_LIMIT = 20.0


def default_state() -> Path:
    """The state folder of the project that one is in: the nearest ``.local-workspace`` upwards, else here."""
    here = Path.cwd()
    return next(
        (folder / STATE for folder in (here, *here.parents) if (folder / STATE).is_dir()), here / STATE
    )


class LocalWorkspace:
    """A local Azure ML workspace: the one that runs for this state folder, else one started for the while.

    As a context manager it stops what it started when nobody else uses it any more; ``start`` and ``stop``
    are for a server that outlives the program.
    """

    def __init__(
        self,
        state: Path | None = None,
        *,
        storage_profile: StorageProfile | None = None,
        allowed_hosts: Sequence[str] = (),
        az: AzKind = "stand-in",
    ) -> None:
        self.state = (state or default_state()).resolve()
        self._storage_profile = storage_profile
        self._allowed_hosts = tuple(allowed_hosts)
        self._az = az
        self._lease: Path | None = None

    def __enter__(self) -> Self:
        self.state.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._turn:
            self._lease = Leases(self.state).take()
            try:
                self._ensure(until_unused=True)
            except BaseException:
                self._release()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        with self._turn:
            self._release()
            if self.running and self.facts["until_unused"] and not Leases(self.state).held():
                self.stop()

    @property
    def _turn(self) -> FileLock:
        """One program at a time starts or stops the server; the server itself sees to killed programs."""
        return FileLock(self.state / "leases.lock", timeout=START_LIMIT)

    @property
    def identity(self) -> Identity:
        """Subscription, tenant, workspace and the credentials of the local service principal."""
        return Identity.load(self.state)

    @property
    def running(self) -> bool:
        """Whether a server has this state folder."""
        if not self.state.is_dir():
            return False
        try:
            with FileLock(self.state / "server.lock", timeout=0):
                return False
        except Timeout:
            return True

    @property
    def facts(self) -> dict[str, Any]:
        """What the running server says of itself: pid, port, storage profile, variables."""
        try:
            return json.loads((self.state / "server.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise StateError(
                f"no server runs for {self.state}: start one with `local-workspace start`"
            ) from error

    @property
    def connection(self) -> Connection:
        """The variables that connect a program to this workspace."""
        facts = self.facts
        return Connection(facts["variables"], tuple(facts["removed"]))

    @property
    def environment(self) -> dict[str, str]:
        """This process's environment, connected to the workspace and without the user's credentials."""
        environment = self.connection.apply(os.environ)
        if self.programs:
            environment["PATH"] = f"{self.programs}{os.pathsep}{environment.get('PATH', os.defpath)}"
        else:
            # The user's own az keeps its extensions, though not its log-in.
            extensions = Path.home() / ".azure" / "cliextensions"
            environment.setdefault("AZURE_EXTENSION_DIR", str(extensions))
        return environment

    @property
    def programs(self) -> Path | None:
        """The folder that holds the stand-in ``az``, for the front of PATH; None with the real one."""
        return az_path(self.state) if self._az == "stand-in" else None

    @property
    def url(self) -> str:
        """The workspace's address at the Azure Resource Manager."""
        return f"https://management.azure.com{self.identity.workspace_id}"

    @property
    def config(self) -> dict[str, str]:
        """What ``config.json`` says of this workspace."""
        identity = self.identity
        return {
            "subscription_id": identity.subscription,
            "resource_group": identity.resource_group,
            "workspace_name": identity.workspace,
        }

    def start(self) -> bool:
        """Start a server that runs until ``stop``; say whether one had to be started."""
        return self._ensure(until_unused=False)

    def stop(self) -> bool:
        """Stop the server and wait until it is gone; say whether one ran."""
        if not self.running:
            return False
        with suppress(psutil.NoSuchProcess):
            server = psutil.Process(self.facts["pid"])
            server.terminate()
            try:
                server.wait(STOP_LIMIT)
            except psutil.TimeoutExpired:
                server.kill()
                server.wait(STOP_LIMIT)
        return True

    def reset(self) -> None:
        """Stop the server and delete what it keeps, except the names, secrets and certificates in use."""
        self.stop()
        with FileLock(self.state / "server.lock", timeout=STOP_LIMIT):
            for path in self.state.iterdir():
                if path.name in KEPT and not (path.name == "identity.json" and self._is_broken):
                    continue
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()

    @property
    def _is_broken(self) -> bool:
        try:
            return not self.identity
        except StateError:
            return True

    def _ensure(self, *, until_unused: bool) -> bool:
        deadline = time.monotonic() + START_LIMIT
        process: subprocess.Popen[bytes] | None = None
        while not self._ready():
            if process is None:
                process = self._launch(until_unused=until_unused)
            elif process.poll() not in (None, TAKEN):
                raise StateError(f"the server did not start:\n{self._log_tail()}")
            elif process.poll() == TAKEN and not self.running:
                process = None
            if time.monotonic() > deadline:
                raise StateError(f"the server did not start within {START_LIMIT:.0f} s:\n{self._log_tail()}")
            time.sleep(0.02)
        self._check_profile()
        return process is not None

    def _ready(self) -> bool:
        """Whether a server answers; one that was killed may hold its lock until its last thread is gone."""
        try:
            status = psutil.Process(self.facts["pid"]).status()
        except (StateError, psutil.NoSuchProcess):
            return False
        return status != psutil.STATUS_ZOMBIE and self.running

    def _launch(self, *, until_unused: bool) -> subprocess.Popen[bytes]:
        self.state.mkdir(parents=True, exist_ok=True, mode=0o700)
        (self.state / ".gitignore").write_text("*\n", "ascii")
        if not self.running:
            (self.state / "server.json").unlink(missing_ok=True)  # of a server that was killed
        command = [sys.executable, "-m", "local_workspace.server", "--state", str(self.state)]
        command += ["--storage-profile", self._storage_profile] if self._storage_profile else []
        command += ["--until-unused"] if until_unused else []
        for host in self._allowed_hosts:
            command += ["--allow-host", host]
        with (self.state / "server.log").open("ab") as output:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=disconnect(os.environ),
                start_new_session=True,
            )

    def _check_profile(self) -> None:
        profile = self.facts["storage_profile"]
        if self._storage_profile not in (None, profile):
            raise StateError(
                f"the server that runs for {self.state} has the storage profile {profile!r}, "
                f"not {self._storage_profile!r}: stop it with `local-workspace stop` first"
            )

    def _log_tail(self) -> str:
        with suppress(OSError):
            return "\n".join((self.state / "server.log").read_text("utf-8", "replace").splitlines()[-15:])
        return ""

    def _release(self) -> None:
        if self._lease:
            self._lease.unlink(missing_ok=True)
            self._lease = None
