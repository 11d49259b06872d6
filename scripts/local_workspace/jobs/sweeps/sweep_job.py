"""Sweep jobs: checked, completed, run."""

from dataclasses import dataclass

from local_workspace.arm import Json, Resource, ResourceId, section
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.ending import carry_out
from local_workspace.jobs.kinds import JobKinds
from local_workspace.jobs.metrics import LoggedMetrics
from local_workspace.jobs.records import Jobs
from local_workspace.jobs.runner import JobRunner
from local_workspace.jobs.stop import Stop
from local_workspace.jobs.sweeps.documents import complete_sweep, trial_of
from local_workspace.jobs.sweeps.execution import Execution
from local_workspace.jobs.sweeps.log import SweepLog
from local_workspace.jobs.sweeps.refusals import check_sweep
from local_workspace.jobs.sweeps.space import read_space
from local_workspace.settings import Settings
from local_workspace.store import ResourceStore


@dataclass(frozen=True)
class SweepJobs:
    """What it takes to run sweep jobs; their trials are the runner's."""

    settings: Settings
    store: ResourceStore
    jobs: Jobs
    addresses: Addresses
    metrics: LoggedMetrics
    kinds: JobKinds
    runner: JobRunner
    only_starts_others: bool = True

    def check(self, job: ResourceId, sent: Json) -> None:
        """Refuse a sweep job that Azure would refuse, or whose trials it would."""
        check_sweep(self.store, job, sent)
        sweep = Resource(job, self.complete(job, sent))
        first = {name: each.at(0.5) for name, each in read_space(section(sent, "searchSpace")).items()}
        trial = trial_of(sweep, first)
        self.kinds.of(trial).check(job, trial)

    def complete(self, job: ResourceId, sent: Json) -> Json:
        """The properties of a new sweep job as the service keeps them."""
        return complete_sweep(self.settings, job, sent, read_space(section(sent, "searchSpace")))

    def run(self, job_id: ResourceId, stop: Stop) -> None:
        """Run a sweep; whatever happens, it ends in a terminal status with a reason."""
        if not self.jobs.move(job_id, "Running"):
            return
        carry_out(self.jobs, job_id, stop, lambda: self._execution(job_id, stop).run())

    def abandon(self, job_id: ResourceId) -> None:
        """Nothing is left of a sweep itself; its trials are jobs of their own."""

    def _execution(self, job_id: ResourceId, stop: Stop) -> Execution:
        job = self.jobs.get(job_id)
        artifacts = SweepLog(self.addresses.artifacts(job_id))
        return Execution(job, stop, self.jobs, self.kinds, self.runner, self.metrics, artifacts)
