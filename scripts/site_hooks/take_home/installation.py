"""Says how to install what a page's programs run with: by pip, or by a clone of the repository.

What pip cannot bring are the environments that a page or its jobs need besides the packages of all samples:
the project's set-up makes them below the clone, where the local workspace finds them, because they lie beside
the environment that it runs in (local_workspace/jobs/prepared.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from snippets.settings import Settings
from snippets.steps import Step, environment_of

from site_hooks.errors import SiteError

REQUIREMENTS = "requirements.txt"
JUPYTER = "pip install jupyterlab"
CLONE = "../handbook"
"""Beside the folder of an archive, so that the archives of several pages share one."""
_OF_THE_WORKSPACE = "workspace"
"""What the set-up calls the environment of the local workspace and of the packages of all samples."""


@dataclass(frozen=True)
class Installation:
    """Shell commands, for the folder that an archive unpacks to."""

    commands: tuple[str, ...]
    """They install, and turn on, what the programs run with; a second time they do no harm."""
    packages: str
    """What installs packages that are missing."""
    start: str
    """What a program is started with, to find a local workspace."""
    in_clone: bool

    @property
    def start_from_nothing(self) -> str:
        """What Jupyter is started with by a reader who has nothing but a notebook and its archive."""
        return " && ".join((*self.commands, JUPYTER, self.start)) if self.in_clone else self.start


def installation(page: str, steps: Sequence[Step], settings: Settings, repository: str) -> Installation:
    """Return how to install what a page needs; `repository` is the handbook's address.

    Raises:
        SiteError: the page needs environments, and the settings name no commands that make them.
    """
    own = environment_of(steps)
    names = tuple(dict.fromkeys(([own] if own else []) + [*settings.job_environments.get(page, ())]))
    if not names:
        return _with_pip(repository)
    if not (settings.set_up and settings.workspace):
        path = settings.root / "pyproject.toml"
        raise SiteError(f"{path}: [tool.snippets] names no `set_up` and `workspace` for the page {page!r}")
    commands = tuple(_in_clone(names, own, settings, repository))
    start = f"{CLONE}/{' '.join(settings.workspace)} run --"
    return Installation(commands, " && ".join(commands), start, in_clone=True)


def _with_pip(repository: str) -> Installation:
    packages = f"pip install -r {REQUIREMENTS}"
    commands = (
        "python3 -m venv .venv && . .venv/bin/activate",
        f'{packages} "azureml-handbook[workspace] @ git+{repository}"',
    )
    return Installation(commands, packages, "local-workspace run --", in_clone=False)


def _in_clone(names: Sequence[str], own: str | None, settings: Settings, repository: str) -> Iterator[str]:
    yield f'test -d {CLONE} || git clone "{repository}" {CLONE}'
    for name in (_OF_THE_WORKSPACE, *names):
        yield f"(cd {CLONE} && {' '.join(settings.set_up)} {name})"
    shared = PurePosixPath(settings.workspace[0]).parent
    programs = PurePosixPath(settings.environments, own, "bin") if own else shared
    yield f". {CLONE}/{programs / 'activate'}"
