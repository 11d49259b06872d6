"""`az ml online-endpoint` and `az ml online-deployment`."""

# pyright: basic

from __future__ import annotations

import json
from typing import Any

from azure.ai.ml import load_online_deployment, load_online_endpoint
from azure.ai.ml.entities import EndpointAuthKeys, OnlineDeployment, OnlineEndpoint
from marshmallow.utils import EXCLUDE

from local_workspace.az.documents import keys_document
from local_workspace.az.errors import AzError, UsageError
from local_workspace.az.property_paths import edit, read_overrides
from local_workspace.az.registry import command
from local_workspace.az.session import Session

LINES = 5000


@command("ml online-endpoint create")
def create_endpoint(session: Session) -> Any:
    """Create an endpoint from a YAML file, from options, or from both."""
    overrides = read_overrides(session["set"])
    overrides += [{name: session[name]} for name in ("name", "auth_mode") if session[name]]
    endpoint = load_online_endpoint(session["file"], params_override=overrides)
    return _finish(session, session.ml.online_endpoints.begin_create_or_update(endpoint))


@command("ml online-endpoint update")
def update_endpoint(session: Session) -> Any:
    """Change the traffic, the tags or the description of an endpoint."""
    if session["file"]:
        endpoint = load_online_endpoint(session["file"], params_override=read_overrides(session["set"]))
    elif session["name"]:
        document = edit(session.ml.online_endpoints.get(session["name"])._to_dict(), session)
        endpoint = OnlineEndpoint._load(data=document, unknown=EXCLUDE)
    else:
        raise UsageError("one of the following arguments is required: --name/-n, --file/-f")
    if session["traffic"] is not None:
        endpoint.traffic = _shares(session["traffic"])
    if session["mirror_traffic"] is not None:
        endpoint.mirror_traffic = _shares(session["mirror_traffic"])
    return _finish(session, session.ml.online_endpoints.begin_create_or_update(endpoint))


def _shares(text: str) -> dict[str, int]:
    shares: dict[str, int] = {}
    for word in text.replace(",", " ").split():
        name, _, share = word.partition("=")
        if not share.isdecimal():
            raise AzError(f"usage error: '{word}' is not <deployment>=<percent>")
        shares[name] = int(share)
    return shares


@command("ml online-endpoint show")
def show_endpoint(session: Session) -> Any:
    """One endpoint."""
    return session.ml.online_endpoints.get(session["name"])._to_dict()


@command("ml online-endpoint list")
def list_endpoints(session: Session) -> list[Any]:
    """The endpoints of the workspace."""
    return [each._to_dict() for each in session.ml.online_endpoints.list()]


@command("ml online-endpoint delete")
def delete_endpoint(session: Session) -> None:
    """Delete an endpoint with its deployments."""
    _wait(session, session.ml.online_endpoints.begin_delete(session["name"]))


@command("ml online-endpoint get-credentials")
def get_credentials(session: Session) -> Any:
    """The keys or the token, under the names of the REST API.

    MicrosoftDocs/azure-ai-docs, how-to-authenticate-online-endpoint.md (read 2026-11-21).
    """
    found = session.ml.online_endpoints.get_keys(session["name"])
    if isinstance(found, EndpointAuthKeys):
        return keys_document(found)
    document = {"accessToken": found.access_token, "expiryTimeUtc": found.expiry_time_utc}
    refresh = getattr(found, "refresh_after_time_utc", 0)
    return document | ({"refreshAfterTimeUtc": refresh, "tokenType": "Bearer"} if refresh else {})


@command("ml online-endpoint regenerate-keys")
def regenerate_keys(session: Session) -> None:
    """Replace a key by a new one."""
    kind = session["key_type"] or "primary"
    _wait(session, session.ml.online_endpoints.begin_regenerate_keys(session["name"], key_type=kind))


@command("ml online-endpoint invoke")
def invoke_endpoint(session: Session) -> Any:
    """Ask an endpoint; prints the answer as a text, as az does."""
    if not session["request_file"]:
        raise AzError("Please provide --request-file/-r, the file that is sent.")
    return session.ml.online_endpoints.invoke(
        session["name"], request_file=session["request_file"], deployment_name=session["deployment_name"]
    )


@command("ml online-deployment create")
def create_deployment(session: Session) -> Any:
    """Create a deployment from a YAML file."""
    overrides = read_overrides(session["set"])
    overrides += [{name: session[name]} for name in ("name", "endpoint_name") if session[name]]
    deployment = load_online_deployment(session["file"], params_override=overrides)
    poller = session.ml.online_deployments.begin_create_or_update(
        deployment, skip_script_validation=session["skip_script_validation"]
    )
    document = _finish(session, poller)
    if session["all_traffic"]:
        endpoint = session.ml.online_endpoints.get(deployment.endpoint_name)
        endpoint.traffic = {deployment.name: 100}
        session.ml.online_endpoints.begin_create_or_update(endpoint).result()
    return document


@command("ml online-deployment update")
def update_deployment(session: Session) -> Any:
    """Change a deployment: its number of instances, for example."""
    if session["file"]:
        deployment = load_online_deployment(session["file"], params_override=read_overrides(session["set"]))
    elif session["name"] and session["endpoint_name"]:
        found = session.ml.online_deployments.get(session["name"], session["endpoint_name"])
        document = edit(json.loads(json.dumps(found._to_dict(), default=str)), session)
        deployment = OnlineDeployment._load(data=document, unknown=EXCLUDE)
    else:
        raise UsageError("the following arguments are required: --name/-n, --endpoint-name/-e")
    return _finish(session, session.ml.online_deployments.begin_create_or_update(deployment))


@command("ml online-deployment show")
def show_deployment(session: Session) -> Any:
    """One deployment."""
    return session.ml.online_deployments.get(session["name"], session["endpoint_name"])._to_dict()


@command("ml online-deployment list")
def list_deployments(session: Session) -> list[Any]:
    """The deployments of an endpoint."""
    return [each._to_dict() for each in session.ml.online_deployments.list(session["endpoint_name"])]


@command("ml online-deployment delete")
def delete_deployment(session: Session) -> None:
    """Delete a deployment."""
    _wait(session, session.ml.online_deployments.begin_delete(session["name"], session["endpoint_name"]))


@command("ml online-deployment get-logs")
def get_logs(session: Session) -> Any:
    """The log of a deployment, as a text."""
    return session.ml.online_deployments.get_logs(
        session["name"],
        session["endpoint_name"],
        session["lines"] or LINES,
        container_type=session["container"],
    )


def _finish(session: Session, poller: Any) -> Any:
    return None if session["no_wait"] else poller.result()._to_dict()


def _wait(session: Session, poller: Any) -> None:
    if not session["no_wait"]:
        poller.result()
