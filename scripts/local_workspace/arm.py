"""Azure Resource Manager's vocabulary: the id of a resource and the envelope that it travels in."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Self, cast

from local_workspace.errors import ArmError

TYPE_NAMES = {
    name.lower(): name
    for name in (
        *("batchEndpoints", "codes", "components", "computes", "connections", "data", "datastores"),
        *("deployments", "environments", "featuresets", "featurestoreEntities", "jobs", "models"),
        *("marketplaceSubscriptions", "onlineEndpoints", "outboundRules", "registries", "schedules"),
        *("serverlessEndpoints", "versions", "workspaces"),
    )
}
"""Azure compares type names without case and answers them in this one."""

PROVIDER = "Microsoft.MachineLearningServices"

REGISTRIES = "azureml://registries/"
"""Begins the address of an asset in a registry (azure-ai-ml 1.35.2, constants/_common.py:93)."""

Json = dict[str, Any]
"""A JSON object as it is on the wire."""


def section(document: Json, name: str) -> Json:
    """The object that a member holds; empty where it is absent or null, which mean the same on the wire."""
    return document.get(name) or {}


def items(document: Json, name: str) -> list[Any]:
    """The list that a member holds; empty where it is absent or null."""
    return document.get(name) or []


@dataclass(frozen=True, eq=False)
class ResourceId:
    """Where a resource lives: subscription, resource group, provider and pairs of type and name.

    Two ids are the same resource when their ``key`` is equal; ``str()`` is the canonical spelling that
    Azure echoes. What is in a registry has an address without a subscription, the same for all workspaces:
    ``azureml://registries/<registry>/models/<name>/versions/<version>``.
    """

    subscription: str
    resource_group: str | None = None
    provider: str | None = None
    path: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an id in any of the spellings that clients send, an ``azureml:`` before it included."""
        if REGISTRIES in text:
            return cls._parse_address(text)
        segments = text.removeprefix("azureml:").strip("/").split("/")
        pairs = dict(zip((s.lower() for s in segments[::2]), segments[1::2], strict=False))
        if len(segments) % 2 or segments[0].lower() != "subscriptions" or not all(segments):
            raise ArmError(400, "InvalidResourceId", f"{text!r} is not a resource id /subscriptions/<id>/…")
        provider = pairs.get("providers")
        rest = segments[2 * list(pairs).index("providers") + 2 :] if provider else []
        path = tuple((TYPE_NAMES.get(t.lower(), t), n) for t, n in zip(rest[::2], rest[1::2], strict=True))
        if provider and provider.lower() == PROVIDER.lower():
            provider = PROVIDER
        return cls(segments[1], pairs.get("resourcegroups"), provider, path)

    @classmethod
    def _parse_address(cls, text: str) -> Self:
        segments = text.partition("azureml://")[2].strip("/").split("/")
        if len(segments) % 2 or not all(segments):
            raise ArmError(400, "InvalidResourceId", f"{text!r} is no address {REGISTRIES}<name>/…")
        pairs = zip(segments[::2], segments[1::2], strict=True)
        return cls("", path=tuple((TYPE_NAMES.get(kind.lower(), kind), name) for kind, name in pairs))

    @classmethod
    def of_registry(cls, name: str) -> Self:
        """Name what is in a registry, by the address that works in every workspace."""
        return cls("", path=(("registries", name),))

    @classmethod
    def of_workspace(cls, subscription: str, resource_group: str, name: str) -> Self:
        """Name a workspace."""
        return cls(subscription, resource_group, PROVIDER, (("workspaces", name),))

    def __str__(self) -> str:
        return self._canonical

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ResourceId) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def is_in_a_registry(self) -> bool:
        """Whether it is an address in a registry: it names no subscription."""
        return not self.subscription

    @cached_property
    def _canonical(self) -> str:
        if self.is_in_a_registry:
            return "/".join(["azureml:/", *(part for pair in self.path for part in pair)])
        parts = ["", "subscriptions", self.subscription]
        if self.resource_group:
            parts += ["resourceGroups", self.resource_group]
        if self.provider:
            parts += ["providers", self.provider]
        return "/".join([*parts, *(part for pair in self.path for part in pair)])

    @cached_property
    def key(self) -> str:
        """What the resource is stored under: ids differ in case and mean the same."""
        return self._canonical.lower()

    @property
    def name(self) -> str:
        """The last name in the path; the resource group's or subscription's where there is no path."""
        return self.path[-1][1] if self.path else (self.resource_group or self.subscription)

    @property
    def collection(self) -> str:
        """The type of the last segment alone: ``jobs``, ``versions``."""
        return self.path[-1][0] if self.path else "resourceGroups"

    @property
    def type(self) -> str:
        """The full type: ``Microsoft.MachineLearningServices/workspaces/jobs``; in a registry ``models``."""
        if self.is_in_a_registry:
            return self.path[min(1, len(self.path) - 1)][0]
        return "/".join([self.provider or "Microsoft.Resources", *(kind for kind, _ in self.path)])

    @property
    def parent(self) -> "ResourceId":
        """The id one level up: the workspace of a job, the resource group of a workspace."""
        if self.path[1:]:
            return ResourceId(self.subscription, self.resource_group, self.provider, self.path[:-1])
        return ResourceId(self.subscription, self.resource_group if self.path else None)

    @property
    def workspace(self) -> "ResourceId":
        """The workspace (or registry) that the resource belongs to."""
        return ResourceId(self.subscription, self.resource_group, self.provider, self.path[:1])

    def child(self, collection: str, name: str) -> "ResourceId":
        """Go one level down: ``workspace.child("jobs", name)``."""
        path = (*self.path, (collection, name))
        return ResourceId(self.subscription, self.resource_group, self.provider or PROVIDER, path)

    def asset(self, collection: str, name: str, version: str) -> "ResourceId":
        """Name a version of an asset in this workspace."""
        return self.child(collection, name).child("versions", version)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.path)


