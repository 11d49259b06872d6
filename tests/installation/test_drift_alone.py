"""What other projects get of `i18n`: the hook and the action run with the extra `drift` and nothing else."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION_FILE = ROOT / ".github" / "actions" / "i18n" / "action.yml"
ACTION = yaml.safe_load(ACTION_FILE.read_text(encoding="utf-8"))
GIT = ["git", "-c", "user.name=A", "-c", "user.email=a@example.com"]
DEFECT = "# Witaj\n\n![nic](none.svg)\n"


def required(name: str, extra: str = "") -> Iterator[Distribution]:
    """What a distribution needs with an extra, and what that needs, as this environment has it."""
    for text in distribution(name).requires or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield distribution(requirement.name)
            yield from required(requirement.name)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new virtual environment with a wheel of this project and what its extra `drift` names, linked."""
    folder = tmp_path_factory.mktemp("drift")
    venv, pip = folder / "i18n", [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT]
    subprocess.run([*pip, *build], check=True)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([*pip, "--python", venv, "install", "--no-deps", wheel], check=True)
    names = {"base": str(venv), "platbase": str(venv)}
    packages = Path(sysconfig.get_path("purelib", "venv", names))
    for each in required("azureml-handbook", "drift"):
        for top in {file.parts[0] for file in each.files or ()} - {"..", "__pycache__"}:
            if not (packages / top).exists():
                (packages / top).symlink_to(Path(str(each.locate_file(top))))
    return venv


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with one page, translated and accepted by nobody, so that only its edits are checked."""
    root = tmp_path / "project"
    for language, title in (("en", "Hello"), ("pl", "Witaj")):
        (root / "docs" / language).mkdir(parents=True)
        (root / "docs" / language / "index.md").write_text(f"# {title}\n", encoding="utf-8")
    (root / "pyproject.toml").write_text('[tool.i18n]\nlanguages = ["en", "pl"]\n', encoding="utf-8")
    for message in ("one", "two"):
        subprocess.run([*GIT, "init", "-q"], cwd=root, check=True)
        subprocess.run([*GIT, "add", "-A"], cwd=root, check=True)
        subprocess.run([*GIT, "commit", "-q", "--allow-empty", "-m", message], cwd=root, check=True)
    return root


def shell(
    environment: Path, project: Path, script: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Runs a script as a runner of GitHub does, with the programs of the environment first."""
    path = f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GITHUB_"))}
    given = {**kept, "PATH": path, "RUNNER_TEMP": str(environment.parent), **variables}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=project, env=given, capture_output=True, text=True)


def step(name: str) -> dict[str, Any]:
    """A step of the action."""
    return next(each for each in ACTION["runs"]["steps"] if each.get("name") == name)


def test_neither_azure_nor_the_site_builder_is_there(environment: Path, project: Path) -> None:
    for package in ("azure", "mlflow", "mkdocs", "pytest"):
        assert "ModuleNotFoundError" in shell(environment, project, f"python -c 'import {package}'").stderr


def test_the_version_is_that_of_the_project(environment: Path, project: Path) -> None:
    assert (
        shell(environment, project, "i18n --version").stdout
        == f"i18n {distribution('azureml-handbook').version}\n"
    )


def test_the_wheel_brings_the_schemas_of_the_reports(environment: Path) -> None:
    schemas = ROOT / "scripts" / "translation_drift" / "reports" / "schemas"
    brought = {path.name for path in environment.rglob("translation_drift/reports/schemas/*.json")}
    assert brought == {path.name for path in schemas.glob("*.json")} != set()


def test_the_hook_installs_the_extra_and_checks_what_a_commit_touches(
    environment: Path, project: Path
) -> None:
    assert (HOOK["language"], HOOK["additional_dependencies"]) == ("python", [".[drift]"])
    assert HOOK["pass_filenames"] is False
    clean = shell(environment, project, HOOK["entry"])
    assert clean.returncode == 0, clean.stderr
    (project / "docs/pl/index.md").write_text(DEFECT, encoding="utf-8")
    found = shell(environment, project, HOOK["entry"])
    assert (found.returncode, found.stderr) == (1, "")
    assert "docs/pl/index.md:3: image-missing" in found.stdout


def test_the_action_installs_this_repository_with_its_extra(environment: Path, project: Path) -> None:
    programs = project / "programs"
    programs.mkdir()
    recorder = (
        'mkdir -p "$3/bin"; printf \'#!/bin/sh\\necho "$@"\' >"$3/bin/python"; chmod +x "$3/bin/python"'
    )
    (programs / "python").write_text(f"#!/bin/sh\n{recorder}\n", encoding="utf-8")
    (programs / "python").chmod(0o755)
    variables = {"RUNNER_TEMP": str(project / "temp"), "GITHUB_ACTION_PATH": str(ACTION_FILE.parent)}
    done = shell(environment, project, f'PATH="{programs}:$PATH"\n{step("install")["run"]}', **variables)
    assert done.stdout.split()[-1] == f"{ROOT}[drift]", done.stderr


def test_the_action_fails_on_a_defect_and_writes_a_summary(environment: Path, project: Path) -> None:
    (project / "docs/pl/index.md").write_text(DEFECT, encoding="utf-8")
    inputs = {name: each["default"] for name, each in ACTION["inputs"].items()}
    check = shell(environment, project, step("check")["run"], ARGUMENTS=inputs["args"])
    assert (check.returncode, check.stderr) == (1, "")
    assert "::error file=docs/pl/index.md,line=3,title=image-missing::" in check.stdout
    summary = project / "summary.md"
    given = {"ARGUMENTS": inputs["summary"], "GITHUB_STEP_SUMMARY": str(summary)}
    assert shell(environment, project, step("summary")["run"], **given).returncode == 0
    assert summary.read_text(encoding="utf-8").startswith("### Translations: 2 pages: ")


def test_the_action_takes_its_inputs_as_words_and_never_as_shell(environment: Path, project: Path) -> None:
    done = shell(environment, project, step("check")["run"], ARGUMENTS="status; touch broken $(touch broken)")
    assert done.returncode == 2
    assert not (project / "broken").exists()
    assert "inputs." not in "".join(each.get("run", "") for each in ACTION["runs"]["steps"])
