"""AutoML jobs: checked, completed, run."""

from local_workspace.arm import Json, ResourceId
from local_workspace.jobs.automl.documents import complete_automl, running_properties, running_tags
from local_workspace.jobs.automl.execution import Execution
from local_workspace.jobs.automl.refusals import check_automl
from local_workspace.jobs.process_jobs import JobProcess, ProcessJobs


class AutoMLJobs(ProcessJobs):
    """What it takes to run AutoML jobs; the trials of one are jobs of their own, in its process."""

    def check(self, job: ResourceId, sent: Json) -> None:
        """Refuse an AutoML job that Azure would refuse."""
        check_automl(self.store, self.addresses, job, sent)

    def complete(self, job: ResourceId, sent: Json) -> Json:
        """The properties of a new AutoML job as the service keeps them."""
        return complete_automl(self.settings, job, sent)

    def execute(self, process: JobProcess) -> None:
        """Search, and keep what was found."""
        job = process.job
        self.jobs.describe(job.id, running_properties(job))
        self.jobs.tag(job.id, running_tags(job))
        Execution(process).run()
