"""Sharing: a version of a workspace's asset is copied into a registry, with its files.

Request and answer: recordings 2022-09, POST …/registries/{registry}/import 202 and GET …/models/{model}/…
200 (``originAssetId``). Address of the source: azure-ai-ml 1.35.2, constants/_common.py, ASSET_ID_FORMAT.
UNVERIFIED: the refusals, which the SDK's own come before; that a copy begins unarchived; that the origin of
an environment or of data is told as a model's is.
"""

import re
from copy import deepcopy

from local_workspace.arm import Json, Resource, ResourceId, member, section
from local_workspace.errors import not_implemented, user_error
from local_workspace.jobs.registration import Registration
from local_workspace.resources.catalog import check_request
from local_workspace.resources.registries import missing_asset, registry_of
from local_workspace.resources.registry_content import copy_in
from local_workspace.resources.registry_operations import begun
from local_workspace.routing import Request, Response
from local_workspace.store import ResourceStore

_SOURCE = re.compile(
    r"azureml://locations/[^/]+/workspaces/(?P<workspace>[^/]+)"
    r"/(?P<kind>[^/]+)/(?P<name>[^/]+)/versions/(?P<version>[^/]+)"
)
_FILES = {"data": "dataUri", "environments": None, "models": "modelUri"}
"""What can be shared, and the member that says where its files are."""


def import_asset(request: Request) -> Response:
    """Copy a version of a workspace's asset into the registry."""
    check_request(request, "models")
    registry, sent = registry_of(request), member(request.json, "properties")
    source = _source(request, str(sent.get("sourceAssetId")))
    kind = source.id.parent.collection
    if kind not in _FILES or section(source.properties, "build").get("contextUri"):
        raise not_implemented(f"the sharing of {source.id}")
    name = str(sent.get("destinationName") or source.id.parent.name)
    version = str(sent.get("destinationVersion") or source.id.name)
    copy = ResourceId.of_registry(registry.id.name).asset(kind, name, version)
    if request.services.get(ResourceStore).find(copy):
        raise user_error(409, f"Asset {copy} already exists.", "Conflict")
    properties = _properties(request, registry, source) | {"originAssetId": sent["sourceAssetId"]}
    by = request.principal.name
    request.services.get(Registration).add(copy.parent, properties, by, version=version)
    return begun(request, copy, "assetstore", tells_asset=False)


def _properties(request: Request, registry: Resource, source: Resource) -> Json:
    properties: Json = {**deepcopy(source.properties), "isArchived": False}
    if "jobName" in properties:
        properties["jobName"] = None
    if address := _FILES[source.id.parent.collection]:
        properties[address] = copy_in(request, registry, source.id.workspace, str(properties[address]))
    return properties


def _source(request: Request, address: str) -> Resource:
    match, store = _SOURCE.fullmatch(address), request.services.get(ResourceStore)
    if match is None:
        raise user_error(400, f"{address!r} is no address of an asset of a workspace.", "BadArgument")
    where = {"$.properties.workspaceId": match["workspace"]}
    workspace = next(store.search("workspaces", where=where), None)
    found = workspace and store.find(workspace.id.asset(match["kind"], match["name"], match["version"]))
    if not found:
        raise missing_asset(address)
    return found
