"""The suite in real mode, against a workspace with other names that already holds somebody else's resources.

The workspace is served by another process, in another subscription, resource group and region than those of
the suite's own local runs; nothing tells the suite that it is not Azure. The pages are those that make
assets, jobs and models.
"""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [f"docs/en/{page}.md" for page in ("index", "introduction", "setup", "first-job", "components")]
CHECKED_ELSEWHERE = ("setup", "first-job", "components")
"""Pages whose checks are the project's own (tests/pages), which is not copied."""
COMMAND = ROOT / ".venv" / "bin" / "local-workspace"

THEIRS = """
import sys
sys.path.append(".")
from azure.ai.ml import MLClient
from azure.ai.ml.entities import Data, Environment
from azure.identity import DefaultAzureCredential

client = MLClient.from_config(DefaultAzureCredential())
for tags in ({}, {"handbook": "somebody else"}):
    client.data.create_or_update(
        Data(name="titanic", type="uri_file", path="data/titanic.csv", tags=tags)
    )
environment = Environment(name="titanic-training", image="python:3.11", tags={"a": "b"})
client.environments.create_or_update(environment)
"""

INVENTORY = """
import json
from azure.ai.ml import MLClient
from azure.identity import DefaultAzureCredential

client = MLClient.from_config(DefaultAzureCredential())
found = {f"job {j.name}": [dict(j.tags or {}), j.status, "?"] for j in client.jobs.list(list_view_type="ALL")}
shown = {f"job {j.name}" for j in client.jobs.list()}
kinds = {"data": client.data, "environment": client.environments, "model": client.models,
         "component": client.components}
for kind, operations in kinds.items():
    for container in operations.list(list_view_type="ALL"):
        for version in operations.list(name=container.name, list_view_type="ALL"):
            found[f"{kind} {version.name}:{version.version}"] = [dict(version.tags or {}), "", "?"]
        shown |= {f"{kind} {v.name}:{v.version}" for v in operations.list(name=container.name)}
for name, entry in found.items():
    entry[2] = "shown" if name in shown else "archived"
groups = sorted(workspace.name for workspace in client.workspaces.list(scope="subscription"))
print(json.dumps({"assets": found, "workspaces": groups}))
"""


@pytest.fixture
def theirs(tmp_path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """A project beside somebody's workspace, and the environment that reaches that workspace."""
    project = tmp_path / "project"
    for name in ("docs", "samples"):
        shutil.copytree(
            ROOT / name, project / name, ignore=shutil.ignore_patterns("config.json", "__pycache__")
        )
    shutil.copy(ROOT / "mkdocs.yml", project)
    job_code = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["snippets"]["job_code"]
    (project / "pyproject.toml").write_text(
        dedent("""\
        [tool.pytest.ini_options]
        addopts = ["-p", "snippets.plugin", "-p", "no:cacheprovider"]
        [tool.ruff]
        line-length = 110
        [tool.snippets]
        job_code = {job_code}
        """).format(job_code=json.dumps(job_code))
    )
    state = tmp_path / "elsewhere"
    _call("start", "--state", str(state))
    try:
        names = ("--name", "theirs", "--resource-group", "their-group", "--location", "japaneast")
        _call(
            "create-workspace",
            "--state",
            str(state),
            *names,
            "--config",
            str(project / "samples/config.json"),
        )
        connection = json.loads(_call("env", "--state", str(state), "--format", "json"))
        path = os.pathsep.join([connection["path"], os.environ["PATH"]])
        yield project, {**os.environ, **connection["set"], "PATH": path}
    finally:
        _call("stop", "--state", str(state))


def _call(*arguments: str) -> str:
    return subprocess.run([COMMAND, *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout


def _python(code: str, project: Path, environment: dict[str, str]) -> str:
    command = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(
        command, cwd=project / "samples", env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _inventory(project: Path, environment: dict[str, str]) -> dict[str, Any]:
    return json.loads(_python(INVENTORY, project, environment).splitlines()[-1])


def test_pages_run_in_a_workspace_of_somebody_else(theirs: tuple[Path, dict[str, str]]) -> None:
    project, environment = theirs
    _python(THEIRS, project, environment)
    before = _inventory(project, environment)
    assert len(before["assets"]) == 3

    deselected = [f"--deselect=docs/en/{page}.md:checked" for page in CHECKED_ELSEWHERE]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            *PAGES,
            "-q",
            "--workspace",
            "real",
            "--max-cost",
            "100",
            *deselected,
        ],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr

    after = _inventory(project, environment)
    assert {name: after["assets"][name] for name in before["assets"]} == before["assets"]
    assert after["workspaces"] == before["workspaces"]
    made = {name: entry for name, entry in after["assets"].items() if name not in before["assets"]}
    tags = {entry[0].get("handbook") for entry in made.values()}
    (run,) = {tag[:8] for tag in tags}
    assert len(tags) >= 2, "each page gives names of its own"
    jobs = [name for name in made if name.startswith("job ")]
    assert len(jobs) == 8, "three of first-job, five of components"
    assert len([name for name in made if name.startswith("model ")]) == 2
    assert any(name.startswith("component ") for name in made)
    assert {entry[2] for entry in made.values()} == {"archived"}
    assert all(run in name for name in made if not name.startswith("job "))
    results = json.loads((project / "build/snippets.json").read_text())["results"]
    assert {result["workspace"] for result in results} == {"real"}
