"""The queue of jobs: so many run at once, the others wait, and a killed server forgets none."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from local_workspace.arm import Resource, ResourceId
from local_workspace.jobs.kinds import JobKinds
from local_workspace.jobs.records import TERMINAL, Jobs, run_of
from local_workspace.jobs.stop import Stop

WAITING = ("NotStarted", "Queued")
PARENTS = 10_000
"""Jobs that only start others, at once: each is a thread that waits, and they may stand in each other."""

Ended = Callable[[ResourceId], None]
"""Is told of a job that has ended."""


def _nobody(_: ResourceId) -> None:
    """Most jobs end without anybody waiting for them."""


class JobRunner:
    """Runs jobs, `limit` at a time, in order of submission; those that only start others do not count."""

    def __init__(self, jobs: Jobs, kinds: JobKinds, limit: int) -> None:
        self._jobs = jobs
        self._kinds = kinds
        self._pool = ThreadPoolExecutor(limit, "job")
        self._parents = ThreadPoolExecutor(PARENTS, "parent-job")
        self._lock = threading.Lock()
        self._closing = False
        self._running: dict[ResourceId, tuple[Future[None], Stop]] = {}

    def resume(self) -> None:
        """Take up what an earlier server left: waiting jobs run, jobs that it was running have failed."""
        for job in self._jobs.unfinished():
            if job.properties["status"] in WAITING and self._has_ended(parent_of(job)):
                self._jobs.move(job.id, "Canceled")
            elif job.properties["status"] in WAITING:
                self.submit(job.id)
            else:
                self._kinds.of(job.properties).abandon(job.id)
                message = (
                    "The local workspace was stopped while it ran this job; the job's processes were ended."
                )
                self._jobs.move(job.id, "Failed", {"code": "ServiceError", "message": message})

    def submit(self, job_id: ResourceId, ended: Ended = _nobody) -> None:
        """Queue a job; `ended` is called once, when it has ended or the server is stopped."""
        stop = Stop()
        kind = self._kinds.of(self._jobs.get(job_id).properties)
        self._jobs.move(job_id, "Queued")
        with self._lock:
            pool = self._parents if kind.only_starts_others else self._pool
            future = None if self._closing else pool.submit(kind.run, job_id, stop)
            if future:
                self._running[job_id] = (future, stop)
        if future:
            future.add_done_callback(self._settle(job_id, ended))
        else:
            ended(job_id)

    def cancel(self, job_id: ResourceId) -> None:
        """End a job: at once when it waits, by ending its processes when it runs."""
        with self._lock:
            future, stop = self._running.get(job_id, (None, Stop()))
        stop.set()
        if future is None:
            self._jobs.move(job_id, "Canceled")
        else:
            future.cancel()

    def close(self) -> None:
        """End all jobs; those that wait will run when the server is started again."""
        with self._lock:
            self._closing = True
            running = list(self._running.values())
        for future, stop in running:
            if not future.cancel():
                stop.set("The local workspace was stopped while it ran this job.", "Failed")
        self._parents.shutdown()
        self._pool.shutdown()

    def _has_ended(self, job_id: ResourceId | None) -> bool:
        return job_id is not None and self._jobs.get(job_id).properties["status"] in TERMINAL

    def _settle(self, job_id: ResourceId, ended: Ended) -> Callable[[Future[None]], None]:
        def settle(future: Future[None]) -> None:
            with self._lock:
                self._running.pop(job_id, None)
            if future.cancelled() and not self._closing:
                self._jobs.move(job_id, "Canceled")
            ended(job_id)

        return settle


def parent_of(job: Resource) -> ResourceId | None:
    """The job that started this one, if one did."""
    name = run_of(job).get("parent")
    return job.id.workspace.child("jobs", name) if name else None
