"""What the pages show, read from the store: workspaces, assets with their versions, jobs, and files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.requests import Request

from local_workspace.arm import Resource, ResourceId
from local_workspace.errors import ArmError
from local_workspace.references import BlobLocation, DatastorePath
from local_workspace.services import Services
from local_workspace.store import Blob, BlobStore, ResourceStore

VERSIONED = ("data", "models", "environments")
KINDS = (*VERSIONED, "datastores", "computes", "onlineEndpoints", "batchEndpoints")


@dataclass(frozen=True)
class Listing:
    """One level of a folder in a datastore: the folders and the files in it."""

    uri: str
    folders: list[tuple[str, str]]
    files: list[tuple[str, str, Blob]]


class WorkspaceReader:
    """Reads one workspace."""

    def __init__(self, store: ResourceStore, blobs: BlobStore, workspace: ResourceId) -> None:
        self._store = store
        self._blobs = blobs
        self.resource = store.get(workspace)
        self.id = self.resource.id

    def all(self, kind: str, *, newest_first: bool = False) -> list[Resource]:
        """All resources of a kind, without the anonymous ones, which no list shows."""
        found = self._store.children(self.id, kind, newest_first=newest_first).resources
        return [each for each in found if not each.properties.get("isAnonymous")]

    def get(self, kind: str, name: str) -> Resource:
        """One resource."""
        return self._store.get(self.id.child(kind, name))

    def versions(self, kind: str, name: str) -> list[Resource]:
        """The versions of an asset, newest first."""
        return self._store.children(self.id.child(kind, name), "versions", newest_first=True).resources

    def list_files(self, uri: str) -> Listing:
        """The folders and files right below an address in a datastore."""
        path, location = self._locate(uri)
        prefix = location.path.rstrip("/") + "/" if location.path else ""
        folders: dict[str, str] = {}
        files: list[tuple[str, str, Blob]] = []
        for blob in self._blobs.list(location.account, location.container, prefix):
            name, deeper, _ = blob.name[len(prefix) :].partition("/")
            address = DatastorePath(path.workspace, path.datastore, prefix + name).short_uri
            if deeper:
                folders[name] = address
            else:
                files.append((name, address, blob))
        return Listing(uri, sorted(folders.items()), files)

    def file(self, uri: str) -> Blob:
        """One file in a datastore."""
        _, location = self._locate(uri)
        blob = self._blobs.find(location.account, location.container, location.path)
        if blob is None:
            raise ArmError(404, "BlobNotFound", f"There is no file {uri}.")
        return blob

    def files_below(self, uri: str) -> Iterator[tuple[str, Blob]]:
        """All files below an address, with their names from there."""
        _, location = self._locate(uri)
        prefix = location.path.rstrip("/") + "/"
        for blob in self._blobs.list(location.account, location.container, prefix):
            yield blob.name[len(prefix) :], blob

    def _locate(self, uri: str) -> tuple[DatastorePath, BlobLocation]:
        path = DatastorePath.parse(uri, self.id)
        if path is None:
            raise ArmError(404, "NotFound", f"{uri!r} is not an address in a datastore of this workspace.")
        return path, path.locate(self._store)


def end_of(blob: Blob, most: int) -> str:
    """The end of a file, at most so many bytes, as text."""
    with blob.path.open("rb") as file:
        file.seek(max(0, blob.size - most))
        return file.read(most).decode("utf-8", "replace")


def reader_of(request: Request) -> WorkspaceReader:
    """The reader of the workspace that the address names."""
    services: Services = request.app.state.services
    get = request.path_params
    workspace = ResourceId.of_workspace(get["subscription"], get["group"], get["workspace"])
    return WorkspaceReader(services.get(ResourceStore), services.get(BlobStore), workspace)
