"""`az ml compute`."""

# pyright: basic

from __future__ import annotations

from itertools import islice
from typing import Any

from azure.ai.ml import load_compute
from azure.ai.ml.constants._common import COMPUTE_UPDATE_ERROR
from azure.ai.ml.entities import Compute

from local_workspace.az.errors import AzError
from local_workspace.az.property_paths import edit, read_overrides, read_tags
from local_workspace.az.registry import command
from local_workspace.az.session import Session

_PROPERTIES = {
    "name": "name", "size": "size", "min_instances": "min_instances", "max_instances": "max_instances",
    "idle_time_before_scale_down": "idle_time_before_scale_down", "description": "description",
    "identity_type": "identity.type", "tier": "tier", "location": "location",
}  # fmt: skip

_CHANGEABLE = ("min_instances", "max_instances", "idle_time_before_scale_down")


@command("ml compute create")
def create_compute(session: Session) -> Any:
    """Create a compute target from a YAML file, from options, or from both."""
    overrides = read_overrides(session["set"])
    overrides += [{path: session[name]} for name, path in _PROPERTIES.items() if session[name] is not None]
    if session["type"]:
        overrides.append({"type": session["type"].lower()})
    if session["tags"]:
        overrides.append({"tags": read_tags(session["tags"])})
    poller = session.ml.compute.begin_create_or_update(
        load_compute(session["file"], params_override=overrides)
    )
    return None if session["no_wait"] else poller.result()._to_dict()


@command("ml compute update")
def update_compute(session: Session) -> Any:
    """Change the scale settings and the tags of a cluster."""
    found = session.ml.compute.get(session["name"])
    if found.type != "amlcompute":
        raise AzError(COMPUTE_UPDATE_ERROR.format(found.name, found.type))
    document = edit(found._to_dict(), session)
    changes = {name: session[name] for name in _CHANGEABLE if session[name] is not None}
    if session["tags"]:
        changes["tags"] = read_tags(session["tags"])
    poller = session.ml.compute.begin_update(Compute._load(data=document | changes))
    return None if session["no_wait"] else poller.result()._to_dict()


@command("ml compute list-nodes")
def list_nodes(session: Session) -> list[Any]:
    """The nodes of a cluster."""
    return [vars(each) for each in session.ml.compute.list_nodes(session["name"])]


@command("ml compute list-sizes")
def list_sizes(session: Session) -> list[Any]:
    """The VM sizes that a compute may have in a region."""
    found = session.ml.compute.list_sizes(location=session["location"], compute_type=session["type"])
    return [vars(each) for each in found]


@command("ml compute show")
def show_compute(session: Session) -> Any:
    """One compute target."""
    return session.ml.compute.get(session["name"])._to_dict()


@command("ml compute list")
def list_computes(session: Session) -> list[Any]:
    """The compute targets of the workspace."""
    found = session.ml.compute.list(compute_type=session["type"])
    return [each._to_dict() for each in islice(found, session["max_results"])]


@command("ml compute delete")
def delete_compute(session: Session) -> None:
    """Delete a compute target."""
    _wait(session, session.ml.compute.begin_delete(session["name"]))


@command("ml compute start")
def start_compute(session: Session) -> None:
    """Start a compute instance."""
    _wait(session, session.ml.compute.begin_start(session["name"]))


@command("ml compute stop")
def stop_compute(session: Session) -> None:
    """Stop a compute instance."""
    _wait(session, session.ml.compute.begin_stop(session["name"]))


@command("ml compute restart")
def restart_compute(session: Session) -> None:
    """Restart a compute instance."""
    _wait(session, session.ml.compute.begin_restart(session["name"]))


def _wait(session: Session, poller: Any) -> None:
    if not session["no_wait"]:
        poller.result()
