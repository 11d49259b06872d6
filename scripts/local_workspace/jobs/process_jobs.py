"""What all jobs share that run as processes on this computer, each in a folder of its own."""

import hashlib
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path

from local_workspace.arm import Json, Resource, ResourceId
from local_workspace.errors import LocalWorkspaceError
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.ending import JobFailedError, carry_out
from local_workspace.jobs.environments import Environments, Interpreter
from local_workspace.jobs.inputs import remove
from local_workspace.jobs.job_logs import JobLogs
from local_workspace.jobs.processes import end_all
from local_workspace.jobs.records import Jobs
from local_workspace.jobs.registration import Registration
from local_workspace.jobs.stop import Stop
from local_workspace.jobs.supervised import Supervised
from local_workspace.jobs.variables import variables
from local_workspace.settings import Settings
from local_workspace.store import ResourceStore
from local_workspace.tokens import Tokens

DIFFERS = "local_workspace.differs"
"""The property of a job that says what is other than its environment asks for."""


@dataclass(frozen=True)
class ProcessJobs(ABC):
    """One kind of job that runs as a process: from its preparation to a folder that is gone."""

    settings: Settings
    store: ResourceStore
    jobs: Jobs
    addresses: Addresses
    environments: Environments
    tokens: Tokens
    registration: Registration

    only_starts_others: bool = False

    def run(self, job_id: ResourceId, stop: Stop) -> None:
        """Run a job; whatever happens, it ends in a terminal status with a reason."""
        if self.jobs.move(job_id, "Preparing"):
            carry_out(self.jobs, job_id, stop, lambda: self._in_folder(job_id, stop))

    def abandon(self, job_id: ResourceId) -> None:
        """End the processes of a job that an earlier server ran, and remove its folder."""
        end_all(_mark_of(job_id), grace=1)
        remove(self._work(job_id))

    @abstractmethod
    def execute(self, process: "JobProcess") -> Json | None:
        """Run a job in a folder that is there for it alone; returns its error, if that is no exception."""

    def _in_folder(self, job_id: ResourceId, stop: Stop) -> Json | None:
        work = self._work(job_id)
        remove(work)
        try:
            return self._logged(JobProcess(self, self.jobs.get(job_id), work, stop))
        finally:
            remove(work)

    def _logged(self, process: "JobProcess") -> Json | None:
        try:
            return self.execute(process)
        except LocalWorkspaceError as error:
            process.logs.say(str(error))
            raise

    def _work(self, job_id: ResourceId) -> Path:
        return self.settings.state / "work" / _mark_of(job_id)


class JobProcess:
    """One job while it runs: its folders, its logs, its Python and its process."""

    def __init__(self, context: ProcessJobs, job: Resource, work: Path, stop: Stop) -> None:
        self.context, self.job, self.stop, self.work = context, job, stop, work
        self.code, self._home = work / "code", work / "home"
        (self._home / "tmp").mkdir(parents=True)
        self.artifacts = context.addresses.artifacts(job.id)
        self.logs = JobLogs(self.artifacts)
        self._supervised = Supervised(_mark_of(job.id), stop)

    def interpreter(self, environment: Resource) -> Interpreter:
        """The Python of an environment, made if need be.

        Raises:
            JobFailedError: it cannot be made. Code:
                https://learn.microsoft.com/azure/machine-learning/how-to-troubleshoot-environments
        """
        make, going = self._supervised.run, lambda: not self.stop.asked
        try:
            return self.context.environments.interpreter(environment, self.logs.build, make, going)
        except LocalWorkspaceError as error:
            message = f"The environment could not be made: {error}\n{self.logs.build_tail()}"
            raise JobFailedError("ImageBuildFailure", message) from error

    def variables(self, interpreter: Interpreter) -> dict[str, str]:
        """The environment variables of the job's process."""
        return variables(self.context.settings, self.context.tokens, self.job, interpreter.folder, self._home)

    def begin(self) -> bool:
        """Let the job be running, unless it was cancelled meanwhile."""
        return not self.stop.asked and self.context.jobs.move(self.job.id, "Running")

    def run(self, command: list[str], environment: dict[str, str]) -> int:
        """Run a command in the job's code, into its log; returns the exit code."""
        return self._supervised.run(command, self.logs.user, environment, self.code)

    def differs(self, how: str) -> None:
        """Say in the job's properties what is other than on Azure."""
        self.context.jobs.describe(self.job.id, {DIFFERS: how})


def _mark_of(job_id: ResourceId) -> str:
    """What a job's folder and processes are known by: job names are unique in a workspace only."""
    return f"{job_id.name}-{hashlib.sha256(job_id.key.encode()).hexdigest()[:12]}"
