"""`az ml registry`."""

# pyright: basic

from __future__ import annotations

from itertools import islice
from typing import Any

from azure.ai.ml import load_registry
from azure.ai.ml.constants._common import Scope

from local_workspace.az.property_paths import read_overrides, read_tags
from local_workspace.az.registry import command
from local_workspace.az.session import Session

_PROPERTIES = ("name", "public_network_access")


@command("ml registry create")
def create_registry(session: Session) -> Any:
    """Create a registry from a YAML file, from options, or from both."""
    overrides = read_overrides(session["set"])
    overrides += [{name: session[name]} for name in _PROPERTIES if session[name]]
    if session["tags"]:
        overrides.append({"tags": read_tags(session["tags"])})
    registry = load_registry(session["file"], params_override=overrides)
    poller = session.ml.registries.begin_create(registry)
    return None if session["no_wait"] else poller.result()._to_dict()


@command("ml registry show")
def show_registry(session: Session) -> Any:
    """One registry."""
    return session.ml.registries.get(session["name"])._to_dict()


@command("ml registry list")
def list_registries(session: Session) -> list[Any]:
    """The registries of the resource group, or of the subscription."""
    scope = Scope.RESOURCE_GROUP if session["resource_group"] else Scope.SUBSCRIPTION
    found = session.ml.registries.list(scope=scope)
    return [each._to_dict() for each in islice(found, session["max_results"])]


@command("ml registry delete")
def delete_registry(session: Session) -> None:
    """Delete a registry with all assets in it."""
    poller = session.ml.registries.begin_delete(name=session["name"])
    if not session["no_wait"]:
        poller.result()
