"""`az ml datastore`."""

# pyright: basic

from __future__ import annotations

from itertools import islice
from typing import Any

from azure.ai.ml import load_datastore

from local_workspace.az.property_paths import read_overrides
from local_workspace.az.registry import command
from local_workspace.az.session import Session


@command("ml datastore list")
def list_datastores(session: Session) -> list[Any]:
    """The datastores, without their secrets."""
    found = session.ml.datastores.list(include_secrets=False)
    return [each._to_dict() for each in islice(found, session["max_results"])]


@command("ml datastore show")
def show_datastore(session: Session) -> Any:
    """One datastore, without its secrets."""
    return session.ml.datastores.get(session["name"], include_secrets=False)._to_dict()


@command("ml datastore create")
def create_datastore(session: Session) -> Any:
    """Create a datastore from a YAML file."""
    overrides = read_overrides(session["set"]) + ([{"name": session["name"]}] if session["name"] else [])
    return session.ml.datastores.create_or_update(
        load_datastore(session["file"], params_override=overrides)
    )._to_dict()


@command("ml datastore delete")
def delete_datastore(session: Session) -> None:
    """Delete a datastore."""
    session.ml.datastores.delete(session["name"])
