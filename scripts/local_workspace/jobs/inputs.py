"""Gives a job copies of what it reads: whatever it does to them, the registered asset stays as it is."""

import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from local_workspace.arm import ResourceId
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.outputs import DIRECT
from local_workspace.jobs.refusals import LITERAL


def place_inputs(
    addresses: Addresses, workspace: ResourceId, inputs: Mapping[str, Any], folder: Path
) -> dict[str, str | None]:
    """Put a job's inputs into a folder of its own and return what each is bound to."""
    return {name: _place(addresses, workspace, value, folder / name) for name, value in inputs.items()}


def _place(addresses: Addresses, workspace: ResourceId, value: Any, folder: Path) -> str | None:
    if value is None:
        return None
    if value.get("jobInputType", LITERAL) == LITERAL:
        return None if value.get("value") is None else str(value["value"])
    if value.get("mode") == DIRECT:
        return addresses.address(workspace, value["uri"])
    return str(copy_read_only(addresses.path(workspace, value["uri"]), folder))


def copy_read_only(source: Path, folder: Path) -> Path:
    """Copy a file or a folder below `folder`; as in a read-only mount, the copy cannot be written."""
    folder.mkdir(parents=True)
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
