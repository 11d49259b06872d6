"""All deployments that serve: made in the background, found by their id, brought back after a restart."""

import logging
import threading
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

from local_workspace.arm import Resource, ResourceId
from local_workspace.errors import ArmError
from local_workspace.jobs.inputs import remove
from local_workspace.jobs.processes import end_all
from local_workspace.jobs.stop import Stop
from local_workspace.operations import LongRunningOperation, Operations
from local_workspace.serving.errors import CRASHED, ServingError
from local_workspace.serving.preparation import Preparation, mark_of
from local_workspace.serving.served import Limits, Served
from local_workspace.store import ResourceStore

log = logging.getLogger(__name__)

AT_ONCE = 2
"""So many deployments are made at the same time."""

RUNNING = ("Creating", "Updating", "Deleting")
REVISION = ("codeConfiguration", "environmentId", "environmentVariables", "model", "requestSettings")
"""What makes another revision of a deployment: whatever else changes, its processes go on."""


class Deployments:
    """Makes, scales and ends what serves."""

    def __init__(self, store: ResourceStore, operations: Operations, preparation: Preparation) -> None:
        self._store = store
        self._operations = operations
        self._preparation = preparation
        self._pool = ThreadPoolExecutor(AT_ONCE, "deployment")
        self._stop = Stop()
        self._served: dict[ResourceId, tuple[Served, object]] = {}
        self._starting: set[Served] = set()
        self._locks: defaultdict[ResourceId, threading.Lock] = defaultdict(threading.Lock)

    def resume(self) -> None:
        """After a restart: what was being made has failed; what served is started when it is asked."""
        for deployment in self._store.search("deployments"):
            online = deployment.id.parent.collection == "onlineEndpoints"
            if online and deployment.properties["provisioningState"] in RUNNING:
                end_all(mark_of(deployment.id), grace=1)
                self._set_state(deployment.id, "Failed")

    def deploy(self, deployment: ResourceId, operation: LongRunningOperation) -> None:
        """Bring a deployment to the state that is stored of it, and then end the operation."""
        self._pool.submit(self._deploy, deployment, operation)

    def find(self, deployment: Resource) -> Served:
        """What serves a deployment; started again where a restart or a crash has ended it.

        Raises:
            ServingError: it does not serve.
        """
        served, _ = self._served.get(deployment.id, (None, None))
        if served is not None and served.lives:
            return served
        with self._locks[deployment.id]:
            served, _ = self._served.get(deployment.id, (None, None))
            if served is None or not served.lives:
                served = self._bring_back(deployment)
            return served

    def _bring_back(self, deployment: Resource) -> Served:
        if deployment.properties["provisioningState"] == "Failed":
            raise ServingError("ResourceNotReady", "The provisioning of this deployment failed.")
        try:
            return self._bring_up(deployment)
        except ServingError:
            self._set_state(deployment.id, "Failed")
            raise

    def log(self, deployment: ResourceId, container: str) -> str:
        """The log of a part of a deployment."""
        path = self._preparation.log(deployment, container)
        return path.read_text("utf-8", "replace") if path.exists() else ""

    def remove(self, deployment: ResourceId) -> None:
        """End a deployment and forget its files."""
        with self._locks[deployment]:
            served, _ = self._served.pop(deployment, (None, None))
            if served:
                served.end()
            remove(self._preparation.folder(deployment))
        self._locks.pop(deployment, None)

    def remove_absent(self) -> None:
        """End the deployments whose workspace or resource group has been deleted."""
        for deployment in list(self._served):
            if self._store.find(deployment) is None:
                self.remove(deployment)

    def close(self) -> None:
        """End all deployments, those that are being made as well."""
        self._stop.set()
        self._pool.shutdown(wait=False, cancel_futures=True)
        running = [*self._starting, *(served for served, _ in self._served.values())]
        ending = [threading.Thread(target=served.end) for served in running]
        for each in ending:
            each.start()
        for each in ending:
            each.join()
        self._pool.shutdown()

    def _deploy(self, deployment_id: ResourceId, operation: LongRunningOperation) -> None:
        failure: ArmError | None = None
        try:
            with self._locks[deployment_id]:
                self._bring_up(self._store.get(deployment_id))
        except ServingError as error:
            failure = ArmError(400, error.code, str(error))
        except Exception as error:
            log.exception("deployment %s failed", deployment_id)
            message = f"The local workspace could not make the deployment: {error!r}"
            failure = ArmError(500, "InternalServerError", message)
        self._set_state(deployment_id, "Failed" if failure else "Succeeded")
        self._operations.finish(operation, failure)

    def _bring_up(self, deployment: Resource) -> Served:
        """Start what is stored of a deployment; what served before goes on until the new one is ready."""
        count = int(deployment.attributes["sku"]["capacity"])
        revision = {name: deployment.properties.get(name) for name in REVISION}
        served, known = self._served.get(deployment.id, (None, None))
        if served is not None and served.lives and known == revision:
            served.scale(count)
            return served
        program = self._preparation.program(deployment, self._stop)
        new = Served(program, mark_of(deployment.id), Limits.of(deployment.properties))
        self._starting.add(new)
        try:
            new.scale(count)
            if self._stop.asked or self._store.find(deployment.id) is None:
                raise ServingError("OperationCanceled", CRASHED)
        except ServingError:
            new.end()
            remove(program.folder.parent)
            raise
        finally:
            self._starting.discard(new)
        self._served[deployment.id] = (new, revision)
        if served is not None:
            served.end()
        self._forget_other_revisions(deployment.id, program.folder.parent.name)
        return new

    def _forget_other_revisions(self, deployment: ResourceId, kept: str) -> None:
        for folder in self._preparation.folder(deployment).glob("revision-*"):
            if folder.name != kept:
                remove(folder)

    def _set_state(self, deployment: ResourceId, state: str) -> None:
        def change(resource: Resource) -> None:
            resource.properties["provisioningState"] = state

        if self._store.find(deployment) is not None:
            self._store.update(deployment, change)
