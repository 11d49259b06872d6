"""Artifacts, of a run or of a container of their own: addresses to write to, to read from, and a list.

Calls: azureml-mlflow 1.62.0.post6, _client/artifact/run_artifact_client.py and local_artifact_client.py with
_restclient/run_artifact and _restclient/artifact.
"""

from dataclasses import dataclass
from typing import Self

from local_workspace.arm import Json, items
from local_workspace.dataplane.addresses import run_of_request, under_each, workspace_of
from local_workspace.errors import user_error
from local_workspace.jobs import shapes
from local_workspace.jobs.addresses import ARTIFACT_STORE
from local_workspace.jobs.records import artifact_path
from local_workspace.references import DatastorePath
from local_workspace.routing import API, WORKSPACE, Request, Response, Route
from local_workspace.store import BlobStore, ResourceStore
from local_workspace.store.shared_access import StorageAccounts

RUN = "ExperimentRun"
UPLOAD = "LocalUpload"
"""Origin of what MLflow's client uploads itself (_store/model_registry/model_registry.py:73)."""

DATASTORE = "Datastore"
"""An origin of ours, for reading only: the container is a datastore. Clients pass origins on unread."""

CONTAINERS = f"/artifact/v2.0{WORKSPACE}/artifacts/{{origin}}/{{container}}"


@dataclass(frozen=True)
class Area:
    """Where some artifacts are: their names are relative to it."""

    request: Request
    origin: str
    container: str
    place: DatastorePath

    @classmethod
    def of(cls, request: Request, *, writing: bool = False) -> Self:
        """The area that a request is about."""
        if "run" in request.parameters:
            job = run_of_request(request).id
            place = DatastorePath(job.workspace, ARTIFACT_STORE, artifact_path(job.name))
            return cls(request, RUN, f"dcid.{job.name}", place)
        workspace, origin, container = workspace_of(request), request["origin"], request["container"]
        if origin == DATASTORE and not writing:
            return cls(request, origin, container, DatastorePath(workspace, container, ""))
        if origin not in (RUN, UPLOAD) or (writing and origin != UPLOAD):
            # Unverified: which origins the service knows, and how it refuses others.
            raise user_error(404, f"There are no artifacts of the origin {origin!r}.", "NotFound")
        place = DatastorePath(workspace, ARTIFACT_STORE, f"{origin}/{container}")
        return cls(request, origin, container, place)

    def blob(self, path: str) -> tuple[str, str, str]:
        """Account, container and name of an artifact; refused when its path leads out of the area."""
        location = self.place.locate(self.request.services.get(ResourceStore))
        name = location.account, location.container, "/".join(filter(None, (location.path, path)))
        self.request.services.get(BlobStore).path(*name)  # refuses what leads out
        return name

    def paths(self, prefix: str) -> list[str]:
        """The artifacts whose paths begin so."""
        start = f"{self.place.path}/" if self.place.path else ""
        account, container, name = self.blob(prefix.lstrip("/"))
        blobs = self.request.services.get(BlobStore).list(account, container, name if prefix else start)
        return [blob.name[len(start) :] for blob in blobs]

    def holds(self, path: str) -> bool:
        """Whether there is such an artifact."""
        return self.request.services.get(BlobStore).find(*self.blob(path)) is not None

    def document(self, path: str) -> Json:
        """An artifact on the wire."""
        relative = "/".join(filter(None, (self.place.path, path)))
        return {
            "artifactId": f"{self.origin}/{self.container}/{path}",
            "container": self.container,
            "createdTime": None,
            "dataPath": {"dataStoreName": self.place.datastore, "relativePath": relative},
            "etag": None,
            "origin": self.origin,
            "path": path,
            "tags": {},
        }

    def information(self, path: str, permissions: str) -> Json:
        """An artifact with an address that allows something for a while."""
        accounts = self.request.services.get(StorageAccounts)
        return {
            "container": self.container,
            "contentUri": accounts.signed_url(*self.blob(path), permissions=permissions),
            "origin": self.origin,
            "path": path,
            "tags": None,
        }


def create_empty(request: Request) -> Response:
    """Give an address to write to for each path."""
    area = Area.of(request, writing=True)
    shapes.check(request.json, {"paths": shapes.listed})
    paths = [str(each.get("path") or "").strip("/") for each in items(request.json, "paths")]
    if not all(paths):
        raise user_error(400, "Each of the paths needs a 'path'.", "BadArgument")
    document: Json = {
        "artifactContentInformation": {path: area.information(path, "rcw") for path in paths},
        "artifacts": {path: area.document(path) for path in paths},
        "errors": {},
    }
    return Response(200, document)


def list_artifacts(request: Request) -> Response:
    """All artifacts, or those below `path`."""
    area = Area.of(request)
    return Response(
        200, {"value": [area.document(path) for path in area.paths(request.query.get("path", ""))]}
    )


def get_content_information(request: Request) -> Response:
    """An address to read one artifact from."""
    area, path = Area.of(request), request.query.get("path", "").strip("/")
    if not area.holds(path):
        # Unverified wording; the client needs the 404 (run_artifact_client.py, download_artifact).
        raise user_error(404, f"The artifact {path!r} was not found in {area.container}.", "NotFound")
    return Response(200, area.information(path, "r"))


def list_content_information(request: Request) -> Response:
    """Addresses to read all artifacts below `path` from."""
    area = Area.of(request)
    found = area.paths(request.query.get("path", ""))
    return Response(200, {"value": [area.information(path, "r") for path in found]})


ROUTES: list[Route] = [
    *under_each("POST", "/artifacts/batch/metadata", create_empty),
    *under_each("GET", "/artifacts", list_artifacts),
    *under_each("GET", "/artifacts/path", list_artifacts),
    *under_each("GET", "/artifacts/contentinfo", get_content_information),
    *under_each("GET", "/artifacts/prefix/contentinfo", list_content_information),
    Route("POST", API, f"{CONTAINERS}/batch/metadata", create_empty),
    Route("GET", API, CONTAINERS, list_artifacts),
    Route("GET", API, f"{CONTAINERS}/contentinfo", get_content_information),
    Route("GET", API, f"{CONTAINERS}/prefix/contentinfo", list_content_information),
]
