"""AutoML jobs: checked, completed, run."""

from dataclasses import dataclass
from pathlib import Path

from local_workspace.arm import Json, ResourceId
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.automl.documents import complete_automl, running_properties, running_tags
from local_workspace.jobs.automl.execution import Execution
from local_workspace.jobs.automl.refusals import check_automl
from local_workspace.jobs.command_job import mark_of
from local_workspace.jobs.ending import carry_out
from local_workspace.jobs.environments import Environments
from local_workspace.jobs.inputs import remove
from local_workspace.jobs.processes import end_all
from local_workspace.jobs.records import Jobs
from local_workspace.jobs.registration import Registration
from local_workspace.jobs.stop import Stop
from local_workspace.settings import Settings
from local_workspace.store import ResourceStore
from local_workspace.tokens import Tokens


@dataclass(frozen=True)
class AutoMLJobs:
    """What it takes to run AutoML jobs; the trials of one are jobs of their own, in its process."""

    settings: Settings
    store: ResourceStore
    jobs: Jobs
    addresses: Addresses
    environments: Environments
    tokens: Tokens
    registration: Registration
    only_starts_others: bool = False

    def check(self, job: ResourceId, sent: Json) -> None:
        """Refuse an AutoML job that Azure would refuse."""
        check_automl(self.store, self.addresses, job, sent)

    def complete(self, job: ResourceId, sent: Json) -> Json:
        """The properties of a new AutoML job as the service keeps them."""
        return complete_automl(self.settings, job, sent)

    def run(self, job_id: ResourceId, stop: Stop) -> None:
        """Run a search; whatever happens, it ends in a terminal status with a reason."""
        if not self.jobs.move(job_id, "Preparing"):
            return
        carry_out(self.jobs, job_id, stop, lambda: self._run(job_id, stop))

    def _run(self, job_id: ResourceId, stop: Stop) -> None:
        work = self._work(job_id)
        remove(work)
        try:
            self._execution(job_id, work, stop).run()
        finally:
            remove(work)

    def abandon(self, job_id: ResourceId) -> None:
        """End the processes of a job that an earlier server ran, and remove its folder."""
        end_all(mark_of(job_id), grace=1)
        remove(self._work(job_id))

    def _work(self, job_id: ResourceId) -> Path:
        return self.settings.state / "work" / mark_of(job_id)

    def _execution(self, job_id: ResourceId, work: Path, stop: Stop) -> Execution:
        job = self.jobs.get(job_id)
        self.jobs.describe(job_id, running_properties(job))
        self.jobs.tag(job_id, running_tags(job))
        return Execution(
            self.settings,
            self.jobs,
            self.addresses,
            self.environments,
            self.tokens,
            self.registration,
            job,
            work,
            stop,
        )
