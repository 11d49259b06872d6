"""Nothing that is committed names a machine's paths or a package registry."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# `/home/me` is nobody's: the tests of what refuses such paths need one.
MACHINE_PATH = re.compile(r"(?<![\w./-])/(?:home(?!/me\b)|root|Users)/[a-z]")
REGISTRY = re.compile(r"\b(?:pypi\.org|pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org)\b")


def leaks(text: str) -> list[int]:
    """Numbers of the lines that name what must not be named."""
    lines = enumerate(text.splitlines(), 1)
    return [number for number, line in lines if MACHINE_PATH.search(line) or REGISTRY.search(line)]


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.splitlines() if (ROOT / name).is_file()]


def test_a_leak_is_seen() -> None:
    assert leaks("fine\nat /home/someone/x\nfrom https://pypi" + ".org/simple") == [2, 3]


def test_no_committed_file_leaks() -> None:
    found = {
        f"{file.relative_to(ROOT)}:{line}"
        for file in tracked()
        if file != Path(__file__)
        for line in leaks(file.read_text(errors="replace"))
    }
    assert found == set()
