"""Evaluates a table for the modes `eval_mount` and `eval_download`: the job finds the files that it names.

Where they lie: `<account>/<container>/<path>` below the input, as
https://learn.microsoft.com/azure/machine-learning/how-to-read-write-data-v2#modes shows it (2024-02-06).
Unverified: that it is so with a single account too, and that a pattern or folder leaves out `MLTable` itself.
"""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from local_workspace.arm import ResourceId
from local_workspace.errors import not_implemented
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.mltables import FILE, MLTable, MLTableError, TablePath, read_table

_WILD = re.compile(r"[*?\[]")
_ADDRESS = re.compile(r"[a-z]+:", re.IGNORECASE)


def evaluate(addresses: Addresses, workspace: ResourceId, folder: Path) -> list[tuple[Path, Path]]:
    """The files of the table in a folder, each with its place below the input."""
    table = read_table(folder)
    files = table_files(addresses, workspace, folder, table)
    chosen = _choose(table, iter(files))
    return [(file, file.relative_to(addresses.root)) for file in chosen]


def table_files(
    addresses: Addresses, workspace: ResourceId, folder: Path, table: MLTable
) -> dict[Path, None]:
    """The files that a table names, each once, in its order."""
    return dict.fromkeys(file for path in table.paths for file in _files(addresses, workspace, folder, path))


def _choose(table: MLTable, files: Iterator[Path]) -> Iterator[Path]:
    """Apply the steps that choose files; those that look into them need the package `mltable`."""
    for step in table.transformations:
        if step.name == "take":
            files = islice(files, _count(step.name, step.arguments))
        elif step.name == "skip":
            files = islice(files, _count(step.name, step.arguments), None)
        else:
            raise not_implemented(f"evaluating the transformation {step.name!r} of an MLTable")
    return files


def _count(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise MLTableError(f"MLTable yaml schema is invalid: {name} needs a number, not {value!r}.")
    return value


def _files(addresses: Addresses, workspace: ResourceId, folder: Path, path: TablePath) -> list[Path]:
    base, pattern = (path.value, "") if path.kind != "pattern" else _split(path.value)
    place = addresses.path(workspace, base) if _ADDRESS.match(base) else _inside(folder, base)
    if path.kind == "pattern":
        found = sorted(each for each in place.glob(pattern) if each.is_file() and each.name != FILE)
    elif path.kind == "folder":
        found = sorted(each for each in place.rglob("*") if each.is_file() and each.name != FILE)
    else:
        found = [place] if place.is_file() else []
    if not found:
        # The code as in Azure/azureml-examples#1889; the rest is unverified.
        raise MLTableError(f"StreamError(NotFound): {path.kind} {path.value} of the MLTable matches no file.")
    return found


def _split(pattern: str) -> tuple[str, str]:
    """The folder before the first wildcard, and the rest."""
    wild = _WILD.search(pattern)
    cut = pattern.rfind("/", 0, wild.start() if wild else None) + 1
    return pattern[:cut] or ".", pattern[cut:]


def _inside(folder: Path, relative: str) -> Path:
    place = (folder / relative).resolve()
    if not place.is_relative_to(folder.resolve()):
        raise MLTableError(f"The MLTable names {relative}, which is outside its folder.")
    return place
