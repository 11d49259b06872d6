"""Compute: clusters and instances are made, changed and deleted, and nothing of them costs anything.

Jobs run on this machine whichever compute they name; a compute decides whether Azure would have taken the
job, and counts those that it has. Shapes: recordings 2022-08..2023-06, GET and PUT …/computes/{compute}. The
refusals of sizes are unverified in wording; that the sizes are refused follows from the retired series.
"""

import re
from collections.abc import Callable
from typing import Any

from local_workspace.arm import Json, Resource, ResourceId, member, now, section
from local_workspace.errors import ArmError, not_implemented, user_error
from local_workspace.jobs.computes import active_jobs, enter, nodes, settled
from local_workspace.operations import Operations
from local_workspace.resources import generic
from local_workspace.resources.compute_clusters import CLUSTER, check_scale, prepare_cluster, with_nodes
from local_workspace.resources.compute_instances import (
    INSTANCE,
    check_idle_time,
    check_is_instance,
    check_may,
    prepare_instance,
)
from local_workspace.resources.generic import Change, ResourceType, workspace_id, write
from local_workspace.resources.vm_sizes import check_size
from local_workspace.routing import ARM, WORKSPACE, Request, Response, Route
from local_workspace.store import ResourceStore

COLLECTION = f"{WORKSPACE}/computes"
NAME = re.compile("[a-zA-Z][a-zA-Z0-9-]{1,30}[a-zA-Z0-9]")
"""azure-ai-ml says the same of clusters and instances: letters, digits and hyphens, 3 to 32 long."""

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
    _check_same(change, inner)
    known = section(before, "properties") or DEFAULTS[kind]
    properties["properties"] = {**known, **{k: v for k, v in inner.items() if v is not None}}
    if kind == "AmlCompute":
        prepare_cluster(resource)
    else:
        prepare_instance(change)
    time = now()
    workspace = change.store.get(resource.id.workspace)
    location = resource.attributes.get("location") or workspace.attributes["location"]
    resource.attributes["location"] = location
    properties |= {"createdOn": before.get("createdOn", time), "modifiedOn": time}
    properties |= {"computeLocation": location, "provisioningState": "Succeeded"}


def _check_same(change: Change, inner: Json) -> None:
    before = change.before.properties if change.before else None
    if before is None:
        return
    same_kind = before["computeType"] == change.resource.properties["computeType"]
    if not same_kind or before["properties"]["vmSize"] != inner["vmSize"]:
        message = f"Compute {change.resource.id.name} exists already: its type and VM size cannot be changed."
        raise ArmError(400, "BadRequest", message)


def _answer(request: Request, resource: Resource) -> Json:
    store = request.services.get(ResourceStore)
    if resource.properties["computeType"] == "AmlCompute":
        return with_nodes(store, resource, resource.to_wire())
    return settled(store, resource).to_wire()


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
    store = request.services.get(ResourceStore)
    compute = store.find(_id(request))
    if compute is None:
        raise _missing(request["name"])
    return settled(store, compute)


def _begin(request: Request, compute: Resource, work: Callable[[], Any] = lambda: None) -> dict[str, str]:
    operations = request.services.get(Operations)
    return operations.run("compute", compute.id, compute.attributes["location"], work).headers()


def put_compute(request: Request) -> Response:
    """Make or change a compute: told as a long-running operation, over before it is asked for."""
    response = write(COMPUTES, request, _id(request))
    compute = _get(request)
    document = _answer(request, compute)
    if response.status == 201:
        member(document, "properties")["provisioningState"] = "Creating"
    response.content = document
    response.headers |= _begin(request, compute)
    response.headers.pop("Location", None)
    return response


def patch_compute(request: Request) -> Response:
    """Change a cluster's scale settings, the only thing that PATCH can change."""
    compute = _get(request)
    if compute.properties["computeType"] != "AmlCompute":
        message = f"Compute {compute.id.name} is no cluster: it has no scale settings."
        raise ArmError(400, "BadRequest", message)
    outer = member(request.json, "properties")
    scale = member(member(outer, "properties") or outer, "scaleSettings")

    def change(resource: Resource) -> None:
        inner = member(resource.properties, "properties")
        sent = {name: value for name, value in scale.items() if value is not None}
        inner["scaleSettings"] = check_scale(member(inner, "scaleSettings") | sent)

    compute = request.services.get(ResourceStore).update(compute.id, change)
    return Response(200, _answer(request, compute))


def delete_compute(request: Request) -> Response:
    """Remove a compute."""
    compute = _get(request)
    _check_unused(request, compute, "deleting a compute")

    def work() -> None:
        request.services.get(ResourceStore).delete(compute.id)

    return Response(202, None, _begin(request, compute, work))


def change_state(request: Request) -> Response:
    """Start, stop or restart an instance; clusters start and stop by themselves."""
    compute, action = _get(request), request["action"].lower()
    if action not in ("start", "stop", "restart"):
        raise not_implemented(f"POST …/computes/{{compute}}/{action}")
    check_is_instance(compute, action)
    check_may(compute, action)
    if action != "start":
        _check_unused(request, compute, f"the {action} of a compute instance")

    def work() -> None:
        store = request.services.get(ResourceStore)
        store.update(compute.id, lambda resource: enter(resource, action.capitalize(), "User"))

    return Response(202, None, _begin(request, compute, work))


def _check_unused(request: Request, compute: Resource, doing: str) -> None:
    """No source says how a job ends whose machine is taken away."""
    if jobs := active_jobs(request.services.get(ResourceStore), compute.id):
        names = ", ".join(job.id.name for job in jobs)
        raise not_implemented(f"{doing} while jobs are on it ({names}); wait for them, or cancel them")


def update_idle_shutdown(request: Request) -> Response:
    """Change after how much idle time an instance stops.

    https://learn.microsoft.com/rest/api/azureml/compute/update-idle-shutdown-setting
    """
    compute = _get(request)
    check_is_instance(compute, "shut down when idle")
    duration = request.json.get("idleTimeBeforeShutdown")
    check_idle_time(duration)

    def change(resource: Resource) -> None:
        member(resource.properties, "properties")["idleTimeBeforeShutdown"] = duration
        resource.properties["modifiedOn"] = now()

    request.services.get(ResourceStore).update(compute.id, change)
    return Response(200)


def list_nodes(request: Request) -> Response:
    """The nodes of a cluster: its jobs that run.

    Refusal: https://github.com/MicrosoftDocs/azure-docs/issues/85756 (2021-12-27); its status is unverified.
    """
    compute = _get(request)
    if compute.properties["computeType"] != "AmlCompute":
        kind = compute.properties["computeType"]
        raise user_error(400, f"ComputeListNodes with computeType {kind} is not supported.")
    return Response(200, {"nodes": nodes(request.services.get(ResourceStore), compute)})


ROUTES = [
    Route("PUT", ARM, f"{COLLECTION}/{{name}}", put_compute),
    Route("PATCH", ARM, f"{COLLECTION}/{{name}}", patch_compute),
    Route("DELETE", ARM, f"{COLLECTION}/{{name}}", delete_compute),
    Route("POST", ARM, f"{COLLECTION}/{{name}}/listNodes", list_nodes),
    Route("POST", ARM, f"{COLLECTION}/{{name}}/updateIdleShutdownSetting", update_idle_shutdown),
    Route("POST", ARM, f"{COLLECTION}/{{name}}/{{action}}", change_state),
    *generic.routes(COMPUTES),
]
