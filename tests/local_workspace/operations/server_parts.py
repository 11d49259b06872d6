"""What a server would serve, asked of its parts while it does not listen."""

import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from local_workspace import app
from local_workspace.jobs.kinds import JobKinds
from local_workspace.settings import Identity, Settings


@dataclass(frozen=True)
class Served:
    """The routes, and the kinds of jobs as `jobType` names them."""

    routes: list[app.Route]
    job_kinds: list[str]


@cache
def served() -> Served:
    """Put the parts together as the server does, with a state of their own."""
    with tempfile.TemporaryDirectory() as folder:
        services = app.compose(Settings(Path(folder), Identity.load(Path(folder))))
        try:
            return Served(app.routes(services), sorted(services.get(JobKinds).names))
        finally:
            services.close()
