"""`az ml serverless-endpoint`, in preview on Azure.

Source: Azure/azure-cli-extensions, azext_mlv2/manual/custom/serverless_endpoint.py, commit 7347a832: a name
in small letters, documents as the entity has them (read 2026-11-21). Not here: `update`, which ends there
with an error of its own, and `regenerate-keys`, which replaces the first key whatever `--key-type` says.
"""

# pyright: basic

from __future__ import annotations

from typing import Any

from azure.ai.ml import load_serverless_endpoint

from local_workspace.az.documents import keys_document
from local_workspace.az.property_paths import read_overrides
from local_workspace.az.registry import command
from local_workspace.az.session import Session


@command("ml serverless-endpoint create")
def create_serverless(session: Session) -> Any:
    """Create an endpoint from a YAML file, from options, or from both."""
    overrides = read_overrides(session["set"])
    overrides += [{"name": session["name"].lower()}] if session["name"] else []
    endpoint = load_serverless_endpoint(session["file"], params_override=overrides)
    poller = session.ml.serverless_endpoints.begin_create_or_update(endpoint)
    return None if session["no_wait"] else poller.result().as_dict()


@command("ml serverless-endpoint show")
def show_serverless(session: Session) -> Any:
    """One endpoint."""
    return session.ml.serverless_endpoints.get(session["name"]).as_dict()


@command("ml serverless-endpoint list")
def list_serverless(session: Session) -> list[Any]:
    """The serverless endpoints of the workspace."""
    return [each.as_dict() for each in session.ml.serverless_endpoints.list()]


@command("ml serverless-endpoint get-credentials")
def get_serverless_credentials(session: Session) -> Any:
    """The two keys."""
    return keys_document(session.ml.serverless_endpoints.get_keys(session["name"]))


@command("ml serverless-endpoint delete")
def delete_serverless(session: Session) -> None:
    """Delete an endpoint; az does not ask back here."""
    poller = session.ml.serverless_endpoints.begin_delete(session["name"])
    if not session["no_wait"]:
        poller.result()
