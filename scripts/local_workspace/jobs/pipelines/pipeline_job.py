"""Pipeline jobs: checked, completed, run."""

from dataclasses import dataclass

from local_workspace.arm import Json, ResourceId
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.ending import carry_out
from local_workspace.jobs.kinds import JobKinds
from local_workspace.jobs.pipelines.documents import complete_pipeline, running_properties
from local_workspace.jobs.pipelines.execution import Execution
from local_workspace.jobs.pipelines.refusals import PipelineCheck
from local_workspace.jobs.records import Jobs
from local_workspace.jobs.runner import JobRunner
from local_workspace.jobs.stop import Stop
from local_workspace.settings import Settings
from local_workspace.store import ResourceStore


@dataclass(frozen=True)
class PipelineJobs:
    """What it takes to run pipeline jobs; the jobs of their steps are the runner's."""

    settings: Settings
    store: ResourceStore
    jobs: Jobs
    addresses: Addresses
    kinds: JobKinds
    runner: JobRunner
    only_starts_others: bool = True

    def check(self, job: ResourceId, sent: Json) -> None:
        """Refuse a pipeline job that Azure would refuse."""
        PipelineCheck(self.store, self.addresses, job.workspace).check(job, sent)

    def complete(self, job: ResourceId, sent: Json) -> Json:
        """The properties of a new pipeline job as the service keeps them."""
        return complete_pipeline(self.settings, job, sent)

    def run(self, job_id: ResourceId, stop: Stop) -> None:
        """Run a pipeline; whatever happens, it ends in a terminal status with a reason."""
        if not self.jobs.move(job_id, "Running"):
            return
        carry_out(self.jobs, job_id, stop, lambda: self._run(job_id, stop))

    def _run(self, job_id: ResourceId, stop: Stop) -> Json | None:
        self.jobs.describe(job_id, running_properties(self.jobs.get(job_id).properties))
        return self._execution(job_id, stop).run()

    def abandon(self, job_id: ResourceId) -> None:
        """Nothing is left of a pipeline itself; its steps are jobs of their own."""

    def _execution(self, job_id: ResourceId, stop: Stop) -> Execution:
        job = self.jobs.get(job_id)
        return Execution(self.store, self.jobs, self.addresses, self.kinds, self.runner, job, stop)
