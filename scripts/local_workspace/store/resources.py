"""The record of all resources: get, put, update, delete, and children page by page."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from local_workspace.arm import Resource, ResourceId
from local_workspace.errors import ArmError
from local_workspace.store.database import Database


@dataclass(frozen=True)
class Page:
    """A part of a list and where the next part starts (None at the end)."""

    resources: list[Resource]
    next: str | None


class ResourceStore:
    """All resources of all workspaces, keyed by lower-case id; safe to use from many threads.

    ``where`` in the methods below compares members of the document by JSON path, for instance
    ``{"$.properties.isArchived": False}``; False and None also fit where the member is absent.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def transaction(self) -> AbstractContextManager[None]:
        """Do several reads and writes as one, on disk when the block ends."""
        return self._database.transaction()

    def find(self, resource_id: ResourceId) -> Resource | None:
        """The resource, or None."""
        row = self._database.row("SELECT * FROM resources WHERE key = ?", (resource_id.key,))
        return _resource(row) if row else None

    def get(self, resource_id: ResourceId) -> Resource:
        """The resource; refused as ARM does when there is none."""
        resource = self.find(resource_id)
        if resource is None:
            raise ArmError(404, "ResourceNotFound", f"The Resource '{resource_id}' was not found.")
        return resource

    def put(self, resource: Resource) -> Resource:
        """Create or replace; the first spelling of the id stays the canonical one."""
        with self.transaction():
            revision = self._database.next("revision")
            row = self._database.row(
                "INSERT INTO resources VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE "
                "SET revision = excluded.revision, document = excluded.document RETURNING *",
                (
                    resource.id.key,
                    resource.id.parent.key,
                    resource.id.collection.lower(),
                    revision,
                    revision,
                    str(resource.id),
                    _document(resource),
                ),
            )
        assert row is not None
        return _resource(row)

    def update(self, resource_id: ResourceId, change: Callable[[Resource], None]) -> Resource:
        """Read, change and write with nobody in between; refused when there is no such resource."""
        with self.transaction():
            resource = self.get(resource_id)
            change(resource)
            return self.put(resource)

    def delete(self, resource_id: ResourceId) -> bool:
        """Remove a resource and all below it; say whether it was there."""
        with self.transaction():
            there = self.find(resource_id) is not None
            self._database.rows(
                "DELETE FROM resources WHERE key = ? OR substr(key, 1, ?) = ?",
                (resource_id.key, len(resource_id.key) + 1, resource_id.key + "/"),
            )
        return there

    def children(
        self,
        parent: ResourceId,
        collection: str,
        *,
        where: Mapping[str, Any] | None = None,
        newest_first: bool = False,
        limit: int = -1,
        after: str | None = None,
    ) -> Page:
        """List a collection in order of creation, ``limit`` at a time; ``after`` is a page's ``next``."""
        clauses, values = _conditions(where or {})
        clauses += ["parent = ?", "collection = ?"]
        values += [parent.key, collection.lower()]
        return self._page(clauses, values, newest_first=newest_first, limit=limit, after=after)

    def names(self, parent: ResourceId, collection: str) -> list[str]:
        """The names in a collection alone, in order of creation: cheap however large the documents are."""
        query = "SELECT id FROM resources WHERE parent = ? AND collection = ? ORDER BY created"
        rows = self._database.rows(query, (parent.key, collection.lower()))
        return [row["id"].rpartition("/")[2] for row in rows]

    def search(self, collection: str, *, where: Mapping[str, Any] | None = None) -> Iterator[Resource]:
        """All resources of a collection in all workspaces, in order of creation."""
        clauses, values = _conditions(where or {})
        page = self._page([*clauses, "collection = ?"], [*values, collection.lower()])
        return iter(page.resources)

    def _page(
        self,
        clauses: list[str],
        values: list[Any],
        *,
        newest_first: bool = False,
        limit: int = -1,
        after: str | None = None,
    ) -> Page:
        if after is not None:
            clauses.append("created < ?" if newest_first else "created > ?")
            values.append(_continuation(after))
        order = "DESC" if newest_first else "ASC"
        statement = (
            f"SELECT * FROM resources WHERE {' AND '.join(clauses)} "  # noqa: S608
            f"ORDER BY created {order} LIMIT ?"
        )
        rows = self._database.rows(statement, [*values, limit + 1 if limit > 0 else -1])
        page = rows[:limit] if limit > 0 else rows
        return Page(
            [_resource(row) for row in page], str(page[-1]["created"]) if len(rows) > len(page) else None
        )


def _continuation(token: str) -> int:
    if not token.isdecimal():
        raise ArmError(400, "InvalidContinuationToken", f"{token!r} is not a continuation token of a list.")
    return int(token)


def _conditions(where: Mapping[str, Any]) -> tuple[list[str], list[Any]]:
    clauses: list[str] = []
    values: list[Any] = []
    for path, value in where.items():
        member = f"json_extract(document, '{path}')"
        clauses.append(f"COALESCE({member}, 0) = 0" if value is False else f"{member} IS ?")
        values += [] if value is False else [value]
    return clauses, values


def _document(resource: Resource) -> str:
    return json.dumps(
        resource.attributes | {"properties": resource.properties, "systemData": resource.system_data}
    )


def _resource(row: Any) -> Resource:
    resource = Resource.from_wire(ResourceId.parse(row["id"]), json.loads(row["document"]))
    resource.revision = row["revision"]
    return resource
