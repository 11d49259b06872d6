"""Finds the Python that an environment asks for, among those that are here."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache

from packaging.specifiers import SpecifierSet

CURRENT = ".".join(map(str, sys.version_info[:3]))
MINORS = tuple(f"3.{minor}" for minor in range(15, 7, -1))
_PROGRAM = "import sys; print('%d.%d' % sys.version_info[:2])"


def find_python(wanted: SpecifierSet, environment: Mapping[str, str]) -> str | None:
    """The program: this interpreter if it will do, else the newest that does, else None."""
    if wanted.contains(CURRENT):
        return sys.executable
    for minor in MINORS:
        if wanted.contains(f"{minor}.0") or wanted.contains(f"{minor}.99"):
            found = shutil.which(f"python{minor}", path=environment.get("PATH"))
            if found and _version(found) == minor:
                return found
    return None


@cache
def _version(program: str) -> str | None:
    """The version that a program really is: a name on PATH may be a shim for a Python that is not there."""
    done = subprocess.run(
        [program, "-c", _PROGRAM], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else None
