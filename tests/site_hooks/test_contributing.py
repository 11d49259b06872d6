"""How to contribute stays short, and the files that it names are there."""

import json
import re
from typing import Any

import pytest
import yaml

from .conftest import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTIONS = sorted((ROOT / ".github" / "actions").glob("*/action.yml"))


@pytest.mark.parametrize("title", [title for title in SECTIONS if title.startswith("Add ")])
def test_an_addition_is_three_files_and_fifteen_lines_at_most(title: str) -> None:
    body = SECTIONS[title].strip().splitlines()
    assert len([line for line in body if line.strip()]) <= 15
    assert 2 <= len([line for line in body if re.match(r"\d\. ", line)]) <= 3


def test_every_addition_is_described() -> None:
    for thing in ("a page", "a sample", "a language", "a lint rule", "a resource type"):
        assert any(title.startswith(f"Add {thing}") for title in SECTIONS)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`((?:\./)?[\w./<>-]+/[\w./<>-]*)`", TEXT))))
def test_a_named_file_or_folder_exists(name: str) -> None:
    folder = name.split("<")[0].rpartition("/")[0] if "<" in name else name.rstrip("/")
    if not folder.startswith("build"):
        assert (ROOT / folder).exists()


def workflow(path: Any) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_asks_for_little_and_ends(path: Any) -> None:
    assert workflow(path)["permissions"] == {"contents": "read"}
    for job in workflow(path)["jobs"].values():
        assert job["timeout-minutes"] <= 60
        assert "contents: write" not in str(job)


@pytest.mark.parametrize("path", [*WORKFLOWS, *ACTIONS], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_actions_are_pinned_by_commit_with_their_version(path: Any) -> None:
    used = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
    assert used
    for action in used:
        if action.startswith("./"):
            assert (ROOT / action / "action.yml").is_file()
            continue
        assert re.fullmatch(r"(?:actions|github/codeql-action)/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)


def test_only_the_job_that_uploads_findings_may_write_to_code_scanning() -> None:
    jobs = [job for path in WORKFLOWS for job in workflow(path)["jobs"].values()]
    uploading = [job for job in jobs if any("sarif" in step.get("with", {}) for step in job["steps"])]
    assert len(uploading) == 1
    assert [job for job in jobs if "security-events" in job.get("permissions", {})] == uploading
    assert uploading[0]["permissions"] == {"contents": "read", "security-events": "write"}
    (action,) = [path for path in ACTIONS if path.parent.name == "i18n"]
    steps = workflow(action)["runs"]["steps"]
    written = [step["run"].rpartition("/")[2].strip('"') for step in steps if ".sarif" in step.get("run", "")]
    uploaded = [
        step["with"]["sarif_file"].rpartition("/")[2] for step in steps if "sarif" in step.get("uses", "")
    ]
    assert written == uploaded == ["i18n.sarif"]


def test_the_development_container_has_the_oldest_python_that_is_supported() -> None:
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    assert container["image"].startswith("python:3.11")
    assert (ROOT / container["postCreateCommand"].split()[1]).is_file()
