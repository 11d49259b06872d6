"""What is kept of a job: the document of the wire, its status, and when what happened to it."""

from collections.abc import Mapping
from typing import Any

from local_workspace.arm import Json, Resource, ResourceId, now, system_data
from local_workspace.errors import ArmError, user_error
from local_workspace.store import ResourceStore

TERMINAL = frozenset({"Completed", "Failed", "Canceled"})
RUN = "run"
"""The attribute of a job's document that holds its history; it is not part of the job on the wire."""

FOREIGN = "mlflow"
"""Mark in the history of a run that a client started itself, outside of any job: no process of ours runs it,
MLflow knows it already, and its status is what the client says."""


def job_not_found(name: str) -> ArmError:
    """Recordings 2022-08..2023-06, GET …/jobs/{job} 404."""
    return user_error(404, f"Job {name} not found.", "NotFound", "JobNotFound")


def job_id(workspace: ResourceId, name: str) -> ResourceId:
    """The id of a job."""
    return workspace.child("jobs", name)


def artifact_path(name: str) -> str:
    """Where a run's artifacts are in the artifact store.

    Exactly this form: the SDK's stream splits it (azure-ai-ml 1.35.2, operations/_job_ops_helper.py:301).
    """
    return f"ExperimentRun/dcid.{name}"


def run_of(job: Resource) -> Json:
    """A job's history: `created`, `started`, `ended`, `error`, `warnings`, `outputs`, `parent`, `synced`.

    A job that is a step of a pipeline also has `step`, `root` and, if it may be reused, `fingerprint`.
    """
    return job.attributes[RUN]


def root_of(job: Resource) -> str:
    """The job that nobody started, of all those above a job: itself, if it has no parent."""
    run = run_of(job)
    return run.get("root") or run.get("parent") or job.id.name


class Jobs:
    """All jobs of all workspaces."""

    def __init__(self, store: ResourceStore) -> None:
        self._store = store

    def get(self, resource_id: ResourceId) -> Resource:
        """The job, or Azure's refusal."""
        job = self._store.find(resource_id)
        if job is None:
            raise job_not_found(resource_id.name)
        return job

    def add(self, resource_id: ResourceId, properties: Json, principal: str, **run: Any) -> Resource:
        """Keep a new job; from here on it is not lost."""
        history: Json = {
            "created": now(),
            "started": None,
            "ended": None,
            "error": None,
            "outputs": {},
            **run,
        }
        properties.setdefault("status", "NotStarted")
        job = Resource(resource_id, properties, {RUN: history}, system_data(principal))
        return self._store.put(job)

    def move(self, resource_id: ResourceId, status: str, error: Json | None = None) -> bool:
        """Change a job's status; say whether it was changed: what has ended stays as it ended."""
        moved = False

        def change(job: Resource) -> None:
            nonlocal moved
            moved = job.properties["status"] not in TERMINAL
            if moved:
                _enter(job, status, error)

        self._store.update(resource_id, change)
        return moved

    def note(self, resource_id: ResourceId, **facts: Any) -> None:
        """Add to a job's history."""

        def change(job: Resource) -> None:
            run_of(job).update(facts)

        self._store.update(resource_id, change)

    def describe(self, resource_id: ResourceId, facts: Json) -> None:
        """Add to a job's own properties, which clients read."""

        def change(job: Resource) -> None:
            job.properties["properties"] = {**job.properties["properties"], **facts}

        self._store.update(resource_id, change)

    def tag(self, resource_id: ResourceId, tags: Mapping[str, str | None]) -> None:
        """Set tags of a job, or take them away (None)."""

        def change(job: Resource) -> None:
            after = {**job.properties["tags"], **tags}
            job.properties["tags"] = {key: value for key, value in after.items() if value is not None}

        self._store.update(resource_id, change)

    def archive(self, resource_id: ResourceId) -> None:
        """Hide a job from the lists."""

        def change(job: Resource) -> None:
            job.properties["isArchived"] = True

        self._store.update(resource_id, change)

    def rename(self, resource_id: ResourceId, name: str) -> None:
        """Give a job another name to show."""

        def change(job: Resource) -> None:
            job.properties["displayName"] = name

        self._store.update(resource_id, change)

    def unfinished(self) -> list[Resource]:
        """The jobs of ours that have not ended, the oldest first."""
        jobs = (job for job in self._store.search("jobs") if not run_of(job).get(FOREIGN))
        return [job for job in jobs if job.properties["status"] not in TERMINAL]


def _enter(job: Resource, status: str, error: Json | None) -> None:
    history = run_of(job)
    job.properties["status"] = status
    history["synced"] = False
    if status == "Running":
        history["started"] = now()
    if status in TERMINAL:
        history["ended"] = now()
    if error:
        history["error"] = error
