"""What the samples about language models reach by themselves: this computer, and no other."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAMS = {"prompt-flow": "prompt_flow/refused.py", "agents": "agents/refused.py"}
"""A program of each page that asks no model, by its environment."""
ATTEMPTS = 5
"""One host is looked for by a thread of its own, which may come too late in a program that ends soon."""

WATCH = """
import os, socket, sys


def cut(event, arguments):
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if host not in (None, "127.0.0.1", "localhost", "::1"):
        with open(os.environ["REACHED_FOR"], "a") as told:
            told.write(f"{host}\\n")
        raise socket.gaierror("the network is cut")


sys.addaudithook(cut)
"""
"""Read by each Python process that starts, those that a program starts among them."""


def reached_for(environment: str, program: str, folder: Path) -> list[str]:
    """The hosts that a program and all of its processes look for, in a copy of the samples in `folder`."""
    subprocess.run([sys.executable, "scripts/set_up.py", environment], cwd=ROOT, check=True)
    (folder / "watch").mkdir(exist_ok=True)
    (folder / "watch" / "sitecustomize.py").write_text(WATCH)
    told = folder / "hosts.txt"
    told.touch()
    variables = {
        "PYTHONPATH": str(folder / "watch"),
        "REACHED_FOR": str(told),
        "AZURE_OPENAI_ENDPOINT": "http://127.0.0.1:9",
        "AZURE_OPENAI_API_KEY": "none",
    }
    without = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    python = ROOT / ".venvs" / environment / "bin" / "python"
    subprocess.run([python, program], cwd=folder / "samples", env=without | variables, check=True)
    return told.read_text().split()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    return tmp_path


@pytest.mark.parametrize(("environment", "program"), PROGRAMS.items())
def test_no_other_computer_is_looked_for(environment: str, program: str, copied: Path) -> None:
    assert reached_for(environment, program, copied) == []


def test_without_its_settings_prompt_flow_looks_for_others(copied: Path) -> None:
    settings = copied / "samples" / "prompt_flow" / "settings.py"
    silences = re.compile(r"^.*(CONTROLPLANE_DISABLED|pf_version_check).*\n", re.MULTILINE)
    without, silenced = silences.subn("", settings.read_text())
    settings.write_text(without)
    found = set[str]()
    for _ in range(ATTEMPTS):
        found |= set(reached_for("prompt-flow", PROGRAMS["prompt-flow"], copied))
        if len(found) == silenced:
            break
    assert "settings.sdk.monitor.azure.com" in found
    assert len(found) == silenced == 2, "and an index of packages, for a newer version"
