"""Models: a version is kept under the datastore path of its files, also when it comes from a job.

Missing: recordings 2022-09..2023-05, GET …/models/{model} 404 (details ModelNotFound); its wording, stages
and the members that are null: recordings of 2026-03-26, model/e2etests, test_crud_file and
test_crud_model_with_stage. No files: https://github.com/MicrosoftDocs/azure-docs/issues/103778 (2023-01,
details ModelAssetPathNotFoundInStorage). Other files for a version: the wording that azure-ai-ml 1.35.2 looks
for (_artifacts/_constants.py, ASSET_PATH_ERROR); its status is unverified, and so is a stage that changes.
"""

from local_workspace.arm import Json, ResourceId
from local_workspace.errors import ArmError, user_error
from local_workspace.references import BlobLocation, DatastorePath, JobOutputs
from local_workspace.resources.assets import AssetType
from local_workspace.resources.generic import Change, ResourceType
from local_workspace.store import BlobStore, ResourceStore

JOB_SCHEMES = ("azureml://jobs/", "runs:/")
FIRST_STAGE = "Development"


def _missing_container(name: str) -> ArmError:
    return _missing(f"Model container with name: {name} not found.")


def _missing_version(name: str) -> ArmError:
    model, _, version = name.rpartition(":")
    # Unverified: how the detail of a missing version is worded.
    return _missing(f"Model version with name: {model} and version: {version} not found.")


def _missing(text: str) -> ArmError:
    detail: Json = {"code": "ModelNotFound", "message": text, "details": [], "additionalInfo": []}
    return ArmError(404, "UserError", "The specified resource was not found.", details=[detail])


def _prepare(change: Change) -> None:
    properties = change.resource.properties
    uri = properties.get("modelUri")
    if not uri:
        raise user_error(400, "The field 'modelUri' is required for a model version.", "BadArgument")
    path = resolve(change, str(uri))
    if change.before and path != change.before.properties["modelUri"]:
        raise user_error(400, "Asset paths cannot be updated.", "BadArgument")
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
    check_files(change.request.services.get(BlobStore), path.locate(change.store))
    return path.long_uri


def _of_blob(store: ResourceStore, workspace: ResourceId, uri: str) -> DatastorePath | None:
    blob = BlobLocation.parse(uri)
    for datastore in store.children(workspace, "datastores").resources if blob else []:
        held = datastore.properties
        if blob and (held.get("accountName"), held.get("containerName")) == (blob.account, blob.container):
            return DatastorePath(workspace, datastore.id.name, blob.path)
    return None


def check_files(blobs: BlobStore, place: BlobLocation) -> None:
    """Refuse an address that no files lie at."""
    if next(blobs.list(place.account, place.container, place.path), None) is None:
        message = f"No blobs found in storage at model asset path: {place.path}"
        detail: Json = {"code": "ModelAssetPathNotFoundInStorage", "message": message}
        detail |= {"details": [], "additionalInfo": []}
        raise ArmError(400, "UserError", "The request is invalid.", details=[detail])


MODELS = AssetType(
    ResourceType(
        "models",
        _missing_version,
        {
            **dict.fromkeys(("autoDeleteSetting", "description", "intellectualProperty")),
            "flavors": {},
            "isAnonymous": False,
            "isArchived": False,
            "jobName": None,
            "modelType": "custom_model",
            "properties": {},
            "provisioningState": "Succeeded",
            "stage": FIRST_STAGE,
            "tags": {},
        },
        prepare=_prepare,
    ),
    _missing_container,
    listed_by=("stage",),
)
