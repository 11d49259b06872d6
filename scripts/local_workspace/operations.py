"""Long-running operations: how a client learns that work which outlasts its request has ended.

Headers and bodies: recordings 2022-08..2023-06, GET …/locations/{location}/…OperationsStatus/{id}.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from uuid import uuid4

from local_workspace.arm import PROVIDER, Json, Resource, ResourceId, now
from local_workspace.errors import ArmError
from local_workspace.store import ResourceStore

Kind = Literal["compute", "mfe", "registry", "workspace"]

RUNNING = ("Creating", "Updating", "Deleting", "InProgress", "Running", "Accepted")


@dataclass(frozen=True)
class LongRunningOperation:
    """One operation of a resource, kept in the store so that it can be asked for after a restart too."""

    id: ResourceId
    kind: Kind

    @property
    def url(self) -> str:
        """Where its status is answered."""
        return f"https://management.azure.com{self.id}?api-version=2024-10-01"

    def headers(self, *, with_result: bool = False) -> dict[str, str]:
        """What the first answer carries; with ``Retry-After``, else the SDK waits five seconds."""
        headers = {"Azure-AsyncOperation": self.url, "Retry-After": "1"}
        if with_result:
            headers["Location"] = self.url.replace("OperationsStatus", "OperationResults")
        return headers


class Operations:
    """All long-running operations; a part that needs one asks ``services.get(Operations)``."""

    def __init__(self, store: ResourceStore) -> None:
        self._store = store

    def begin(
        self, kind: Kind, resource_id: ResourceId, location: str, status: str = "InProgress"
    ) -> LongRunningOperation:
        """Start one: it is running until ``finish``."""
        path = (("locations", location), (f"{kind}OperationsStatus", str(uuid4())))
        operation = ResourceId(resource_id.subscription, None, PROVIDER, path)
        properties: Json = {"status": status, "startTime": now(), "resourceId": str(resource_id)}
        self._store.put(Resource(operation, properties))
        return LongRunningOperation(operation, kind)

    def finish(self, operation: LongRunningOperation, error: ArmError | None = None) -> None:
        """Say how it ended."""

        def change(resource: Resource) -> None:
            resource.properties |= {"status": "Failed" if error else "Succeeded", "endTime": now()}
            if error:
                failure: Json = {
                    "code": error.code,
                    "message": error.message,
                    "details": [],
                    "additionalInfo": [],
                }
                resource.properties["error"] = failure

        self._store.update(operation.id, change)

    def run(
        self, kind: Kind, resource_id: ResourceId, location: str, work: Callable[[], None]
    ) -> LongRunningOperation:
        """Do short work at once; only its end is told later, as the service does."""
        operation = self.begin(kind, resource_id, location)
        try:
            work()
        except ArmError as error:
            self.finish(operation, error)
            raise
        self.finish(operation)
        return operation

    def get(self, operation_id: ResourceId) -> Resource:
        """The operation's record."""
        return self._store.get(operation_id)

    def fail_abandoned(self) -> None:
        """After a restart: whoever worked on these is gone."""
        for kind in ("compute", "mfe", "registry", "workspace"):
            for operation in self._store.search(f"{kind}OperationsStatus"):
                if operation.properties["status"] in RUNNING:
                    error = ArmError(500, "OperationInterrupted", "The local workspace was restarted.")
                    self.finish(LongRunningOperation(operation.id, kind), error)
