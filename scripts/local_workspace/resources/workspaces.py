"""The operations on workspaces: GET, LIST, PUT, PATCH, DELETE, keys, and the discovery of a region.

Shapes and headers: recordings 2022-09..2023-05, GET, PATCH and DELETE …/workspaces/{ws}.
"""

from typing import Any

from local_workspace.arm import Json, Resource, ResourceId, member, system_data
from local_workspace.errors import ArmError
from local_workspace.operations import Operations
from local_workspace.resources.generic import listed, page, workspace_id, written
from local_workspace.resources.subscriptions import GROUP, group_id, subscription_id
from local_workspace.resources.workspace_making import Plan, create
from local_workspace.routing import ARM, WORKSPACE, Request, Response, Route
from local_workspace.store import ResourceStore
from local_workspace.store.shared_access import StorageAccounts

CHANGEABLE = (
    *("applicationInsights", "containerRegistry", "description", "friendlyName", "imageBuildCompute"),
    *("primaryUserAssignedIdentity", "publicNetworkAccess", "v1LegacyMode"),
)


def storage_account(request: Request, workspace: ResourceId) -> str:
    """The name of the workspace's storage account."""
    properties = request.services.get(ResourceStore).get(workspace).properties
    return ResourceId.parse(properties["storageAccount"]).name


def get_workspace(request: Request) -> Response:
    """One workspace."""
    workspace = request.services.get(ResourceStore).get(workspace_id(request))
    return Response(200, workspace.to_wire())


def list_workspaces(request: Request) -> Response:
    """The workspaces of a resource group, or of the subscription."""
    if "resource_group" in request.parameters:
        part = page(request, group_id(request), "workspaces", {})
        return listed(request, [each.to_wire() for each in part.resources if _is_ours(each)], part.next)
    subscription_id(request)
    everything = request.services.get(ResourceStore).search("workspaces")
    return listed(request, [each.to_wire() for each in everything if _is_ours(each)], None)


def _is_ours(resource: Resource) -> bool:
    return resource.id.provider == "Microsoft.MachineLearningServices"


def put_workspace(request: Request) -> Response:
    """Make a workspace by REST, without a deployment."""
    body = request.json
    properties = member(body, "properties")
    location = body.get("location")
    if not location:
        raise ArmError(400, "LocationRequired", "The location property is required for this definition.")
    group_id(request)
    plan = Plan(
        request.workspace,
        location,
        properties.get("friendlyName") or request["workspace"],
        properties.get("description") or "",
        member(body, "tags"),
        body.get("kind") or "Default",
        str(properties.get("systemDatastoresAuthMode", "")).lower() == "identity",
    )
    before = request.services.get(ResourceStore).find(plan.id)
    workspace = create(request.services, plan, request.principal.name)
    return written(request, workspace.to_wire(), workspace, 200 if before else 201)


def patch_workspace(request: Request) -> Response:
    """Change what may be changed; null leaves a property as it is."""
    body = request.json
    wanted = member(body, "properties")
    changes = {name: wanted[name] for name in CHANGEABLE if wanted.get(name) is not None}

    def change(workspace: Resource) -> None:
        workspace.properties |= changes
        for name in ("tags", "identity"):
            if body.get(name) is not None:
                workspace.attributes[name] = body[name]
        workspace.system_data = system_data(request.principal.name, workspace.system_data)

    workspace = workspace_id(request)
    return _accepted(request, lambda: _update(request, workspace, change))


def _update(request: Request, workspace: ResourceId, change: Any) -> None:
    request.services.get(ResourceStore).update(workspace, change)


def delete_workspace(request: Request) -> Response:
    """Remove a workspace and all that is in it; its storage stays, as on Azure."""
    workspace = workspace_id(request)

    def work() -> None:
        request.services.get(ResourceStore).delete(workspace)

    return _accepted(request, work)


def _accepted(request: Request, work: Any) -> Response:
    workspace = request.services.get(ResourceStore).get(request.workspace)
    operation = request.services.get(Operations).run(
        "workspace", workspace.id, workspace.attributes["location"], work
    )
    return Response(202, None, operation.headers() | {"Location": operation.url})


def list_keys(request: Request) -> Response:
    """The keys that belong to a workspace; no storage key where identities are used."""
    workspace = request.services.get(ResourceStore).get(workspace_id(request))
    account = ResourceId.parse(workspace.properties["storageAccount"])
    accounts = request.services.get(StorageAccounts)
    key = accounts.key(account.name) if accounts.keys_allowed(account.name) else None
    document: Json = {"userStorageKey": key, "userStorageResourceId": str(account)}
    document["appInsightsInstrumentationKey"] = workspace.properties["sdkTelemetryAppInsightsKey"]
    document |= {"containerRegistryCredentials": None, "notebookAccessKeys": None}
    return Response(200, document)


def discovery(request: Request) -> Response:
    """Where the data planes of a region are (recordings 2022-12..2023-05, GET …/discovery)."""
    api = f"https://{request['region']}.api.azureml.ms"
    names = ("api", "catalog", "experimentation", "gallery", "history", "hyperdrive", "labeling")
    document = dict.fromkeys((*names, "modelmanagement", "pipelines", "quota-manager"), api)
    return Response(200, document | {"studio": "https://ml.azure.com"})


_LIST = "/providers/Microsoft.MachineLearningServices/workspaces"
ROUTES = [
    Route("GET", ARM, f"/subscriptions/{{subscription}}{_LIST}", list_workspaces),
    Route("GET", ARM, f"{GROUP}{_LIST}", list_workspaces),
    Route("GET", ARM, WORKSPACE, get_workspace),
    Route("PUT", ARM, WORKSPACE, put_workspace),
    Route("PATCH", ARM, WORKSPACE, patch_workspace),
    Route("DELETE", ARM, WORKSPACE, delete_workspace),
    Route("POST", ARM, f"{WORKSPACE}/listKeys", list_keys),
    Route("GET", "{region}.api.azureml.ms", "/discovery", discovery, authenticated=False),
]
