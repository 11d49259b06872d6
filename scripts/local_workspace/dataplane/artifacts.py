"""The artifacts of a run: addresses to write to, to read from, and a list.

Calls: azureml-mlflow 1.62.0.post6, _client/artifact/run_artifact_client.py and
_restclient/run_artifact/operations/_run_artifacts_operations.py.
"""

from local_workspace.arm import Json, Resource, items
from local_workspace.dataplane.addresses import run_of_request, under_each
from local_workspace.errors import user_error
from local_workspace.jobs.addresses import ARTIFACT_STORE
from local_workspace.jobs.records import artifact_path
from local_workspace.references import BlobLocation, DatastorePath
from local_workspace.routing import Request, Response, Route
from local_workspace.store import Blob, BlobStore, ResourceStore
from local_workspace.store.shared_access import StorageAccounts

ORIGIN = "ExperimentRun"


def create_empty(request: Request) -> Response:
    """Give an address to write to for each path."""
    job = run_of_request(request)
    paths = [str(each.get("path", "")).strip("/") for each in items(request.json, "paths")]
    for path in paths:
        request.services.get(BlobStore).path(*_blob_name(request, job, path))  # refuses a path that leads out
    document: Json = {
        "artifactContentInformation": {path: _information(request, job, path, "rcw") for path in paths},
        "artifacts": {path: _artifact(job, path) for path in paths},
        "errors": {},
    }
    return Response(200, document)


def list_artifacts(request: Request) -> Response:
    """All artifacts, or those below `path`."""
    job = run_of_request(request)
    found = _blobs(request, job, request.query.get("path", ""))
    return Response(200, {"value": [_artifact(job, path) for path in found]})


def get_content_information(request: Request) -> Response:
    """An address to read one artifact from."""
    job, path = run_of_request(request), request.query.get("path", "").strip("/")
    if request.services.get(BlobStore).find(*_blob_name(request, job, path)) is None:
        # Unverified wording; the client needs the 404 (run_artifact_client.py, download_artifact).
        raise user_error(404, f"The artifact {path!r} of run {job.id.name} was not found.", "NotFound")
    return Response(200, _information(request, job, path, "r"))


def list_content_information(request: Request) -> Response:
    """Addresses to read all artifacts below `path` from."""
    job = run_of_request(request)
    found = _blobs(request, job, request.query.get("path", ""))
    return Response(200, {"value": [_information(request, job, path, "r") for path in found]})


def _location(request: Request, job: Resource) -> BlobLocation:
    place = DatastorePath(job.id.workspace, ARTIFACT_STORE, artifact_path(job.id.name))
    return place.locate(request.services.get(ResourceStore))


def _blob_name(request: Request, job: Resource, path: str) -> tuple[str, str, str]:
    location = _location(request, job)
    return location.account, location.container, f"{location.path}/{path}"


def _blobs(request: Request, job: Resource, prefix: str) -> list[str]:
    account, container, name = _blob_name(request, job, prefix.lstrip("/"))
    start = len(_location(request, job).path) + 1
    blobs: list[Blob] = list(request.services.get(BlobStore).list(account, container, name))
    return [blob.name[start:] for blob in blobs]


def _artifact(job: Resource, path: str) -> Json:
    container = f"dcid.{job.id.name}"
    data_path = {"dataStoreName": ARTIFACT_STORE, "relativePath": f"{artifact_path(job.id.name)}/{path}"}
    return {
        "artifactId": f"{ORIGIN}/{container}/{path}",
        "container": container,
        "createdTime": job.system_data.get("createdAt"),
        "dataPath": data_path,
        "etag": None,
        "origin": ORIGIN,
        "path": path,
        "tags": {},
    }


def _information(request: Request, job: Resource, path: str, permissions: str) -> Json:
    account, container, name = _blob_name(request, job, path)
    accounts = request.services.get(StorageAccounts)
    url = accounts.signed_url(account, container, name, permissions=permissions)
    return {
        "container": f"dcid.{job.id.name}",
        "contentUri": url,
        "origin": ORIGIN,
        "path": path,
        "tags": None,
    }


ROUTES: list[Route] = [
    *under_each("POST", "/artifacts/batch/metadata", create_empty),
    *under_each("GET", "/artifacts", list_artifacts),
    *under_each("GET", "/artifacts/path", list_artifacts),
    *under_each("GET", "/artifacts/contentinfo", get_content_information),
    *under_each("GET", "/artifacts/prefix/contentinfo", list_content_information),
]
