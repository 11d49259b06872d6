"""Plain HTTPS to the local workspace, for what is not seen through the SDK."""

from pathlib import Path
from typing import Any

import requests
from benchmarks.signed_in import ARM, STORAGE, SignedIn


def storage_code(error: BaseException) -> str:
    """The error code that azure-storage-blob hangs on azure.core's exceptions."""
    return vars(error)["error_code"]


class Rest(SignedIn):
    """The workspace by plain HTTPS: what is not seen through the SDK is looked at with this."""

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
