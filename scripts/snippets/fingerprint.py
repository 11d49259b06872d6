"""Recognises all that the run of a page depends on, so that no kept result is taken for another run's."""

import hashlib
import os
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from snippets.run import NOT_COPIED
from snippets.steps import Step

_VARIABLES = ("AZURE_", "HANDBOOK_", "LANG", "LC_", "MLFLOW_", "PYTHON", "TZ")
_OWN_CODE = Path(__file__).parent


def fingerprint(*parts: object) -> str:
    """Recognise a sequence of texts; where one ends and the next begins counts."""
    found = hashlib.sha256()
    for part in parts:
        text = str(part).encode()
        found.update(b"%d:" % len(text) + text)
    return found.hexdigest()


def files_fingerprint(paths: Iterable[Path]) -> str:
    """Recognise files, and folders with all files that a session would get a copy of: names and contents."""
    return fingerprint(*(part for path in paths for part in _parts(path)))


def steps_fingerprint(steps: Sequence[Step]) -> str:
    """Recognise what a page does, wherever on the page that stands."""
    return fingerprint(*(f"{step.key} {step.note}" for step in steps))


def surroundings_fingerprint(paths: Iterable[Path], environment: Mapping[str, str]) -> str:
    """Recognise what all pages of a test run share: code, interpreter, packages, variables.

    `paths` are the files and folders that the project names; our own code is always among them.
    """
    variables = sorted(f"{name}={value}" for name, value in environment.items() if _counts(name))
    code = files_fingerprint([_OWN_CODE, *paths])
    return fingerprint(platform.platform(), platform.python_version(), code, *_installed(), *variables)


def _counts(name: str) -> bool:
    return name.startswith(_VARIABLES) or name.upper().endswith("_PROXY")


@cache
def _installed() -> tuple[str, ...]:
    return tuple(sorted(f"{each.metadata['Name']}=={each.version}" for each in distributions()))


def _parts(path: Path) -> Iterator[str]:
    if path.is_file():
        yield path.name
        yield hashlib.sha256(path.read_bytes()).hexdigest()
        return
    for folder, folders, names in os.walk(path):
        left_out = NOT_COPIED(folder, [*folders, *names])
        folders[:] = sorted(set(folders) - left_out)
        for name in sorted(set(names) - left_out):
            file = Path(folder, name)
            yield file.relative_to(path).as_posix()
            yield hashlib.sha256(file.read_bytes()).hexdigest()
