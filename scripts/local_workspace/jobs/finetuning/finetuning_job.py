"""Fine-tuning jobs: checked, completed, run."""

from local_workspace.arm import Json, ResourceId, section
from local_workspace.jobs.finetuning.documents import complete_finetuning
from local_workspace.jobs.finetuning.execution import Execution
from local_workspace.jobs.finetuning.refusals import base_model, check_finetuning
from local_workspace.jobs.process_jobs import JobProcess, ProcessJobs


class FineTuningJobs(ProcessJobs):
    """What it takes to run fine-tuning jobs, one process each."""

    def check(self, job: ResourceId, sent: Json) -> None:
        """Refuse a fine-tuning job that Azure would refuse."""
        check_finetuning(self.store, self.addresses, job, sent)

    def complete(self, job: ResourceId, sent: Json) -> Json:
        """The properties of a new fine-tuning job as the service keeps them."""
        base = base_model(self.addresses, job.workspace, section(sent, "fineTuningDetails"))
        return complete_finetuning(self.settings, job, sent, base)

    def execute(self, process: JobProcess) -> None:
        """Train, and register the model that comes of it."""
        Execution(process).run()
