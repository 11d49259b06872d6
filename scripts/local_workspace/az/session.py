"""What one `az` call works with: its arguments, its identity, and clients that reach the local workspace."""

# pyright: basic

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from azure.ai.ml import MLClient
from azure.core import PipelineClient
from azure.core.credentials import TokenCredential
from azure.core.exceptions import HttpResponseError, map_error
from azure.core.pipeline.policies import BearerTokenCredentialPolicy, RetryPolicy
from azure.core.rest import HttpRequest, HttpResponse
from azure.identity import ClientSecretCredential, EnvironmentCredential
from azure.mgmt.core.exceptions import ARMErrorFormat

from local_workspace.az.errors import NOT_SIGNED_IN, AzError, UsageError
from local_workspace.az.settings import Settings

MANAGEMENT = "https://management.azure.com"
_IDENTITY_VARIABLES = ("AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET")
_MISSING_WORKSPACE = "one the following arguments are required: [--workspace-name/-w, --registry-name]"


class Session:
    """One call of `az`."""

    def __init__(self, command: str, arguments: Mapping[str, Any], settings: Settings) -> None:
        self.command = command
        self.arguments = arguments
        self.settings = settings

    def __getitem__(self, name: str) -> Any:
        """The value of an argument."""
        return self.arguments[name]

    @cached_property
    def credential(self) -> TokenCredential:
        """The signed-in identity: of `az login --service-principal`, else of the environment variables."""
        _refuse_another_cloud()
        account = self.settings.account
        if account.client:
            return ClientSecretCredential(account.tenant, account.client, account.secret)
        if account.signed_out or not all(os.environ.get(name) for name in _IDENTITY_VARIABLES):
            raise AzError(NOT_SIGNED_IN)
        return EnvironmentCredential()

    @property
    def client_id(self) -> str:
        """The client id of the signed-in identity."""
        return self.settings.account.client or os.environ["AZURE_CLIENT_ID"]

    @cached_property
    def subscriptions(self) -> list[dict[str, Any]]:
        """The subscriptions that the identity sees."""
        return self.manage("GET", "/subscriptions", "2022-12-01")["value"]

    @property
    def subscription(self) -> dict[str, Any]:
        """The subscription of this call: `--subscription`, else that of `az account set`, else the first."""
        wanted = self.arguments.get("subscription") or self.settings.account.subscription
        return self.find_subscription(wanted) if wanted else self.subscriptions[0]

    def find_subscription(self, wanted: str) -> dict[str, Any]:
        """The subscription with that name or id."""
        for each in self.subscriptions:
            if wanted.lower() in (each["subscriptionId"].lower(), each["displayName"].lower()):
                return each
        raise AzError(f"The subscription of '{wanted}' doesn't exist in cloud 'AzureCloud'.")

    @cached_property
    def ml(self) -> Any:
        """The SDK's MLClient for the registry that is named, else for the workspace.

        A registry comes before a workspace that is only a default: the commands of Microsoft's how-to about
        registries name no workspace (how-to-share-models-pipelines-across-workspaces-with-registries.md).
        """
        registry = self.arguments.get("registry_name")
        return MLClient(self.credential, registry_name=registry) if registry else self.ml_of_workspace

    @cached_property
    def ml_of_workspace(self) -> Any:
        """The SDK's MLClient for the workspace, or for the resource group where no workspace is named."""
        workspace = self.arguments.get("workspace_name")
        if "workspace_name" in self.arguments and not workspace:
            raise AzError(_MISSING_WORKSPACE)
        group = self.arguments.get("resource_group")
        if workspace and not group:
            raise UsageError("the following arguments are required: --resource-group/-g")
        return MLClient(self.credential, self.subscription["subscriptionId"], group, workspace)

    def manage(self, method: str, path: str, version: str, body: Any = None) -> Any:
        """Call Azure Resource Manager; returns the document that it answers, or None."""
        response = self.send(method, path, version, body)
        if response.status_code >= 400:
            map_error(response.status_code, response, {})
            raise HttpResponseError(response=response, error_format=ARMErrorFormat)
        return response.json() if response.text().strip() else None

    def send(self, method: str, path: str, version: str, body: Any = None) -> HttpResponse:
        """Call Azure Resource Manager; returns the answer, whatever its status."""
        sign_in = BearerTokenCredentialPolicy(self.credential, f"{MANAGEMENT}/.default")
        request = HttpRequest(method, f"{MANAGEMENT}{path}", params={"api-version": version}, json=body)
        with PipelineClient(MANAGEMENT, policies=[RetryPolicy(), sign_in]) as client:
            response = client.send_request(request)
            response.read()
            return response


def _refuse_another_cloud() -> None:
    proxy = urlsplit(os.environ.get("HTTPS_PROXY", ""))
    if proxy.hostname != "127.0.0.1":
        raise AzError(
            "This az reaches the local workspace only, and HTTPS_PROXY does not lead to one. "
            "Start it through `local-workspace run` or `local-workspace shell`."
        )
