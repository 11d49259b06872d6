"""``config.json``: the file by which a program finds its workspace, without overwriting a user's own."""

import json
from dataclasses import dataclass
from itertools import product
from pathlib import Path

LEVELS = 20
"""How many folders up the SDK looks (azure-ai-ml 1.35.2, _ml_client.py, from_config)."""


@dataclass(frozen=True)
class Configuration:
    """A ``config.json`` that ``MLClient.from_config`` would take, and the workspace that it names."""

    path: Path
    workspace: dict[str, str]

    def __str__(self) -> str:
        names = (self.workspace.get(name, "?") for name in ("workspace_name", "resource_group"))
        return f"{self.path} (workspace %s in resource group %s)" % tuple(names)


def find(folder: Path) -> Configuration | None:
    """What ``MLClient.from_config`` finds when a program runs in this folder."""
    folders = [folder, *folder.parents][:LEVELS]
    for within, name in product((".azureml", "aml_config", ""), ("config.json", "project.json")):
        for parent in folders:
            path = parent / within / name
            if path.is_file():
                return Configuration(path, _read(path))
    return None


def _read(path: Path) -> dict[str, str]:
    try:
        document: object = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in document.items()} if isinstance(document, dict) else {}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]


def provide(folder: Path, workspace: dict[str, str]) -> str | None:
    """Write ``config.json`` where there is none; return what the user should know, if anything."""
    found = find(folder)
    if found is None:
        write(folder / "config.json", workspace)
        return f"wrote {folder / 'config.json'}, by which MLClient.from_config finds the local workspace"
    if found.workspace != workspace:
        return (
            f"note: MLClient.from_config will take {found}, which is not the default workspace of this state "
            f"folder ({workspace['workspace_name']} in {workspace['resource_group']}). If that is on Azure, "
            "calls will end with 404: nothing reaches Azure from here. Rename the file, or run elsewhere."
        )
    return None


def write(path: Path, workspace: dict[str, str]) -> None:
    """Write a ``config.json``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(workspace, indent=4) + "\n", "utf-8")
