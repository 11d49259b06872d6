"""Rules for the programs in samples/: pinned alike, free of local names, honest about errors."""

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
PROGRAMS = sorted(path for suffix in ("py", "sh", "yml", "json") for path in SAMPLES.rglob(f"*.{suffix}"))
PIN = re.compile(r'"?([a-z0-9-]+)==([^";\s]+)')


def pins_of_the_job() -> dict[str, str]:
    conda: dict[str, Any] = yaml.safe_load((SAMPLES / "jobs" / "conda.yml").read_text("utf-8"))
    pip: list[str] = next(
        entry["pip"] for entry in conda["dependencies"] if "pip" in entry and entry != "pip"
    )
    return dict(PIN.findall(" ".join(pip)))


def pins_of_the_project() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    workspace = project["project"]["optional-dependencies"]["workspace"]
    pins = " ".join([*project["dependency-groups"]["samples"], *workspace])
    return dict(PIN.findall(pins))


def test_the_environment_that_is_tested_is_the_one_that_is_taught() -> None:
    project = pins_of_the_project()
    assert {name: project.get(name) for name in pins_of_the_job()} == pins_of_the_job()


def test_the_model_asks_for_the_packages_it_was_made_with() -> None:
    script = (SAMPLES / "jobs" / "train" / "train.py").read_text("utf-8")
    saved = dict(PIN.findall(script))
    assert saved
    assert saved.items() <= pins_of_the_job().items()


def test_the_page_installs_the_packages_that_the_samples_were_run_with() -> None:
    page = (ROOT / "docs" / "en" / "setup.md").read_text("utf-8")
    (line,) = [line for line in page.splitlines() if "pip install" in line]
    installed = dict(PIN.findall(line.replace("`", " ")))
    assert len(installed) == 6
    assert installed.items() <= pins_of_the_project().items()


def test_the_files_for_the_command_line_name_what_the_programs_name() -> None:
    names: dict[str, Any] = {}
    exec((SAMPLES / "workspace" / "names.py").read_text("utf-8"), names)
    job, data, environment = (
        yaml.safe_load((SAMPLES / "jobs" / file).read_text("utf-8"))
        for file in ("job.yml", "data.yml", "environment.yml")
    )
    assert data["name"] == names["DATA"]
    assert (environment["name"], environment["image"]) == (names["ENVIRONMENT"], names["IMAGE"])
    assert job["experiment_name"] == names["EXPERIMENT"]
    assert job["resources"]["instance_type"] == names["INSTANCE_TYPE"]
    assert job["inputs"]["passengers"]["path"] == f"azureml:{names['DATA']}@latest"
    assert job["environment"] == f"azureml:{names['ENVIRONMENT']}@latest"


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: str(path.relative_to(SAMPLES)))
def test_a_sample_runs_anywhere(program: Path) -> None:
    text = program.read_text("utf-8")
    for local in ("local-workspace", "local_workspace", "127.0.0.1", "localhost", "eastus"):
        assert local not in text or program.name == "where.sh", local


@pytest.mark.parametrize(
    "program", [path for path in PROGRAMS if path.suffix == ".sh"], ids=lambda path: path.name
)
def test_a_shell_sample_swallows_no_error(program: Path) -> None:
    text = program.read_text("utf-8")
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail" in text
    assert "|| true" not in text
    assert "exit 0" not in text
    assert len(re.findall(r"(?:^\s*|\$\()curl ", text, re.MULTILINE)) == text.count("curl --fail-with-body")


@pytest.mark.parametrize(
    "program", [path for path in PROGRAMS if path.suffix == ".py"], ids=lambda path: path.name
)
def test_a_python_sample_swallows_no_error(program: Path) -> None:
    """An error on purpose is of a named type and printed: when it stays away, the approved output differs."""
    text = program.read_text("utf-8")
    assert "suppress(" not in text
    for handler in [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ExceptHandler)]:
        assert handler.type
        assert ast.unparse(handler.type) not in ("Exception", "BaseException")
        assert [ast.unparse(line).startswith("print(") for line in handler.body] == [True]
        assert handler.name in [getattr(node, "id", "") for node in ast.walk(handler.body[0])]
