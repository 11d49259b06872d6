"""The kinds of jobs that run here: one entry for each, and a plain refusal for all others."""

from typing import Protocol

from local_workspace.arm import Json, ResourceId
from local_workspace.errors import not_implemented
from local_workspace.jobs import shapes
from local_workspace.jobs.stop import Stop


class JobKind(Protocol):
    """What the jobs of one kind are checked for, completed with, and how they run."""

    @property
    def only_starts_others(self) -> bool:
        """Whether its work is done by jobs that it starts: it must not take the place of one of them."""
        ...

    def check(self, job: ResourceId, sent: Json) -> None:
        """Refuse a job that Azure would refuse."""
        ...

    def complete(self, job: ResourceId, sent: Json) -> Json:
        """The properties of a new job as the service keeps them."""
        ...

    def run(self, job_id: ResourceId, stop: Stop) -> None:
        """Run one job to its end."""
        ...

    def abandon(self, job_id: ResourceId) -> None:
        """End what is left of a job that an earlier server ran."""
        ...


class JobKinds:
    """The kinds by the name that `jobType` has on the wire; parts of the server add theirs."""

    def __init__(self) -> None:
        self._kinds: dict[str, JobKind] = {}

    def add(self, job_type: str, kind: JobKind) -> None:
        """Offer a kind of job."""
        self._kinds[job_type] = kind

    @property
    def names(self) -> list[str]:
        """The kinds that run here."""
        return list(self._kinds)

    def of(self, properties: Json) -> JobKind:
        """The kind of a job; one that does not run here is refused by its name."""
        shapes.check(properties, {"jobType": shapes.text})
        kind = self._kinds.get(properties.get("jobType") or "")
        if kind is None:
            raise not_implemented(f"jobs of type {properties.get('jobType')!r}")
        return kind
