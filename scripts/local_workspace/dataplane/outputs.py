"""Where the outputs of a job are: what the SDK asks before it downloads them.

Calls: azure-ai-ml 1.35.2, operations/_job_operations.py, _get_named_output_uri;
_dataset_dataplane_operations.py and _model_dataplane_operations.py.
"""

import re

from local_workspace.arm import Json, items
from local_workspace.dataplane.addresses import workspace_of
from local_workspace.errors import user_error
from local_workspace.jobs.records import Jobs, run_of
from local_workspace.references import DatastorePath
from local_workspace.routing import API, WORKSPACE, Request, Response, Route

_ASSET = re.compile(
    r"azureml://locations/[^/]+/workspaces/[^/]+/data"
    r"/azureml_(?P<job>.+)_output_data_(?P<name>.+)/versions/1"
)


def resolve_data(request: Request) -> Response:
    """Addresses of outputs that are data."""
    return Response(
        200,
        {
            "values": {
                each: {"type": "uri_folder", "uri": _long_uri(request, each)} for each in _asked(request)
            }
        },
    )


def resolve_models(request: Request) -> Response:
    """Addresses of outputs that are models."""
    return Response(
        200,
        {
            "values": {
                each: {"modelType": "custom", "path": _long_uri(request, each)} for each in _asked(request)
            }
        },
    )


def _asked(request: Request) -> list[str]:
    return [str(each) for each in items(request.json, "values")]


def _long_uri(request: Request, asset_id: str) -> str:
    workspace, found = workspace_of(request), _ASSET.fullmatch(asset_id)
    output: Json | None = None
    if found:
        job = request.services.get(Jobs).get(workspace.child("jobs", found["job"]))
        output = run_of(job)["outputs"].get(found["name"])
    place = DatastorePath.parse(output["uri"], workspace) if output else None
    if place is None:
        raise user_error(404, f"{asset_id} was not found.", "NotFound")
    return place.long_uri


ROUTES = [
    Route("POST", API, f"/data/v1.0{WORKSPACE}/dataversion/batchGetResolvedUris", resolve_data),
    Route("POST", API, f"/modelregistry/v1.0{WORKSPACE}/models/batchGetResolvedUris", resolve_models),
]
