"""Compute: clusters and instances exist and are answered for, and nothing of them costs anything.

Jobs run on this machine whichever compute they name; a compute decides only whether Azure would have taken
the job. Shapes: recordings 2022-08..2023-06, GET and PUT …/computes/{compute}, POST …/start and …/stop. The
refusals of sizes are unverified in wording; that the sizes are refused follows from the retired series.
"""

import re
from typing import Any

from local_workspace.arm import Json, Resource, ResourceId, member, now
from local_workspace.errors import ArmError, not_implemented
from local_workspace.operations import Operations
from local_workspace.resources import generic
from local_workspace.resources.generic import Change, ResourceType, workspace_id, write
from local_workspace.resources.vm_sizes import check_size
from local_workspace.routing import ARM, WORKSPACE, Request, Response, Route
from local_workspace.store import ResourceStore

COLLECTION = f"{WORKSPACE}/computes"
NAME = re.compile("[a-zA-Z][a-zA-Z0-9-]{1,30}[a-zA-Z0-9]")
"""azure-ai-ml says the same of clusters and instances: letters, digits and hyphens, 3 to 32 long."""

CLUSTER: Json = {
    "allocationState": "Steady",
    "allocationStateTransitionTime": None,
    "currentNodeCount": 0,
    "enableNodePublicIp": True,
    "errors": None,
    "isolatedNetwork": False,
    "nodeStateCounts": {
        "idleNodeCount": 0,
        "leavingNodeCount": 0,
        "preemptedNodeCount": 0,
        "preparingNodeCount": 0,
        "runningNodeCount": 0,
        "unusableNodeCount": 0,
    },
    "osType": "Linux",
    "propertyBag": {},
    "remoteLoginPortPublicAccess": "NotSpecified",
    "subnet": None,
    "targetNodeCount": 0,
    "virtualMachineImage": None,
    "vmPriority": "Dedicated",
}
INSTANCE: Json = {
    "applicationSharingPolicy": "Shared",
    "applications": [],
    "computeInstanceAuthorizationType": "personal",
    "connectivityEndpoints": {"publicIpAddress": None, "privateIpAddress": None},
    "containers": None,
    "customServices": [],
    "dataDisks": None,
    "dataMounts": None,
    "enableNodePublicIp": True,
    "errors": [],
    "lastOperation": None,
    "osImageMetadata": None,
    "personalComputeInstanceSettings": None,
    "schedules": {"computeStartStop": []},
    "setupScripts": None,
    "sshSettings": {"sshPublicAccess": "Disabled", "adminUserName": "azureuser", "sshPort": 50000},
    "state": "Running",
    "subnet": None,
    "versions": {"runtime": None},
}
DEFAULTS = {"AmlCompute": CLUSTER, "ComputeInstance": INSTANCE}


def _missing(name: str) -> ArmError:
    return ArmError(404, "ResourceNotFound", f"Compute with name {name} was not found in this workspace.")


def _prepare(change: Change) -> None:
    resource, properties = change.resource, change.resource.properties
    kind = properties.get("computeType", "")
    if kind not in DEFAULTS:
        raise not_implemented(f"computes of type {kind or 'unknown'}")
    if not NAME.fullmatch(resource.id.name):
        message = f"Compute name {resource.id.name!r} is invalid: 3 to 32 letters, digits and hyphens."
        raise ArmError(400, "BadRequest", message)
    inner = member(properties, "properties")
    check_size(str(inner.get("vmSize") or ""))
    inner["vmSize"] = str(inner["vmSize"]).upper()
    before: Json = change.before.properties if change.before else {}
    _check_changes(change, inner)
    known = member(before, "properties") or DEFAULTS[kind]
    properties["properties"] = {**known, **{k: v for k, v in inner.items() if v is not None}}
    if kind == "AmlCompute":
        _check_scale(properties["properties"].setdefault("scaleSettings", {}))
    time = now()
    workspace = change.store.get(resource.id.workspace)
    location = resource.attributes.get("location") or workspace.attributes["location"]
    resource.attributes["location"] = location
    properties |= {"createdOn": before.get("createdOn", time), "modifiedOn": time}
    properties |= {"computeLocation": location, "provisioningState": "Succeeded"}


def _check_changes(change: Change, inner: Json) -> None:
    before = change.before.properties if change.before else None
    if before is None:
        return
    same_kind = before["computeType"] == change.resource.properties["computeType"]
    if not same_kind or before["properties"]["vmSize"] != inner["vmSize"]:
        message = f"Compute {change.resource.id.name} exists already: its type and VM size cannot be changed."
        raise ArmError(400, "BadRequest", message)


