"""Finds the files behind what a job reads: every form of address that a client may send."""

import re
from pathlib import Path

from local_workspace.arm import Resource, ResourceId, section
from local_workspace.errors import not_implemented, user_error
from local_workspace.jobs.records import Jobs, artifact_path, run_of
from local_workspace.references import BlobLocation, DatastorePath, is_microsofts, only_on_azure
from local_workspace.store import BlobStore, ResourceStore

ARTIFACT_STORE = "workspaceartifactstore"
_OUTPUT = re.compile(r"azureml://jobs/(?P<job>[^/]+)/outputs/(?P<output>[^/]+)(?:/paths)?(?:/(?P<path>.*))?")
_RUN = re.compile(r"runs:/(?P<job>[^/]+)(?:/(?P<path>.*))?")
_ASSET_ID = re.compile(
    r"(?:azureml:)?(?:/?subscriptions/.+|azureml://registries/[^/]+)"
    r"/(?:data|models|codes)/[^/]+/versions/[^/]+",
    re.IGNORECASE,
)
_ASSET = re.compile(r"azureml:(?P<name>[^/:]+):(?P<version>[^/:]+)")
_ELSEWHERE = re.compile(r"(?:https?|wasbs?|abfss?|adl|hdfs)://", re.IGNORECASE)
_ADDRESSES = {"data": "dataUri", "models": "modelUri", "codes": "codeUri"}


class Addresses:
    """Resolves addresses to datastore paths and to files; offered as `JobOutputs` to the models too."""

    def __init__(self, store: ResourceStore, blobs: BlobStore) -> None:
        self._store = store
        self._blobs = blobs
        self._jobs = Jobs(store)

    @property
    def root(self) -> Path:
        """The folder that all blobs lie in: `<account>/<container>/<path>`."""
        return self._blobs.root

    def resolve(self, workspace: ResourceId, uri: str) -> tuple[DatastorePath, str]:
        """The datastore path and the job behind `azureml://jobs/…/outputs/…` or `runs:/…`."""
        found = _OUTPUT.fullmatch(uri) or _RUN.fullmatch(uri)
        if found is None:
            raise user_error(400, f"{uri} is no address of a job's output.", "BadArgument")
        job = self._jobs.get(workspace.child("jobs", found["job"]))
        output = found.groupdict().get("output") or "artifacts"
        base = self._output(job, output)
        path = "/".join(part.strip("/") for part in (base.path, found["path"] or "") if part)
        return DatastorePath(base.workspace, base.datastore, path), job.id.name

    def path(self, workspace: ResourceId, uri: str) -> Path:
        """The file or folder behind any address; refused when nothing is there."""
        location = self._location(workspace, uri)
        path = self._blobs.path(location.account, location.container, location.path)
        if not path.exists():
            message = f"Could not find any data at {uri}: the path does not exist in its datastore."
            raise user_error(404, message, "NotFound")
        return path

    def check(self, workspace: ResourceId, uri: str) -> None:
        """Refuse an address that names nothing; whether the data is there is seen when the job starts."""
        self._location(workspace, uri)

    def address(self, workspace: ResourceId, uri: str) -> str:
        """The address of the data itself, which a job gets that wants to read it by its own means."""
        asset = self.asset(workspace, uri)
        return str(asset.properties[_ADDRESSES[asset.id.parent.collection]]) if asset else uri

    def target(self, workspace: ResourceId, uri: str) -> Path:
        """Where an output is written to."""
        place = DatastorePath.parse(uri, workspace)
        if place is None:
            raise user_error(400, f"{uri} is no path in a datastore.", "BadArgument")
        location = place.locate(self._store)
        return self._blobs.path(location.account, location.container, location.path)

    def artifacts(self, job: ResourceId) -> Path:
        """The folder of a run's artifacts."""
        place = DatastorePath(job.workspace, ARTIFACT_STORE, artifact_path(job.name))
        return self.target(job.workspace, place.short_uri)

    def asset(self, workspace: ResourceId, reference: str) -> Resource | None:
        """The asset that a reference names, or None when it names none; refused when it is missing."""
        if _ASSET_ID.fullmatch(reference):
            return self._existing(ResourceId.parse(reference))
        if found := _ASSET.fullmatch(reference):
            ids = [workspace.asset(kind, found["name"], found["version"]) for kind in ("data", "models")]
            return next((each for each in map(self._store.find, ids) if each), None) or self._existing(ids[0])
        return None

    def _existing(self, asset: ResourceId) -> Resource:
        resource = self._store.find(asset)
        if resource is None and is_microsofts(asset):
            raise only_on_azure(asset, "asset")
        if resource is None:
            kind, name = asset.parent.collection, f"{asset.parent.name}:{asset.name}"
            # Unverified wording; the SDK resolves names before it submits, so a client rarely sees it.
            raise user_error(404, f"{kind} {name} not found.", "NotFoundError")
        return resource

    def _location(self, workspace: ResourceId, uri: str) -> BlobLocation:
        if asset := self.asset(workspace, uri):
            return self._location(asset.id.workspace, self.address(workspace, uri))
        if uri.startswith(("azureml://jobs/", "runs:/")):
            return self.resolve(workspace, uri)[0].locate(self._store)
        if place := DatastorePath.parse(uri, workspace):
            return place.locate(self._store)
        if blob := BlobLocation.parse(uri):
            return blob
        if _ELSEWHERE.match(uri):
            raise not_implemented(f"reading data outside the workspace ({uri})")
        raise user_error(400, f"{uri!r} is no address of data.", "BadArgument")

    def _output(self, job: Resource, output: str) -> DatastorePath:
        if output in ("artifacts", "default"):
            return DatastorePath(job.id.workspace, ARTIFACT_STORE, artifact_path(job.id.name))
        kept, declared = section(run_of(job), "outputs"), section(job.properties, "outputs")
        uri = section(kept, output).get("uri") or section(declared, output).get("uri")
        place = DatastorePath.parse(uri or "", job.id.workspace)
        if place is None:
            raise user_error(404, f"Job {job.id.name} has no output {output!r}.", "NotFound")
        return place
