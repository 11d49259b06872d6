"""`az group`: resource groups, over Azure Resource Manager."""

from __future__ import annotations

from typing import Any

from local_workspace.az.property_paths import read_tags
from local_workspace.az.registry import command
from local_workspace.az.session import Session

_VERSION = "2024-11-01"


def _path(session: Session) -> str:
    return f"/subscriptions/{session.subscription['subscriptionId']}/resourcegroups/{session['name']}"


@command("group create")
def create_group(session: Session) -> Any:
    """Create a resource group, or update its tags."""
    body = {"location": session["location"], "tags": read_tags(session["tags"])}
    return _shape(session.manage("PUT", _path(session), _VERSION, body))


@command("group show")
def show_group(session: Session) -> Any:
    """One resource group."""
    return _shape(session.manage("GET", _path(session), _VERSION))


@command("group list")
def list_groups(session: Session) -> list[Any]:
    """The resource groups of the subscription."""
    path = f"/subscriptions/{session.subscription['subscriptionId']}/resourcegroups"
    return [_shape(each) for each in session.manage("GET", path, _VERSION)["value"]]


@command("group exists")
def group_exists(session: Session) -> bool:
    """Whether there is such a resource group."""
    return session.send("HEAD", _path(session), _VERSION).status_code < 400


@command("group delete")
def delete_group(session: Session) -> None:
    """Delete a resource group and all that is in it."""
    session.manage("DELETE", _path(session), _VERSION)


def _shape(group: dict[str, Any]) -> dict[str, Any]:
    return {"managedBy": None, "tags": None, "type": "Microsoft.Resources/resourceGroups", **group}
