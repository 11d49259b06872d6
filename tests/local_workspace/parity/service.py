"""Plain HTTPS to the local workspace: what a client sends and gets, with no SDK in between."""

from __future__ import annotations

import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Self, cast
from urllib.parse import urlencode

import httpx
from local_workspace.workspace_server import LocalWorkspace

ARM = "https://management.azure.com"
STORAGE = "https://storage.azure.com"
MACHINE_LEARNING = "https://ml.azure.com"


@dataclass
class Service:
    """The local workspace, and the names that the operations' addresses are filled in with."""

    workspace: LocalWorkspace
    names: dict[str, str] = field(default_factory=dict[str, str])

    def __post_init__(self) -> None:
        identity = self.workspace.identity
        variables = self.workspace.facts["variables"]
        trusted = ssl.create_default_context(cafile=variables["SSL_CERT_FILE"])
        self._client = httpx.Client(proxy=variables["HTTPS_PROXY"], verify=trusted, trust_env=False)
        scope = str(identity.workspace_id)
        self.names |= {
            "arm": ARM,
            "workspace": ARM + scope,
            "scope": scope,
            "api": f"https://{identity.location}.api.azureml.ms",
            "login": "https://login.microsoftonline.com",
            "guid": identity.tenant,
            "s": identity.subscription,
            "rg": identity.resource_group,
            "ws": identity.workspace,
            "location": identity.location,
        }
        self._tokens: dict[str, str] = {}
        self._tokens = {audience: self._sign_in(audience) for audience in (ARM, STORAGE, MACHINE_LEARNING)}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def _sign_in(self, audience: str) -> str:
        answer = self.send("POST", "{login}/{guid}/oauth2/v2.0/token", self.sign_in_form(audience))
        return answer.json()["access_token"]

    def sign_in_form(self, audience: str = ARM) -> dict[str, str]:
        """What the token endpoint wants."""
        identity = self.workspace.identity
        return {
            "grant_type": "client_credentials",
            "client_id": identity.client_id,
            "client_secret": identity.client_secret,
            "scope": f"{audience}/.default",
        }

    def send(
        self, method: str, address: str, body: Any = None, headers: Mapping[str, str] = MappingProxyType({})
    ) -> httpx.Response:
        """Ask; a mapping is sent as JSON, to the login service as a form, bytes and text as they are."""
        url = self.fill_in(address)
        sent, content = dict(headers), body
        if isinstance(body, dict):
            form = url.startswith(self.names["login"])
            sent["Content-Type"] = "application/x-www-form-urlencoded" if form else "application/json"
            content = urlencode(cast(dict[str, str], body)) if form else json.dumps(body)
        if "sig=" not in url and self._tokens:
            sent["Authorization"] = f"Bearer {self._tokens[_audience(url)]}"
        return self._client.request(method, url, content=content, headers=sent)

    def fill_in(self, address: str) -> str:
        """The address with each {name} replaced; names may hold names."""
        while "{" in address:
            address = address.format_map(self.names)
        return address


def _audience(url: str) -> str:
    if ".blob." in url:
        return STORAGE
    return MACHINE_LEARNING if ".inference." in url else ARM