def _check_scale(scale: Json) -> None:
    scale.setdefault("minNodeCount", 0)
    scale.setdefault("maxNodeCount", 1)
    scale.setdefault("nodeIdleTimeBeforeScaleDown", "PT2M")
    if not 0 <= scale["minNodeCount"] <= scale["maxNodeCount"]:
        message = "The minimum number of nodes must be between 0 and the maximum number of nodes."
        raise ArmError(400, "BadRequest", message)


def _answer(_: Request, resource: Resource) -> Json:
    return resource.to_wire()


COMPUTES = ResourceType(
    "computes",
    _missing,
    {
        "description": None,
        "disableLocalAuth": False,
        "isAttachedCompute": False,
        "provisioningErrors": None,
        "resourceId": None,
    },
    {"tags": None},
    prepare=_prepare,
    answer=_answer,
)


def _id(request: Request) -> ResourceId:
    return workspace_id(request).child("computes", request["name"])


def _get(request: Request) -> Resource:
    compute = request.services.get(ResourceStore).find(_id(request))
    if compute is None:
        raise _missing(request["name"])
    return compute


def _begin(
    request: Request, resource_id: ResourceId, location: str, work: Any = lambda: None
) -> dict[str, str]:
    operation = request.services.get(Operations).run("compute", resource_id, location, work)
    return operation.headers()


def put_compute(request: Request) -> Response:
    """Make or change a compute: told as a long-running operation, over before it is asked for."""
    response = write(COMPUTES, request, _id(request))
    compute = _get(request)
    document = _answer(request, compute)
    if response.status == 201:
        member(document, "properties")["provisioningState"] = "Creating"
    response.content = document
    response.headers |= _begin(request, compute.id, compute.attributes["location"])
    response.headers.pop("Location", None)
    return response


def patch_compute(request: Request) -> Response:
    """Change a cluster's scale settings."""
    compute = _get(request)
    outer = member(request.json, "properties")
    scale = member(member(outer, "properties") or outer, "scaleSettings")

    def change(resource: Resource) -> None:
        settings = member(member(resource.properties, "properties"), "scaleSettings")
        settings |= {name: value for name, value in scale.items() if value is not None}
        _check_scale(settings)

    compute = request.services.get(ResourceStore).update(compute.id, change)
    return Response(200, _answer(request, compute))


def delete_compute(request: Request) -> Response:
    """Remove a compute."""
    compute = _get(request)

    def work() -> None:
        request.services.get(ResourceStore).delete(compute.id)

    return Response(202, None, _begin(request, compute.id, compute.attributes["location"], work))


def change_state(request: Request) -> Response:
    """Start, stop or restart an instance; clusters start and stop by themselves."""
    compute, action = _get(request), request["action"].lower()
    if action not in ("start", "stop", "restart"):
        raise not_implemented(f"POST …/computes/{{compute}}/{action}")
    if compute.properties["computeType"] != "ComputeInstance":
        message = f"Compute {compute.id.name} is no compute instance: it cannot be told to {action}."
        raise ArmError(400, "BadRequest", message)

    def work() -> None:
        request.services.get(ResourceStore).update(compute.id, change)

    def change(resource: Resource) -> None:
        done = {"operationName": action.capitalize(), "operationTime": now(), "operationStatus": "Succeeded"}
        done["operationTrigger"] = "User"
        state = "Stopped" if action == "stop" else "Running"
        inner = member(resource.properties, "properties")
        inner |= {"state": state, "lastOperation": done}

    return Response(202, None, _begin(request, compute.id, compute.attributes["location"], work))


def list_nodes(request: Request) -> Response:
    """A cluster has no nodes: jobs run as processes of this machine."""
    _get(request)
    return Response(200, {"nodes": []})


ROUTES = [
    Route("PUT", ARM, f"{COLLECTION}/{{name}}", put_compute),
    Route("PATCH", ARM, f"{COLLECTION}/{{name}}", patch_compute),
    Route("DELETE", ARM, f"{COLLECTION}/{{name}}", delete_compute),
    Route("POST", ARM, f"{COLLECTION}/{{name}}/listNodes", list_nodes),
    Route("POST", ARM, f"{COLLECTION}/{{name}}/{{action}}", change_state),
    *generic.routes(COMPUTES),
]
