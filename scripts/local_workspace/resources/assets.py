"""Versioned assets: data, models, environments, components, code; containers, labels, archive.

Shapes: recordings 2022-08..2023-06, GET and PUT …/{data|models|environments|components|codes}/….
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from local_workspace.arm import Json, Resource, ResourceId, member, system_data
from local_workspace.errors import ArmError
from local_workspace.resources.generic import (
    ResourceType,
    complete,
    list_view,
    listed,
    page,
    workspace_id,
    write,
    written,
)
from local_workspace.routing import ARM, WORKSPACE, Request, Response, Route
from local_workspace.store import ResourceStore

HIDDEN = "isAnonymous"
"""Assets that a client made without a name are not listed; they are got by their id."""


DEFAULT_VERSION = "azureml_default"
"""What the SDK asks for when no version of a component is named (1.35.2, constants/_common.py)."""


@dataclass(frozen=True)
class AssetType:
    """What distinguishes one kind of asset: its versions' type, and its container."""

    version: ResourceType
    """``collection`` is the asset's (``models``), not ``versions``."""
    missing_container: Callable[[str], ArmError]
    container_defaults: Mapping[str, Any] = field(
        default_factory=lambda: {"description": None, "isArchived": False, "properties": {}, "tags": {}}
    )
    container_from_version: tuple[str, ...] = ()
    """Properties that the container takes from its latest version."""
    listed_by: tuple[str, ...] = ()
    """Properties by which a client may restrict a list of versions."""
    tells_latest: bool = True
    """Whether ``latestVersion`` is filled in: components never had one (recordings 2023-04..2023-05)."""


def routes(kind: AssetType) -> list[Route]:
    """The operations on an asset's containers and versions."""
    assets = Assets(kind)
    container = f"{WORKSPACE}/{kind.version.collection}/{{name}}"
    return [
        *shared_routes(ARM, WORKSPACE, assets),
        Route("DELETE", ARM, container, assets.delete),
        Route("DELETE", ARM, f"{container}/versions/{{version}}", assets.delete),
    ]


def shared_routes(host: str, place: str, assets: "Assets") -> list[Route]:
    """The operations that workspaces and registries both have, below ``place``."""
    collection = f"{place}/{assets.kind.version.collection}"
    container, versions = f"{collection}/{{name}}", f"{collection}/{{name}}/versions"
    return [
        Route("GET", host, collection, assets.list_containers),
        Route("GET", host, container, assets.get_container),
        Route("PUT", host, container, assets.put_container),
        Route("GET", host, versions, assets.list_versions),
        Route("GET", host, f"{versions}/{{version}}", assets.get_version),
        Route("PUT", host, f"{versions}/{{version}}", assets.put_version),
    ]


