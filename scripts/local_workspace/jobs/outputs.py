"""Collects what a job wrote: `./outputs` and `./logs` as artifacts, named outputs into datastores."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from local_workspace.arm import Json, ResourceId
from local_workspace.jobs.addresses import Addresses

COLLECTED = ("outputs", "logs")
"""Folders of the working directory that Azure ML uploads by itself
(https://learn.microsoft.com/azure/machine-learning/how-to-save-write-experiment-files, read 2026-11-21)."""

FILE_TYPES = ("uri_file",)
DIRECT = "Direct"
"""The mode in which a job gets the address of data instead of the data."""

RUN_TYPES = {"custom_model": "CustomModel", "mlflow_model": "MLFlowModel", "triton_model": "TritonModel"}
"""How run history names the types of models (azure-ai-ml 1.35.2, constants/_common.py, AssetTypes)."""

Say = Callable[[str], None]


def default_uri(job: str, output: str) -> str:
    """Where an output goes that names no place, as the service answers it."""
    return f"azureml://datastores/workspaceblobstore/paths/{default_path(job, output)}"


def default_path(job: str, output: str) -> str:
    """Where that is in the datastore."""
    return f"azureml/{job}/{output}/"


def make_places(outputs: Mapping[str, Any], folder: Path) -> dict[str, str]:
    """Make a place to write to for each named output: a folder, or a file's folder.

    An output in the mode `Direct` is its address: the job writes there by its own means.
    """
    places: dict[str, str] = {}
    for name, output in outputs.items():
        if output.get("mode") == DIRECT:
            places[name] = str(output["uri"])
            continue
        place = folder / name
        place.mkdir(parents=True)
        if output.get("jobOutputType") in FILE_TYPES:
            place = place / (Path(output.get("uri") or "").name or name)
        places[name] = str(place)
    return places


def collect_artifacts(work: Path, artifacts: Path, say: Say) -> None:
    """Copy the folders that Azure ML uploads by itself."""
    for name in COLLECTED:
        copy_plain(work / name, artifacts / name, say)


def collect_outputs(
    addresses: Addresses, job: ResourceId, outputs: Mapping[str, Any], places: Mapping[str, str], say: Say
) -> Json:
    """Copy the named outputs to their datastores; return what run history says of them."""
    found: Json = {}
    for name, place in places.items():
        output = outputs[name]
        uri = output.get("uri") or default_uri(job.name, name)
        target = addresses.target(job.workspace, uri)
        if output.get("mode") == DIRECT or copy_plain(Path(place), target, say):
            found[name] = written_output(job, name, output.get("jobOutputType") or "uri_folder", uri)
    return found


def written_output(job: ResourceId, name: str, kind: str, uri: str) -> Json:
    """What run history says of an output that was written."""
    asset = f"azureml_{job.name}_output_data_{name}"
    place = f"azureml://locations/local/workspaces/{job.workspace.name}/data/{asset}/versions/1"
    return {"assetId": place, "type": RUN_TYPES.get(kind, kind), "uri": uri}


def copy_plain(source: Path, target: Path, say: Say) -> bool:
    """Copy plain files, and links that stay inside; say whether there was anything."""
    if source.is_file() and not source.is_symlink():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)
        return True
    if source.is_symlink():
        say(f"not collected: {source.name} itself is a link")
        return False
    root, copied = source.resolve(), False
    for path in _files(source):
        if not _inside(path, root):
            say(f"not collected: {path.relative_to(source)} is a link that leads out of the folder")
            continue
        if not path.is_file():  # a link to a folder inside, which is collected where it is, or to nothing
            continue
        to = target / path.relative_to(source)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, to)
        copied = True
    return copied


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        linked = [name for name in folders if Path(parent, name).is_symlink()]
        yield from (
            Path(parent, name) for name in sorted([*names, *linked]) if _collectable(Path(parent, name))
        )


def _inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # links that lead to each other
        return False


def _collectable(path: Path) -> bool:
    return path.is_symlink() or path.is_file()
