"""Models: a version is kept under the datastore path of its files, also when it comes from a job.

Missing: recordings 2022-09..2023-05, GET …/models/{model} 404 (details ModelNotFound). No files:
https://github.com/MicrosoftDocs/azure-docs/issues/103778 (2023-01, details ModelAssetPathNotFoundInStorage).
Conflict: unverified wording and status.
"""

from local_workspace.arm import Json, ResourceId
from local_workspace.errors import ArmError, user_error
from local_workspace.references import BlobLocation, DatastorePath, JobOutputs
from local_workspace.resources.assets import AssetType
from local_workspace.resources.generic import Change, ResourceType
from local_workspace.store import BlobStore, ResourceStore

JOB_SCHEMES = ("azureml://jobs/", "runs:/")


def _missing(_: str) -> ArmError:
    text = "The specified resource was not found."
    detail: Json = {"code": "ModelNotFound", "message": text, "details": [], "additionalInfo": []}
    return ArmError(404, "UserError", text, details=[detail])


def _prepare(change: Change) -> None:
    properties = change.resource.properties
    uri = properties.get("modelUri")
    if not uri:
        raise user_error(400, "The field 'modelUri' is required for a model version.", "BadArgument")
    path = resolve(change, str(uri))
    if change.before and path != change.before.properties["modelUri"]:
        name, version = change.resource.id.parent.name, change.resource.id.name
        message = (
            f"A model with the name {name} and version {version} already exists and its path cannot be "
            "changed: use another version."
        )
        raise user_error(409, message, "Conflict")
    properties["modelUri"] = path
    if change.before and not properties.get("jobName"):  # the origin of a path that cannot change
        properties["jobName"] = change.before.properties["jobName"]


def resolve(change: Change, uri: str) -> str:
    """The address that clients can download from; refused when there is nothing."""
    workspace = change.resource.id.workspace
    if uri.startswith(JOB_SCHEMES):
        path, job = change.request.services.get(JobOutputs).resolve(workspace, uri)
        change.resource.properties["jobName"] = job
    else:
        known = DatastorePath.parse(uri, workspace) or _of_blob(change.store, workspace, uri)
        if known is None:
            message = f"The modelUri {uri!r} is no path of a datastore, a job or a blob."
            raise user_error(400, message, "BadArgument")
        path = known
    _check_files(change, path)
    return path.long_uri


def _of_blob(store: ResourceStore, workspace: ResourceId, uri: str) -> DatastorePath | None:
    blob = BlobLocation.parse(uri)
    for datastore in store.children(workspace, "datastores").resources if blob else []:
        held = datastore.properties
        if blob and (held.get("accountName"), held.get("containerName")) == (blob.account, blob.container):
            return DatastorePath(workspace, datastore.id.name, blob.path)
    return None


def _check_files(change: Change, path: DatastorePath) -> None:
    place = path.locate(change.store)
    blobs = change.request.services.get(BlobStore).list(place.account, place.container, place.path)
    if next(blobs, None) is None:
        message = f"No blobs found in storage at model asset path: {place.path}"
        detail: Json = {"code": "ModelAssetPathNotFoundInStorage", "message": message}
        detail |= {"details": [], "additionalInfo": []}
        raise ArmError(400, "UserError", "The request is invalid.", details=[detail])


MODELS = AssetType(
    ResourceType(
        "models",
        _missing,
        {
            "description": None,
            "flavors": {},
            "isAnonymous": False,
            "isArchived": False,
            "jobName": None,
            "modelType": "custom_model",
            "properties": {},
            "provisioningState": "Succeeded",
            "tags": {},
        },
        prepare=_prepare,
    ),
    _missing,
)
