"""`az ml workspace`."""

# pyright: basic

from __future__ import annotations

import logging
from itertools import islice
from typing import Any

from azure.ai.ml import load_workspace
from azure.ai.ml._version import VERSION
from azure.ai.ml.constants._common import Scope

from local_workspace.az.property_paths import edit, read_overrides, read_tags
from local_workspace.az.registry import command
from local_workspace.az.session import Session

_LOGGER = logging.getLogger(__name__)
_PROPERTIES = ("name", "display_name", "description", "location", "system_datastores_auth_mode")


@command("ml workspace create")
def create_workspace(session: Session) -> Any:
    """Create a workspace from a YAML file, from options, or from both."""
    overrides = read_overrides(session["set"])
    overrides += [{name: session[name]} for name in _PROPERTIES if session[name]]
    # az marks the workspaces that it creates: azext_mlv2/manual/custom/workspace.py `ml_workspace_create`.
    overrides.append({"tags": {"createdByToolkit": f"cli-v2-{VERSION}"} | (read_tags(session["tags"]) or {})})
    workspace = load_workspace(session["file"], params_override=overrides)
    return _wait(session, session.ml.workspaces.begin_create(workspace), "create", workspace.name)


@command("ml workspace show")
def show_workspace(session: Session) -> Any:
    """One workspace."""
    return session.ml.workspaces.get(session["name"])._to_dict()


@command("ml workspace list")
def list_workspaces(session: Session) -> list[Any]:
    """The workspaces of the resource group, or of the subscription."""
    scope = Scope.RESOURCE_GROUP if session["resource_group"] else Scope.SUBSCRIPTION
    return [
        each._to_dict() for each in islice(session.ml.workspaces.list(scope=scope), session["max_results"])
    ]


@command("ml workspace list-keys")
def list_workspace_keys(session: Session) -> Any:
    """The keys of the resources that the workspace uses."""
    keys = session.ml.workspaces.get_keys(session["name"])
    return keys.as_dict() if hasattr(keys, "as_dict") else vars(keys)


@command("ml workspace delete")
def delete_workspace(session: Session) -> None:
    """Delete a workspace."""
    poller = session.ml.workspaces.begin_delete(
        session["name"],
        delete_dependent_resources=session["all_resources"],
        permanently_delete=session["permanently_delete"],
    )
    if not session["no_wait"]:
        poller.result()


@command("ml workspace update")
def update_workspace(session: Session) -> Any:
    """Change the description, the display name and the tags of a workspace."""
    document = edit(session.ml.workspaces.get(session["name"])._to_dict(), session)
    overrides: list[dict[str, Any]] = [{"tags": document.get("tags") or {}}]
    if session["set"] or session["remove"]:
        overrides += [
            {name: document[name]} for name in ("description", "display_name") if document.get(name)
        ]
    overrides += [{name: session[name]} for name in ("name", "description", "display_name") if session[name]]
    workspace = load_workspace(session["file"], params_override=overrides)
    return _wait(session, session.ml.workspaces.begin_update(workspace), "update", workspace.name)


def _wait(session: Session, poller: Any, verb: str, name: str | None) -> Any:
    if not session["no_wait"]:
        return poller.result()._to_dict()
    _LOGGER.warning(
        "Workspace %s request initiated. Status can be checked using `az ml workspace show -n %s`", verb, name
    )
    return None
