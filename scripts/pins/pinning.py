"""Finds and moves the pins of a package, `name==version`, in the project and in all that has to agree.

The environments of samples, the requirements that a script saves with its model and the command that a page
tells readers to type name the versions that the tests run with (tests/pages/test_samples.py).
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from pins.errors import PinError

PROJECT = "pyproject.toml"
_SUFFIXES = (".py", ".sh", ".yml", ".md", ".toml")
_FOLDERS = ("samples", "docs", "scripts/local_workspace")


@dataclass(frozen=True)
class Pin:
    """A package and the version that it shall have."""

    name: str
    version: str


@dataclass(frozen=True)
class Mention:
    """A line that names the old version in words, which nobody but a reader can judge."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path.as_posix()}:{self.line}: {self.text}"


def current_version(root: Path, name: str) -> str:
    """Return the version that pyproject.toml pins; a package that has none, or several, is refused."""
    project = tomllib.loads((root / PROJECT).read_text(encoding="utf-8"))
    found = sorted(
        {it.split("==")[1].split(";")[0].strip() for it in _requirements(project) if _is(it, name)}
    )
    if not found:
        raise PinError(
            f"{PROJECT} does not pin {name!r}; pin it there first, in the extra or group that needs it"
        )
    if len(found) > 1:
        raise PinError(
            f"{PROJECT} pins {name} to {', '.join(found)}; move these by hand, each has a condition"
        )
    return found[0]


def _requirements(project: dict[str, Any]) -> Iterator[str]:
    extras = cast("dict[str, list[str]]", project["project"].get("optional-dependencies", {}))
    groups = cast("dict[str, list[Any]]", project.get("dependency-groups", {}))
    for requirements in (*extras.values(), *groups.values()):
        yield from (each for each in requirements if isinstance(each, str))  # others include a group


def _is(requirement: str, name: str) -> bool:
    return re.fullmatch(rf"{re.escape(name)}(?:\[[^]]*\])?==.*", requirement) is not None


def move(root: Path, pin: Pin) -> list[Path]:
    """Write the new version wherever the old one is pinned, and return the files that have changed."""
    old = current_version(root, pin.name)
    pattern = re.compile(
        rf"(?<![\w.-])({re.escape(pin.name)}(?:\[[^]]*\])?==){re.escape(old)}(?![\w.])(?!-\w)"
    )
    changed: list[Path] = []
    for path in _files(root):
        text = path.read_text(encoding="utf-8")
        moved = pattern.sub(rf"\g<1>{pin.version}", text)
        if moved != text:
            path.write_text(moved, encoding="utf-8")
            changed.append(path.relative_to(root))
    return changed


def mentions(root: Path, name: str, version: str) -> list[Mention]:
    """Return the lines that name a package and, as prose does, its version behind it."""
    pattern = re.compile(rf"(?<![\w.-]){re.escape(name)}\W{{1,3}}{re.escape(version)}(?![\w.]*\d)")
    found: list[Mention] = []
    for path in _files(root):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if pattern.search(line):
                found.append(Mention(path.relative_to(root), number, line.strip()[:100]))
    return found


def _files(root: Path) -> Iterator[Path]:
    yield root / PROJECT
    for folder in _FOLDERS:
        yield from sorted(path for path in (root / folder).rglob("*") if path.suffix in _SUFFIXES)
