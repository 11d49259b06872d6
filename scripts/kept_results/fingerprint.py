"""Recognises what a result comes from, so that no kept result is taken for one of something else."""

import hashlib
import os
import platform
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

LeftOut = Callable[[str, list[str]], set[str]]
"""Of the names in a folder, those that do not count, as `shutil.copytree` takes it."""

_MADE = shutil.ignore_patterns("__pycache__", "*.pyc", "*.egg-info", "node_modules")
_VARIABLES = ("AZURE_", "HANDBOOK_", "LANG", "LC_", "MLFLOW_", "PYTHON", "TZ")


def fingerprint(*parts: object) -> str:
    """Recognise a sequence of texts; where one ends and the next begins counts."""
    found = hashlib.sha256()
    for part in parts:
        text = str(part).encode()
        found.update(b"%d:" % len(text) + text)
    return found.hexdigest()


def files_fingerprint(paths: Iterable[Path], left_out: LeftOut = _MADE) -> str:
    """Recognise files, and all files in folders: names, contents, and which of them are programs."""
    return fingerprint(*(part for path in paths for part in _parts(path, left_out)))


def surroundings_fingerprint(environment: Mapping[str, str]) -> str:
    """Recognise what all tests of a run share: system, user's power, interpreter, its packages, variables."""
    variables = sorted(f"{name}={value}" for name, value in environment.items() if _counts(name))
    superuser = hasattr(os, "geteuid") and os.geteuid() == 0
    system = (platform.platform(), superuser, platform.python_version())
    return fingerprint(*system, *_installed(), *variables)


def _counts(name: str) -> bool:
    return name.startswith(_VARIABLES) or name.upper().endswith("_PROXY")


@cache
def _installed() -> tuple[str, ...]:
    return tuple(sorted(f"{each.metadata['Name']}=={each.version}" for each in distributions()))


def _parts(path: Path, left_out: LeftOut) -> Iterator[str]:
    if path.is_file():
        yield path.name
        yield _content(path)
        return
    for folder, folders, names in os.walk(path):
        ignored = left_out(folder, [*folders, *names])
        folders[:] = sorted(set(folders) - ignored)
        for name in sorted(set(names) - ignored):
            file = Path(folder, name)
            yield file.relative_to(path).as_posix()
            yield _content(file)


def _content(file: Path) -> str:
    program = file.stat().st_mode & 0o100
    return f"{hashlib.sha256(file.read_bytes()).hexdigest()}{' program' if program else ''}"
