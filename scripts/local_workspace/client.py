"""Call the running server as any client does, for the commands that make something in it."""

import json
import ssl
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPSHandler, ProxyHandler, Request, build_opener

from local_workspace.arm import ResourceId
from local_workspace.errors import LocalWorkspaceError
from local_workspace.workspace_server import LocalWorkspace

ARM = "https://management.azure.com"


class Client:
    """A signed-in client of the Azure Resource Manager."""

    def __init__(self, workspace: LocalWorkspace) -> None:
        variables = workspace.connection.variables
        trusted = ssl.create_default_context(cafile=variables["SSL_CERT_FILE"])
        self._open = build_opener(
            ProxyHandler({"https": variables["HTTPS_PROXY"]}), HTTPSHandler(context=trusted)
        ).open
        identity = workspace.identity
        form = {"grant_type": "client_credentials", "scope": f"{ARM}/.default"}
        form |= {"client_id": identity.client_id, "client_secret": identity.client_secret}
        address = f"https://login.microsoftonline.com/{identity.tenant}/oauth2/v2.0/token"
        request = Request(address, urlencode(form).encode(), method="POST")
        self._token = self._send(request)["access_token"]

    def put(self, resource_id: ResourceId, document: dict[str, Any]) -> dict[str, Any]:
        """Create or update a resource."""
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        address = f"{ARM}{resource_id}?api-version=2024-10-01"
        body = json.dumps(document).encode()
        return self._send(Request(address, body, headers, method="PUT"))  # noqa: S310 - always https

    def _send(self, request: Request) -> dict[str, Any]:
        try:
            with self._open(request) as answer:
                return json.load(answer)
        except HTTPError as error:
            raise LocalWorkspaceError(_message(error)) from error


def _message(error: HTTPError) -> str:
    try:
        document = json.load(error)["error"]
        return f"{document['code']}: {document['message']}"
    except (ValueError, KeyError, TypeError):
        return str(error)


def create_workspace(workspace: LocalWorkspace, name: str, resource_group: str, location: str) -> ResourceId:
    """Make a workspace, and its resource group where there is none."""
    client, subscription = Client(workspace), workspace.identity.subscription
    client.put(ResourceId(subscription, resource_group), {"location": location})
    made = client.put(ResourceId.of_workspace(subscription, resource_group, name), {"location": location})
    return ResourceId.parse(made["id"])


def read_failures(workspace: LocalWorkspace, name: str | None) -> str:
    """Why jobs failed, in one workspace or in all; empty when none did.

    Raises:
        LocalWorkspaceError: there is no such workspace.
    """
    query = f"?{urlencode({'workspace': name})}" if name else ""
    try:
        with build_opener(ProxyHandler({})).open(f"{workspace.facts['page']}failures{query}") as answer:
            return answer.read().decode()
    except HTTPError as error:
        raise LocalWorkspaceError(error.read().decode()) from error
