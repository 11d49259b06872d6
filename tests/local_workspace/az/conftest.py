"""An `az` as a user has it, in a state folder of its own, without a server."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from local_workspace.az.install import az_path, stop_az


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    # The path of a UNIX socket may have some 100 bytes only; a state folder may be deeper than that.
    folder = tmp_path_factory.mktemp("state") / ("deep-" * 20) / "state"
    folder.mkdir(parents=True)
    yield folder
    stop_az(folder)


class Az:
    """Runs `az` in a subprocess."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.program = str(az_path(state) / "az")
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("AZURE_")}

    def __call__(
        self, *words: str, stdin: str | None = None, folder: Path | None = None, **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [self.program, *words],
            check=False,
            capture_output=True,
            text=True,
            input=stdin,
            cwd=folder,
            env=self.environment | environment,
        )

    def worker(self) -> int:
        """The id of the resident process."""
        return int((self.state / "az" / "lock").read_text())


@pytest.fixture
def az(state: Path) -> Az:
    return Az(state)
