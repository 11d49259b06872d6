"""The one path by which every resource of a workspace is put, got, listed and deleted.

A kind of resource is a line in a table (``ResourceType``), and a function only where it differs.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from local_workspace.arm import Json, Resource, ResourceId, system_data
from local_workspace.errors import ArmError
from local_workspace.resources.subscriptions import group_id
from local_workspace.routing import ARM, WORKSPACE, Request, Response, Route
from local_workspace.store import Page, ResourceStore

PAGE = 30
"""Resources in an answer when the client does not say how many; the SDK asks for 30 datastores."""


@dataclass
class Change:
    """One PUT before it is stored: what comes, and what was there."""

    request: Request
    resource: Resource
    before: Resource | None

    @property
    def store(self) -> ResourceStore:
        """The store that the resource goes to."""
        return self.request.services.get(ResourceStore)


def _nothing(_: Change) -> None:
    """Most kinds of resource need no preparation."""


def _as_stored(_: Request, resource: Resource) -> Json:
    return resource.to_wire()


@dataclass(frozen=True)
class ResourceType:
    """What distinguishes one kind of resource from the others."""

    collection: str
    missing: Callable[[str], ArmError]
    """The refusal when there is none of this name."""
    defaults: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Properties that every answer has."""
    attributes: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Top-level members that every answer has."""
    prepare: Callable[[Change], None] = _nothing
    """Completes the resource before it is stored, or refuses it."""
    answer: Callable[[Request, Resource], Json] = _as_stored
    """The document that clients read."""
    removed: Callable[[Request, Resource], None] = lambda _request, _resource: None
    created: int = 201
    """The status of a PUT that makes a new one."""


def workspace_id(request: Request) -> ResourceId:
    """The workspace that the path names; refused when there is none."""
    group = group_id(request)
    workspace = request.workspace
    if request.services.get(ResourceStore).find(workspace) is None:
        # Recordings 2022-09..2023-05, GET …/workspaces/{ws} 404.
        message = (
            f"The Resource '{workspace.type}/{workspace.name}' under resource group '{group.name}' was not "
            "found. For more details please go to https://aka.ms/ARMResourceNotFoundFix"
        )
        raise ArmError(404, "ResourceNotFound", message)
    return workspace


def write(kind: ResourceType, request: Request, resource_id: ResourceId) -> Response:
    """Create or replace a resource of this kind."""
    store = request.services.get(ResourceStore)
    with store.transaction():
        before = store.find(resource_id)
        check_conditions(request, before)
        resource = Resource.from_wire(before.id if before else resource_id, deepcopy(request.json))
        complete(resource, kind.defaults, kind.attributes)
        resource.system_data = system_data(request.principal.name, before.system_data if before else None)
        kind.prepare(Change(request, resource, before))
        resource = store.put(resource)
    return written(request, kind.answer(request, resource), resource, 200 if before else kind.created)


def written(request: Request, document: Json, resource: Resource, status: int) -> Response:
    """Answer a PUT: 201 with the resource's address when it is new."""
    headers = {"ETag": resource.etag}
    if status == 201:
        headers["Location"] = f"https://{request.host}{resource.id}"
    return Response(status, document, headers)


def complete(resource: Resource, properties: Mapping[str, Any], attributes: Mapping[str, Any]) -> None:
    """Fill in what a client left out or sent as null."""
    for target, defaults in ((resource.properties, properties), (resource.attributes, attributes)):
        for name, value in defaults.items():
            if target.get(name) is None:
                target[name] = deepcopy(value)


def check_conditions(request: Request, before: Resource | None) -> None:
    """Refuse a write whose ``If-Match`` or ``If-None-Match`` does not hold (RFC 9110)."""
    wanted, unwanted = request.headers.get("if-match"), request.headers.get("if-none-match")
    failed = (wanted is not None and (before is None or wanted not in ("*", before.etag))) or (
        unwanted is not None and before is not None and unwanted in ("*", before.etag)
    )
    if failed:
        message = "The condition specified using HTTP conditional header(s) is not met."
        raise ArmError(412, "PreconditionFailed", message)


def list_view(request: Request) -> dict[str, Any]:
    """What ``listViewType`` asks for; the SDK writes it in several ways (``ListViewType.ACTIVE_ONLY``)."""
    view = request.query.get("listViewType", "ActiveOnly").rpartition(".")[2].replace("_", "").lower()
    views: dict[str, dict[str, Any]] = {
        "activeonly": {"$.properties.isArchived": False},
        "archivedonly": {"$.properties.isArchived": True},
        "all": {},
    }
    if view not in views:
        message = (
            f"The listViewType {request.query['listViewType']!r} is not ActiveOnly, ArchivedOnly or All."
        )
        raise ArmError(400, "InvalidArgument", message)
    return views[view]


def page(request: Request, parent: ResourceId, collection: str, where: Mapping[str, Any]) -> Page:
    """The part of a list that the request asks for."""
    order = request.query.get("$orderBy", "createdtime desc").lower()
    return request.services.get(ResourceStore).children(
        parent,
        collection,
        where=where,
        newest_first="asc" not in order.split(),
        limit=page_size(request),
        after=request.query.get("$skip"),
    )


def page_size(request: Request) -> int:
    """How many resources an answer has."""
    text = request.query.get("$top") or request.query.get("count") or str(PAGE)
    if not text.isdecimal() or int(text) < 1:
        raise ArmError(400, "InvalidArgument", f"{text!r} is no number of resources to list.")
    return min(int(text), 1000)


def listed(request: Request, value: list[Json], following: str | None) -> Response:
    """Answer a list with the address of its next part, if there is one."""
    document: Json = {"value": value}
    if following:
        query = urlencode(dict(request.query) | {"$skip": following}, safe="$")
        document["nextLink"] = f"{request.url}?{query}"
    return Response(200, document)


def routes(kind: ResourceType) -> list[Route]:
    """The four operations on a kind of resource that stands directly in a workspace."""

    def resource_id(request: Request) -> ResourceId:
        return workspace_id(request).child(kind.collection, request["name"])

    def get(request: Request) -> Response:
        resource = request.services.get(ResourceStore).find(resource_id(request))
        if resource is None:
            raise kind.missing(request["name"])
        return Response(200, kind.answer(request, resource), {"ETag": resource.etag})

    def put(request: Request) -> Response:
        return write(kind, request, resource_id(request))

    def delete(request: Request) -> Response:
        store = request.services.get(ResourceStore)
        resource = store.find(resource_id(request))
        if resource is None:
            return Response(204)
        store.delete(resource.id)
        kind.removed(request, resource)
        return Response(200)

    def all_of_them(request: Request) -> Response:
        part = page(request, workspace_id(request), kind.collection, {})
        return listed(request, [kind.answer(request, each) for each in part.resources], part.next)

    collection, one = f"{WORKSPACE}/{kind.collection}", f"{WORKSPACE}/{kind.collection}/{{name}}"
    return [
        Route("GET", ARM, collection, all_of_them),
        Route("GET", ARM, one, get),
        Route("PUT", ARM, one, put),
        Route("DELETE", ARM, one, delete),
    ]
