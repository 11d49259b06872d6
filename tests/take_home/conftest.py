"""What the whole site gives readers to take home, and workspaces to run it against.

A run of a notebook or of an archive costs about as much as its page's own run. So all of them share the
server of the page tests, and a run that passed holds until its cells, the samples or what runs them change.
"""

import json
import os
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from kept_results import fingerprint
from site_hooks.building import build_site
from site_hooks.site_configuration import load
from snippets.environments import activated
from snippets.plugin import RUNS
from snippets.runs import PageRuns
from snippets.steps import environment_of
from snippets.workspaces import Connection

ROOT = Path(__file__).resolve().parents[2]
Cell = dict[str, Any]


@dataclass(frozen=True)
class Site:
    """The site as it was built for these tests."""

    folder: Path

    def notebook(self, page: str, language: str = "en") -> dict[str, Any]:
        below = self.folder if language == "en" else self.folder / language
        return json.loads((below / page / f"{page}.ipynb").read_text(encoding="utf-8"))

    def archive(self, page: str) -> Path:
        return self.folder / "downloads" / f"{page}.zip"

    def unpack(self, page: str, folder: Path) -> Path:
        with zipfile.ZipFile(self.archive(page)) as file:
            file.extractall(folder)
        return folder / page


def code(notebook: dict[str, Any]) -> list[Cell]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Site:
    """Built by the first process of a test run that asks for it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / f"site-{testrun_uid}"
    complete = folder / "complete"
    with FileLock(f"{folder}.lock"):
        if not complete.exists():
            _build(folder)
            complete.touch()
    return Site(folder)


def _build(folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("SITE_URL", "REPO_URL", "EDIT_URI"):
            patch.delenv(name, raising=False)
        assert build_site(load(ROOT, folder)) == []


@dataclass(frozen=True)
class Runs:
    """Workspaces for runs, and the runs that still hold."""

    page_runs: PageRuns

    def connect(self, page: str, folder: Path) -> Connection:
        if self.page_runs.workspaces.kind != "local":
            pytest.skip("a run on a real workspace has its costs planned by page")
        environments = self.page_runs.environments
        environments.provide_for_jobs(page)
        programs = environments.programs(environment_of(self.page_runs.source_steps(page)))
        connection = self.page_runs.workspaces.connect(page, folder)
        return replace(connection, environment=activated(connection.environment, programs))

    def holds(self, what: str, page: str, *parts: object) -> bool:
        kept = self.page_runs.kept
        return kept is not None and kept.cache.get(_name(what, page), self._key(page, *parts)) == "passed"

    def keep(self, what: str, page: str, *parts: object) -> None:
        if self.page_runs.kept is not None:
            self.page_runs.kept.cache.put(_name(what, page), self._key(page, *parts), "passed")

    def _key(self, page: str, *parts: object) -> str:
        assert self.page_runs.kept is not None
        tests = [path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("*.py"))]
        steps = self.page_runs.source_steps(page)
        return fingerprint(self.page_runs.kept.key(steps), *tests, *parts)


def _name(what: str, page: str) -> str:
    return f"{page} as {what}"


@pytest.fixture
def runs(request: pytest.FixtureRequest) -> Runs:
    return Runs(request.config.stash[RUNS])
