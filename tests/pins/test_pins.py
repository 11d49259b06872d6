"""A pin moves in every place that has to agree with it, and what then breaks is said in a few lines."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from pins.errors import PinError
from pins.pinning import Pin, current_version, mentions, move
from pins.proving import SHOWN, telling

ROOT = Path(__file__).resolve().parents[2]
PROJECT = """[project]
name = "book"

[project.optional-dependencies]
site = ["mkdocs==1.6.1", "mkdocs-material==9.8.1"]
workspace = ["mlflow==3.15.0", "other==1 ; python_version < '3.12'", "other==2 ; python_version >= '3.12'"]

[dependency-groups]
dev = ["pyright[nodejs]==1.1.414"]
"""
FILES = {
    "samples/jobs/conda.yml": "  - pip:\n      - mlflow==3.15.0\n      - azureml-mlflow==3.15.0\n",
    "samples/jobs/train.py": 'save(pip_requirements=["mlflow==3.15.0"])\n',
    "docs/en/setup.md": "`pip install mlflow==3.15.0 x==1`\n"
    "\nmlflow 3.15.0 refuses; `mlflow` 3.15.01 does not.\n",
    "docs/pl/setup.md": "`pip install mlflow==3.15.0 x==1`\n",
    "docs/en/other.md": "mlflow==3.15.0.post1 mlflow==3.15.01 mlflow==3.15\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose commands write down that they ran, and end as the file `ends` says."""
    for name, text in {"pyproject.toml": PROJECT, **FILES}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for name in ("lock", "check", "test", "docs"):
        program = tmp_path / "scripts" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(
            f'#!/bin/sh\necho "{name} $*" >> ran\n[ ! -f fail-{name} ] || {{ cat fail-{name}; exit 3; }}\n'
        )
        program.chmod(program.stat().st_mode | stat.S_IEXEC)
    return tmp_path


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pins", "--root", str(project), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=project)


def ran(project: Path) -> list[str]:
    return (project / "ran").read_text().splitlines()


def test_a_pin_moves_wherever_it_has_to_agree_and_nowhere_else(project: Path) -> None:
    changed = move(project, Pin("mlflow", "3.16.0"))
    assert [path.as_posix() for path in changed] == [
        "pyproject.toml",
        "samples/jobs/conda.yml",
        "samples/jobs/train.py",
        "docs/en/setup.md",
        "docs/pl/setup.md",
    ]
    assert current_version(project, "mlflow") == "3.16.0"
    assert (project / "samples/jobs/conda.yml").read_text() == FILES["samples/jobs/conda.yml"].replace(
        "- mlflow==3.15.0", "- mlflow==3.16.0"
    )
    assert (project / "docs/en/other.md").read_text() == FILES["docs/en/other.md"]


def test_a_name_that_another_begins_with_is_another_package(project: Path) -> None:
    move(project, Pin("mkdocs", "1.6.2"))
    text = (project / "pyproject.toml").read_text()
    assert '"mkdocs==1.6.2", "mkdocs-material==9.8.1"' in text


def test_a_pin_with_an_extra_moves(project: Path) -> None:
    move(project, Pin("pyright", "1.1.415"))
    assert '"pyright[nodejs]==1.1.415"' in (project / "pyproject.toml").read_text()


@pytest.mark.parametrize(
    ("name", "message"), [("nothing", "does not pin 'nothing'"), ("other", "to 1, 2; move")]
)
def test_what_cannot_be_moved_is_refused_before_anything_changes(
    project: Path, name: str, message: str
) -> None:
    with pytest.raises(PinError, match=message):
        current_version(project, name)
    done = run(project, "mlflow", "3.16.0", name, "3")
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert (project / "pyproject.toml").read_text() == PROJECT
    assert not (project / "ran").exists()


def test_a_package_without_a_version_is_refused(project: Path) -> None:
    done = run(project, "mlflow")
    assert done.returncode == 2
    assert "'mlflow' has no version" in done.stderr


def test_sentences_about_the_old_version_are_left_and_named(project: Path) -> None:
    move(project, Pin("mlflow", "3.16.0"))
    found = [str(it) for it in mentions(project, "mlflow", "3.15.0")]
    assert found == ["docs/en/setup.md:3: mlflow 3.15.0 refuses; `mlflow` 3.15.01 does not."]


def test_the_command_names_them_too(project: Path) -> None:
    done = run(project, "--only-lock", "mlflow", "3.16.0")
    assert "docs/en/setup.md:3: mlflow 3.15.0 refuses" in done.stdout
    assert "docs/pl" not in done.stdout.partition("still named")[2]


def test_everything_is_proven_and_the_summary_is_short(project: Path) -> None:
    done = run(project, "mlflow", "3.16.0", "mkdocs", "1.6.2")
    assert done.returncode == 0, done.stdout + done.stderr
    assert ran(project) == ["lock ", "check ", "test -q", "docs --build"]
    assert re.findall(r"^(\w+) +\d+ s  (\w+)", done.stdout, re.MULTILINE) == [
        ("lock", "ok"),
        ("check", "ok"),
        ("test", "ok"),
        ("docs", "ok"),
    ]
    assert done.stderr == ""


def test_what_breaks_is_said_and_the_steps_after_it_still_run(project: Path) -> None:
    (project / "fail-check").write_text("fine\nsrc/x.py:3:1 - error: no such name\nfine\n")
    (project / "fail-test").write_text(
        "dots\n" + "".join(f"FAILED tests/x.py::t{n}\n" for n in range(SHOWN + 3))
    )
    done = run(project, "mlflow", "3.16.0")
    assert done.returncode == 1
    assert len(ran(project)) == 4
    failed = "FAILED (3), see build/move-pins/check.log\n    src/x.py:3:1 - error: no such name\ntest"
    assert failed in done.stdout
    assert "    … 3 more" in done.stdout
    assert current_version(project, "mlflow") == "3.16.0"


def test_locks_that_cannot_be_made_end_it(project: Path) -> None:
    (project / "fail-lock").write_text("no version of mlflow==9\n")
    done = run(project, "mlflow", "9")
    assert done.returncode == 1
    assert ran(project) == ["lock "]
    assert "no version of mlflow==9" in done.stdout


def test_only_the_locks_if_asked(project: Path) -> None:
    assert run(project, "--only-lock", "mlflow", "3.16.0").returncode == 0
    assert ran(project) == ["lock "]


def test_a_log_without_telling_lines_is_told_by_its_end() -> None:
    assert telling("\n".join(f"line {n}" for n in range(30)))[0] == f"line {30 - SHOWN}"


@pytest.mark.parametrize("name", ["azure-ai-ml", "mkdocs-material", "mlflow", "scikit-learn"])
def test_the_pins_of_the_sdk_and_of_the_site_can_be_moved(name: str) -> None:
    assert re.fullmatch(r"[\d.]+(?:post\d+)?", current_version(ROOT, name))