@dataclass(frozen=True)
class Assets:
    """What is done to assets of one kind in a workspace; ``RegistryAssets`` is the same for registries."""

    kind: AssetType

    def scope(self, request: Request) -> ResourceId:
        """Whose assets they are."""
        return workspace_id(request)

    def container_id(self, request: Request) -> ResourceId:
        """The asset that the path names, whatever its version."""
        return self.scope(request).child(self.kind.version.collection, request["name"])

    def version_id(self, request: Request) -> ResourceId:
        """The version that the path names."""
        return self.container_id(request).child("versions", request["version"])

    def list_containers(self, request: Request) -> Response:
        """The assets of this kind, those without a name of their own left out."""
        where = list_view(request) | {f"$.properties.{HIDDEN}": False}
        part = page(request, self.scope(request), self.kind.version.collection, where)
        return listed(request, [self._container(request, each) for each in part.resources], part.next)

    def get_container(self, request: Request) -> Response:
        """What is said of an asset as a whole, and its newest version."""
        resource = request.services.get(ResourceStore).find(self.container_id(request))
        if resource is None:
            raise self.missing(request)
        return Response(200, self._container(request, resource), {"ETag": resource.etag})

    def put_container(self, request: Request) -> Response:
        """Describe or archive a container; on Azure too it exists from its first version on, or from here."""
        store = request.services.get(ResourceStore)
        resource = Resource.from_wire(self.container_id(request), request.json)
        for computed in ("latestVersion", "nextVersion"):
            resource.properties.pop(computed, None)
        resource = self._put_container(request, store.find(resource.id), resource)
        return written(request, self._container(request, resource), resource, 200)

    def list_versions(self, request: Request) -> Response:
        """List versions; those of an archived container are archived with it.

        https://learn.microsoft.com/azure/machine-learning/how-to-create-data-assets#archive-a-data-asset
        """
        container = self.container_id(request)
        found = request.services.get(ResourceStore).find(container)
        if found is None:
            return self.list_missing(request)
        where = list_view(request)
        if found.properties.get("isArchived") and where:
            if not where["$.properties.isArchived"]:
                return listed(request, [], None)
            where = {}
        part = page(request, container, "versions", where | self._asked(request))
        return listed(
            request, [self.kind.version.answer(request, each) for each in part.resources], part.next
        )

    def get_version(self, request: Request) -> Response:
        """One version."""
        store = request.services.get(ResourceStore)
        if request["version"] == DEFAULT_VERSION:
            versions = store.children(self.container_id(request), "versions", newest_first=True, limit=1)
            resource = next(iter(versions.resources), None)
        else:
            resource = store.find(self.version_id(request))
        if resource is None:
            raise self.missing(request)
        return Response(200, self.kind.version.answer(request, resource), {"ETag": resource.etag})

    def put_version(self, request: Request) -> Response:
        """Make a version, and the asset with it when it is the first."""
        store = request.services.get(ResourceStore)
        with store.transaction():
            container = self.container_id(request)
            response = write(self.kind.version, request, self.version_id(request))
            if store.find(container) is None:
                hidden = bool(member(request.json, "properties").get(HIDDEN))
                first = Resource(container, {HIDDEN: True} if hidden else {})
                self._put_container(request, None, first)
        return response

    def delete(self, request: Request) -> Response:
        """Delete a version, or a container with all its versions (REST only: the SDK archives)."""
        target = self.version_id(request) if "version" in request.parameters else self.container_id(request)
        return Response(200 if request.services.get(ResourceStore).delete(target) else 204)

    def missing(self, request: Request) -> ArmError:
        """The refusal when there is no such asset or version."""
        if "version" in request.parameters:
            return self.kind.version.missing(f"{request['name']}:{request['version']}")
        return self.kind.missing_container(request["name"])

    def list_missing(self, request: Request) -> Response:
        """What a list of the versions of an asset answers that is not there."""
        raise self.missing(request)

    def _asked(self, request: Request) -> dict[str, str]:
        query = request.query
        return {f"$.properties.{name}": query[name] for name in self.kind.listed_by if query.get(name)}

    def _put_container(self, request: Request, before: Resource | None, resource: Resource) -> Resource:
        complete(resource, self.kind.container_defaults, {})
        if before and before.properties.get(HIDDEN):
            resource.properties[HIDDEN] = True
        known = before.system_data if before else None
        resource.system_data = system_data(request.principal.name, known)
        return request.services.get(ResourceStore).put(resource)

    def _container(self, request: Request, container: Resource) -> Json:
        store = request.services.get(ResourceStore)
        names = store.names(container.id, "versions")
        document = container.to_wire()
        properties = document["properties"]
        properties.pop(HIDDEN, None)
        properties["nextVersion"] = next_version(names)
        properties["latestVersion"] = names[-1] if names and self.kind.tells_latest else None
        if self.kind.container_from_version:
            latest = store.children(container.id, "versions", newest_first=True, limit=1).resources
            for name in self.kind.container_from_version:
                properties[name] = latest[0].properties.get(name) if latest else None
        return document


def next_version(names: list[str]) -> str:
    """The number after the greatest: what the service proposes when a client names no version."""
    return str(max((int(name) for name in names if name.isdecimal()), default=0) + 1)
