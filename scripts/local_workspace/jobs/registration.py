"""Registers versions of models and of data on behalf of jobs and of MLflow, as the service itself does."""

from local_workspace.arm import Json, Resource, ResourceId, now, system_data
from local_workspace.references import DatastorePath
from local_workspace.store import ResourceStore

MODEL_TYPES = ("custom_model", "mlflow_model", "triton_model")


class Registration:
    """Makes versions of assets that no client sent."""

    def __init__(self, store: ResourceStore) -> None:
        self._store = store

    def register_output(self, job: Resource, output: Json) -> None:
        """Make the next version (or the one asked for) of the asset that a job named for its output."""
        kind = output.get("jobOutputType") or "uri_folder"
        collection = "models" if kind in MODEL_TYPES else "data"
        container = job.id.workspace.child(collection, output["assetName"])
        uri = _long(output["uri"], job.id.workspace)
        properties = (
            model_properties(kind, uri, job.id.name) if kind in MODEL_TYPES else data_properties(kind, uri)
        )
        by = str(job.system_data.get("createdBy"))
        self.add(container, properties, by, version=output.get("assetVersion"))

    def add(self, container: ResourceId, properties: Json, by: str, version: str | None = None) -> Resource:
        """Make a version, the container with it; one that is there already stays as it is."""
        with self._store.transaction():
            self.found(container, by)
            asset = container.child("versions", str(version or self._next(container)))
            there = self._store.find(asset)
            return there or self._store.put(Resource(asset, properties, {}, system_data(by)))

    def found(self, container: ResourceId, by: str) -> bool:
        """Make the container; say whether it is new."""
        with self._store.transaction():
            if self._store.find(container):
                return False
            empty: Json = {"description": None, "isArchived": False, "properties": {}, "tags": {}}
            self._store.put(Resource(container, empty, {}, system_data(by)))
            return True

    def _next(self, container: ResourceId) -> int:
        names = self._store.names(container, "versions")
        return max((int(name) for name in names if name.isdecimal()), default=0) + 1


def _long(uri: str, workspace: ResourceId) -> str:
    path = DatastorePath.parse(uri, workspace)
    return path.long_uri if path else uri


def model_properties(kind: str, uri: str, job: str | None) -> Json:
    """A model's version as the service keeps it."""
    return _common() | {
        "autoDeleteSetting": None,
        "flavors": {},
        "intellectualProperty": None,
        "jobName": job,
        "modelType": kind,
        "modelUri": uri,
        "provisioningState": "Succeeded",
        "stage": "Development",
    }


def data_properties(kind: str, uri: str) -> Json:
    """A data asset's version as the service keeps it."""
    return _common() | {"createdAt": now(), "dataType": kind, "dataUri": uri}


def _common() -> Json:
    return {"description": None, "isAnonymous": False, "isArchived": False, "properties": {}, "tags": {}}
