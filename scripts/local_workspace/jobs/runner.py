"""The queue of jobs: so many run at once, the others wait, and a killed server forgets none."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from local_workspace.arm import ResourceId
from local_workspace.jobs.records import Jobs
from local_workspace.jobs.stop import Stop

WAITING = ("NotStarted", "Queued")


class RunsJobs(Protocol):
    """Runs one job of a kind to its end."""

    def run(self, job_id: ResourceId, stop: Stop) -> None:
        """Run it."""
        ...

    def abandon(self, job_id: ResourceId) -> None:
        """End what is left of a job that an earlier server ran."""
        ...


class JobRunner:
    """Runs jobs, `limit` at a time, in order of their submission."""

    def __init__(self, jobs: Jobs, kinds: RunsJobs, limit: int) -> None:
        self._jobs = jobs
        self._kinds = kinds
        self._pool = ThreadPoolExecutor(limit, "job")
        self._lock = threading.Lock()
        self._running: dict[ResourceId, tuple[Future[None], Stop]] = {}

    def resume(self) -> None:
        """Take up what an earlier server left: waiting jobs run, jobs that it was running have failed."""
        for job in self._jobs.unfinished():
            if job.properties["status"] in WAITING:
                self.submit(job.id)
            else:
                self._kinds.abandon(job.id)
                message = (
                    "The local workspace was stopped while it ran this job; the job's processes were ended."
                )
                self._jobs.move(job.id, "Failed", {"code": "ServiceError", "message": message})

    def submit(self, job_id: ResourceId) -> None:
        """Queue a job."""
        stop = Stop()
        self._jobs.move(job_id, "Queued")
        with self._lock:
            future = self._pool.submit(self._kinds.run, job_id, stop)
            self._running[job_id] = (future, stop)
        future.add_done_callback(self._forget(job_id))

    def cancel(self, job_id: ResourceId) -> None:
        """End a job: at once when it waits, by ending its processes when it runs."""
        with self._lock:
            future, stop = self._running.get(job_id, (None, Stop()))
        stop.set()
        if future is None or future.cancel():
            self._jobs.move(job_id, "Canceled")

    def close(self) -> None:
        """End all jobs; those that wait will run when the server is started again."""
        with self._lock:
            running = list(self._running.values())
        for future, stop in running:
            if not future.cancel():
                stop.set("The local workspace was stopped while it ran this job.", "Failed")
        self._pool.shutdown()

    def _forget(self, job_id: ResourceId) -> Callable[[Future[None]], None]:
        def forget(_: Future[None]) -> None:
            with self._lock:
                self._running.pop(job_id, None)

        return forget
