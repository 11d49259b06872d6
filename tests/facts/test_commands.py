"""The commands of the local workspace that texts name exist: nobody runs what stands in a sentence."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXTS = [*ROOT.glob("docs/*/*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
NAMED = re.compile(r"`local-workspace ([a-z][a-z-]*)")


@pytest.fixture(scope="module")
def commands() -> set[str]:
    """What `local-workspace --help` lists."""
    program = Path(sys.executable).with_name("local-workspace")
    told = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"^    ([a-z][a-z-]*)", told, re.MULTILINE))


def test_the_help_names_commands(commands: set[str]) -> None:
    assert {"run", "ui", "reset"} <= commands


@pytest.mark.parametrize("text", TEXTS, ids=[str(path.relative_to(ROOT)) for path in TEXTS])
def test_commands_named_in_a_text_exist(text: Path, commands: set[str]) -> None:
    assert set(NAMED.findall(text.read_text("utf-8"))) <= commands
