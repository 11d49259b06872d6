"""The environments that pages name: each made by the project's own command, at most once in a test run."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from snippets.errors import EnvironmentMissingError
from snippets.settings import Settings


@dataclass
class Environments:
    """Finds the programs of a page's environment."""

    settings: Settings
    _found: dict[str, Path] = field(default_factory=dict[str, Path])

    def programs(self, name: str | None) -> Path:
        """Return the folder of an environment's programs; None stands for the one that the tests run in.

        Raises:
            EnvironmentMissingError: the set-up command does not know it, or could not make it.
        """
        if name is None:
            return Path(sys.executable).parent
        if name not in self._found:
            self._found[name] = self._set_up(name)
        return self._found[name]

    def provide_for_jobs(self, page: str) -> None:
        """See that the environments are there which the jobs of a page would have to make first."""
        for name in self.settings.job_environments.get(page, ()):
            self.programs(name)

    def _set_up(self, name: str) -> Path:
        if not self.settings.set_up:
            raise EnvironmentMissingError(f"the page runs in {name!r}, and [tool.snippets] has no `set_up`")
        command = [*self.settings.set_up, name]
        done = subprocess.run(command, cwd=self.settings.root, stdout=subprocess.PIPE, check=False)
        if done.returncode:
            message = (
                f"`{' '.join(command)}` ended with status {done.returncode}: there is no environment {name!r}"
            )
            raise EnvironmentMissingError(message)
        return self.settings.root / self.settings.environments / name / "bin"


def activated(environment: Mapping[str, str], programs: Path) -> dict[str, str]:
    """Return the variables with an environment's programs where those of the tests stand."""
    own = os.path.dirname(sys.executable)
    parts = environment.get("PATH", os.defpath).split(os.pathsep)
    path = os.pathsep.join(str(programs) if part == own else part for part in parts)
    return {**environment, "PATH": path, "VIRTUAL_ENV": str(programs.parent)}