def member(document: Json, name: str) -> Json:
    """An object within a document; empty where it is absent or null, refused where it is something else."""
    value: Any = document.get(name)
    if value is not None and not isinstance(value, dict):
        raise ArmError(400, "InvalidRequestContent", f"{name!r} must be a JSON object.")
    return cast(Json, value or {})


def now() -> str:
    """The time as ARM writes it."""
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


def system_data(principal: str, before: Json | None = None) -> Json:
    """Say who made and last changed a resource, and when."""
    time = now()
    before = before or {"createdAt": time, "createdBy": principal, "createdByType": "Application"}
    created = {key: before[key] for key in ("createdAt", "createdBy", "createdByType") if key in before}
    changed = {"lastModifiedAt": time, "lastModifiedBy": principal, "lastModifiedByType": "Application"}
    return created | changed


@dataclass
class Resource:
    """A resource as the service keeps and answers it: the wire's JSON is the record.

    ``attributes`` are the top-level members beside ``properties`` (``location``, ``tags``, ``identity``…).
    """

    id: ResourceId
    properties: Json
    attributes: Json = field(default_factory=dict[str, Any])
    system_data: Json = field(default_factory=dict[str, Any])
    revision: int = 0
    """Which write this is, over the whole store; the store sets it. Part of the ETag."""

    @classmethod
    def from_wire(cls, resource_id: ResourceId, document: Json) -> Self:
        """Take a request's body (or a stored document) apart."""
        own = ("id", "name", "type", "properties", "systemData")
        attributes = {key: value for key, value in document.items() if key not in own}
        return cls(resource_id, member(document, "properties"), attributes, member(document, "systemData"))

    def to_wire(self) -> Json:
        """The document that clients read."""
        document: Json = {"id": str(self.id), "name": self.id.name, "type": self.id.type}
        document |= deepcopy(self.attributes)
        document["properties"] = deepcopy(self.properties)
        if self.system_data:
            document["systemData"] = dict(self.system_data)
        return document

    @property
    def etag(self) -> str:
        """Changes with each write."""
        return f'"{self.revision:016x}"'
