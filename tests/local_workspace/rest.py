"""Plain HTTPS to the local workspace, for what is not seen through the SDK."""

from pathlib import Path
from typing import Any

import requests
from local_workspace.workspace_server import LocalWorkspace

ARM = "https://management.azure.com"
STORAGE = "https://storage.azure.com"


def storage_code(error: BaseException) -> str:
    """The error code that azure-storage-blob hangs on azure.core's exceptions."""
    return vars(error)["error_code"]


class Rest:
    """The workspace by plain HTTPS, signed in: what is not seen through the SDK is looked at with this."""

    def __init__(self, workspace: LocalWorkspace) -> None:
        variables = workspace.facts["variables"]
        self.workspace = workspace
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.proxies["https"] = variables["HTTPS_PROXY"]
        self.session.verify = variables["SSL_CERT_FILE"]
        self.session.headers["Authorization"] = f"Bearer {self.token(ARM)}"

    def sign_in(self, audience: str = ARM, **changes: str) -> requests.Response:
        """Ask for a token, with something changed."""
        identity = self.workspace.identity
        form = {"grant_type": "client_credentials", "scope": f"{audience}/.default"}
        form |= {"client_id": identity.client_id, "client_secret": identity.client_secret, **changes}
        tenant = form.pop("tenant", identity.tenant)
        return self.session.post(f"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token", form)

    def token(self, audience: str) -> str:
        return self.sign_in(audience).json()["access_token"]

    @property
    def store(self) -> Path:
        """The folder of the workspace's own blob store; the server's other workspaces have others."""
        store = self("GET", "datastores/workspaceblobstore").json()["properties"]
        return self.workspace.state / "blobs" / store["accountName"] / store["containerName"]

    def blob(self, method: str, name: str, data: bytes = b"", **headers: str) -> requests.Response:
        """Call the default datastore's container as the signed-in principal."""
        datastore = self("GET", "datastores/workspaceblobstore?api-version=1").json()["properties"]
        url = f"https://{datastore['accountName']}.blob.core.windows.net/{datastore['containerName']}/{name}"
        sent = {"Authorization": f"Bearer {self.token(STORAGE)}", "x-ms-version": "2024-11-04"}
        sent |= {header.replace("_", "-"): value for header, value in headers.items()}
        return self.session.request(method, url, data=data, headers=sent)

    def put_blob(self, name: str, data: bytes) -> None:
        """Write a blob of the default datastore."""
        self.blob("PUT", name, data, x_ms_blob_type="BlockBlob").raise_for_status()

    def get_blob(self, name: str) -> requests.Response:
        """Read a blob of the default datastore."""
        return self.blob("GET", name)

    def __call__(self, method: str, path: str, json: Any = None, **headers: str) -> requests.Response:
        """Call ARM; a path that does not begin with a slash is one in the workspace."""
        url = path if path.startswith("https:") else f"{ARM}{path}"
        url = url if path.startswith(("/", "https:")) else f"{self.workspace.url}/{path}"
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.session.request(method, url, json=json, headers=sent)
