"""`az ml data`, `component`, `environment` and `model`: versioned assets differ in their names only."""

# pyright: basic

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from azure.ai.ml import load_component, load_data, load_environment, load_model
from azure.ai.ml.constants import ListViewType
from azure.ai.ml.entities import Component, Data, Environment, Model

from local_workspace.az.errors import AzError
from local_workspace.az.property_paths import edit, read_overrides, read_tags
from local_workspace.az.registry import command
from local_workspace.az.session import Session

_KINDS: dict[str, tuple[type[Any], Callable[..., Any], str]] = {
    "component": (Component, load_component, "components"),
    "data": (Data, load_data, "data"),
    "environment": (Environment, load_environment, "environments"),
    "model": (Model, load_model, "models"),
}
_PROPERTIES = (
    "name", "version", "description", "type", "path", "datastore", "image", "conda_file", "os_type", "stage",
)  # fmt: skip


def _commands(verb: str) -> list[str]:
    return [f"ml {kind} {verb}" for kind in _KINDS]


def _kind(session: Session) -> tuple[type[Any], Callable[..., Any], Any]:
    entity, load, operations = _KINDS[session.command.split()[1]]
    return entity, load, getattr(session.ml, operations)


@command(*_commands("create"))
def create_asset(session: Session) -> Any:
    """Create a version from a YAML file, from options, or from both."""
    if (
        session.command == "ml model create"
        and not session["file"]
        and not (session["name"] and session["path"])
    ):
        raise AzError("Please provide either --file/-f  or --name/-n and --path/-p.")
    _, load, operations = _kind(session)
    asset = load(source=session["file"], params_override=_overrides(session))
    if session.arguments.get("skip_validation"):
        asset._skip_validation = True
    return operations.create_or_update(asset)._to_dict()


def _overrides(session: Session) -> list[dict[str, Any]]:
    overrides = read_overrides(session["set"])
    overrides += [{name: session[name]} for name in _PROPERTIES if session.arguments.get(name)]
    if session.arguments.get("tags"):
        overrides.append({"tags": read_tags(session["tags"])})
    if session.arguments.get("build_context"):
        build = {
            "path": session["build_context"],
            "dockerfile_path": session["dockerfile_path"] or "/Dockerfile",
        }
        overrides.append({"build": build})
    return overrides


@command(*_commands("show"))
def show_asset(session: Session) -> Any:
    """One version."""
    return _get(session)._to_dict()


def _get(session: Session) -> Any:
    _, _, operations = _kind(session)
    return operations.get(name=session["name"], version=session["version"], label=session["label"])


@command(*_commands("list"))
def list_assets(session: Session) -> list[Any]:
    """The assets of the kind, or the versions of one."""
    _, _, operations = _kind(session)
    options = {"stage": session["stage"]} if session.arguments.get("stage") else {}
    found = operations.list(name=session["name"], list_view_type=view_type(session), **options)
    shape = _SHAPES.get(session.command, dict)
    return [shape(each._to_dict()) for each in islice(found, session["max_results"])]


def view_type(session: Session) -> ListViewType:
    """Which of the archived and active ones a list shows."""
    if session["include_archived"] and session["archived_only"]:
        raise AzError("Cannot provide both archived-only and include-archived.")
    if session["include_archived"]:
        return ListViewType.ALL
    return ListViewType.ARCHIVED_ONLY if session["archived_only"] else ListViewType.ACTIVE_ONLY


def _shape_environment(entry: dict[str, Any]) -> dict[str, Any]:
    return {"name": entry.get("name")} | _present(
        entry, {"latest_version": "latest version", "version": "version"}
    )


def _shape_model(entry: dict[str, Any]) -> dict[str, Any]:
    always = ("name", "tags", "stage", "id", "properties", "creation_context")
    shaped = {key: entry.get(key) for key in always} | {"description": entry.get("description", "")}
    shaped |= _present(entry, {"latest_version": "latest version", "version": "version"})
    return shaped | (
        {"model type": entry.get("type"), "path": entry.get("path")} if entry.get("version") else {}
    )


def _present(entry: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {shown: entry[name] for name, shown in names.items() if entry.get(name)}


# What `az ml environment list` and `az ml model list` leave out, in JSON too: azext_mlv2/manual/_format.py.
_SHAPES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "ml environment list": _shape_environment,
    "ml model list": _shape_model,
}


@command(*_commands("archive"))
def archive_asset(session: Session) -> None:
    """Hide an asset or a version."""
    _, _, operations = _kind(session)
    operations.archive(name=session["name"], version=session["version"], label=session["label"])


@command(*_commands("restore"))
def restore_asset(session: Session) -> None:
    """Bring an archived asset or version back."""
    _, _, operations = _kind(session)
    operations.restore(name=session["name"], version=session["version"], label=session["label"])


@command("ml data update", "ml environment update", "ml model update")
def update_asset(session: Session) -> Any:
    """Change what is said of a version: description, tags, the stage of a model."""
    entity, _, operations = _kind(session)
    document = edit(_get(session)._to_dict(), session)
    if session.arguments.get("stage"):
        document["stage"] = session["stage"]
    return operations.create_or_update(entity._load(data=document))._to_dict()


@command("ml data share", "ml environment share", "ml model share")
def share_asset(session: Session) -> Any:
    """Copy a version from the workspace into a registry."""
    _, _, operations = _KINDS[session.command.split()[1]]
    shared = getattr(session.ml_of_workspace, operations).share(
        name=session["name"],
        version=session["version"],
        share_with_name=session["share_with_name"],
        share_with_version=session["share_with_version"],
        registry_name=session["registry_name"],
    )
    return shared._to_dict()


@command("ml model download")
def download_model(session: Session) -> None:
    """Download the files of a model into a folder named after it."""
    target = session["download_path"] or Path.cwd()
    session.ml.models.download(name=session["name"], version=session["version"], download_path=target)
