"""Gives a job copies of what it reads: whatever it does to them, the registered asset stays as it is.

What is a file cannot be read as a folder, nor the other way round: Azure fails such a job too when it makes
the data available (Azure/azureml-examples#1374, for an output); the wording here is unverified.
"""

import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from local_workspace.arm import ResourceId
from local_workspace.errors import LocalWorkspaceError
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.evaluation import evaluate
from local_workspace.jobs.mltables import read_table
from local_workspace.jobs.outputs import DIRECT
from local_workspace.jobs.refusals import LITERAL

EVALUATED = ("EvalMount", "EvalDownload")


class InputTypeError(LocalWorkspaceError):
    """What lies at an address is not of the type that the job declared for it."""


def place_inputs(
    addresses: Addresses, workspace: ResourceId, inputs: Mapping[str, Any], folder: Path
) -> dict[str, str | None]:
    """Put a job's inputs into a folder of its own and return what each is bound to."""
    return {name: _place(addresses, workspace, name, value, folder) for name, value in inputs.items()}


def _place(addresses: Addresses, workspace: ResourceId, name: str, value: Any, folder: Path) -> str | None:
    if value is None:
        return None
    if value.get("jobInputType", LITERAL) == LITERAL:
        return None if value.get("value") is None else str(value["value"])
    if value.get("mode") == DIRECT:
        return addresses.address(workspace, value["uri"])
    source = addresses.path(workspace, value["uri"])
    _check_type(name, value["jobInputType"], source)
    if value.get("mode") not in EVALUATED:
        return str(copy_read_only(source, folder / name))
    for file, place in evaluate(addresses, workspace, source):
        copy_read_only(file, (folder / name / place).parent)
    return str(folder / name)


def _check_type(name: str, kind: str, source: Path) -> None:
    if kind == "uri_file" and not source.is_file():
        raise InputTypeError(f"The input {name!r} has the type uri_file, but {source.name} is a folder.")
    if kind in ("uri_folder", "mltable") and not source.is_dir():
        raise InputTypeError(f"The input {name!r} has the type {kind}, but {source.name} is a file.")
    if kind == "mltable":
        read_table(source)


def copy_read_only(source: Path, folder: Path) -> Path:
    """Copy a file or a folder below `folder`; as in a read-only mount, the copy cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / source.name
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target)
    for path in (target, *target.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    return target


def remove(folder: Path) -> None:
    """Remove a folder of a job, read-only parts included."""
    for parent, folders, _ in os.walk(folder):
        for each in (Path(parent), *(Path(parent, name) for name in folders)):
            if not each.is_symlink():
                each.chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)
