"""Assets of registries: they are those of workspaces, with other addresses, files and answers.

Shapes: recordings 2022-09..2023-05, GET and PUT …/registries/{registry}/{models|data|environments}/… and
…/components/…; no versions instead of a refusal: azure-sdk-assets, test_create_get_download_model_registry
(2024-05-03). What another asset refers to is in a registry itself: azure-ai-ml 1.35.2,
operations/_operation_orchestrator.py:199. UNVERIFIED: that registries refuse changes of a version with the
codes and wordings of workspaces, the refusal of a reference, the answer to the PUT of an asset as a whole.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from local_workspace.arm import ResourceId, section
from local_workspace.errors import ArmError, user_error
from local_workspace.references import is_microsofts, only_on_azure
from local_workspace.resources.assets import Assets, AssetType, shared_routes
from local_workspace.resources.catalog import check_request
from local_workspace.resources.codes import CODES
from local_workspace.resources.components import COMPONENTS
from local_workspace.resources.data import DATA
from local_workspace.resources.environments import ENVIRONMENTS
from local_workspace.resources.generic import Change, listed
from local_workspace.resources.models import MODELS, check_files
from local_workspace.resources.registries import missing_asset, registry_of
from local_workspace.resources.registry_content import own_blob, sign_download, start_upload
from local_workspace.resources.registry_operations import begun
from local_workspace.resources.registry_sharing import import_asset
from local_workspace.routing import REGISTRY, REGISTRY_FRONT_END, Request, Response, Route
from local_workspace.store import BlobStore

PLACE = f"/mferp/managementfrontend{REGISTRY}"


class RegistryAssets(Assets):
    """What is done to assets of one kind in a registry."""

    def scope(self, request: Request) -> ResourceId:
        """Whose assets they are."""
        check_request(request, self.kind.version.collection)
        return ResourceId.of_registry(registry_of(request).id.name)

    def put_version(self, request: Request) -> Response:
        """Make a version; the answer is an operation to wait for."""
        super().put_version(request)
        is_environment = self.kind.version.collection == "environments"
        return begun(request, self.version_id(request), "environment" if is_environment else "assetstore")

    def missing(self, request: Request) -> ArmError:
        """The refusal when there is no such asset or version."""
        asset = (self.version_id if "version" in request.parameters else self.container_id)(request)
        return only_on_azure(asset, "model") if is_microsofts(asset) else missing_asset(asset)

    def list_missing(self, request: Request) -> Response:
        """An asset that is not there has no versions."""
        return listed(request, [], None)


def _prepare_model(change: Change) -> None:
    properties, before = change.resource.properties, change.before
    properties.pop("system_metadata", None)  # what azure-ai-ml 1.35.2 adds as null, in snake case
    if not properties.get("modelUri"):
        raise user_error(400, "The field 'modelUri' is required for a model version.", "BadArgument")
    if before and before.properties["modelUri"] != properties["modelUri"]:
        raise user_error(400, "Asset paths cannot be updated.", "BadArgument")
    blob = own_blob(registry_of(change.request), str(properties["modelUri"]))
    check_files(change.request.services.get(BlobStore), blob)


def _prepare_data(change: Change) -> None:
    if uri := change.resource.properties.get("dataUri"):
        own_blob(registry_of(change.request), str(uri))
    DATA.version.prepare(change)


def _prepare_code(change: Change) -> None:
    if uri := change.resource.properties.get("codeUri"):
        own_blob(registry_of(change.request), str(uri))
    CODES.version.prepare(change)


def _prepare_component(change: Change) -> None:
    COMPONENTS.version.prepare(change)
    spec = section(change.resource.properties, "componentSpec")
    for name in ("code", "environment"):
        if reference := spec.get(name):
            _check_reference(change, name, ResourceId.parse(str(reference)))


def _check_reference(change: Change, name: str, asset: ResourceId) -> None:
    if not asset.is_in_a_registry:
        component = change.resource.id.parent.name
        message = f"The {name} of component {component} must be in a registry: {asset} is not."
        raise user_error(400, message, "BadArgument")
    if not is_microsofts(asset) and change.store.find(asset) is None:
        raise missing_asset(asset)


_PREPARE: Mapping[str, Callable[[Change], None]] = {
    "codes": _prepare_code,
    "components": _prepare_component,
    "data": _prepare_data,
    "models": _prepare_model,
}


def _in_registries(kind: AssetType) -> RegistryAssets:
    prepare = _PREPARE.get(kind.version.collection, kind.version.prepare)
    return RegistryAssets(replace(kind, version=replace(kind.version, prepare=prepare)))


KINDS = (CODES, COMPONENTS, DATA, ENVIRONMENTS, MODELS)
ROUTES = [
    *(route for kind in KINDS for route in shared_routes(REGISTRY_FRONT_END, PLACE, _in_registries(kind))),
    Route("PUT", REGISTRY_FRONT_END, f"{PLACE}/tempdatarefs/{{name}}/versions/{{version}}", start_upload),
    Route("POST", REGISTRY_FRONT_END, f"{PLACE}/datarefs/{{name}}/versions/{{version}}", sign_download),
    Route("POST", REGISTRY_FRONT_END, f"{PLACE}/import", import_asset),
]
