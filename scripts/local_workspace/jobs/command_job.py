"""Runs one command job from its preparation to its end: every status stands for work that is being done."""

import hashlib
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local_workspace.arm import Json, Resource, ResourceId, now, section
from local_workspace.errors import LocalWorkspaceError
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.binding import bind
from local_workspace.jobs.documents import complete_job
from local_workspace.jobs.durations import seconds
from local_workspace.jobs.ending import JobFailedError, carry_out
from local_workspace.jobs.environments import Environments
from local_workspace.jobs.inputs import place_inputs, remove
from local_workspace.jobs.outputs import collect_artifacts, collect_outputs, make_places
from local_workspace.jobs.processes import end_all
from local_workspace.jobs.records import Jobs
from local_workspace.jobs.refusals import check_job
from local_workspace.jobs.stop import Stop
from local_workspace.jobs.supervised import Supervised
from local_workspace.jobs.variables import variables
from local_workspace.settings import Settings
from local_workspace.store import ResourceStore
from local_workspace.tokens import Tokens

USER_LOG = "user_logs/std_log.txt"
BUILD_LOG = "azureml-logs/20_image_build_log.txt"
SYSTEM_LOG = "system_logs/lifecycler/local.log"
DIFFERS = "local_workspace.differs"
"""The property of a job that says what is other than its environment asks for."""

TAIL = 2000
"""Characters of the log that a failure carries."""

Register = Callable[[Resource, Json], None]
"""Registers a named output as the asset that the job asked for: the job, the output."""


@dataclass(frozen=True)
class CommandJobs:
    """What it takes to run command jobs."""

    settings: Settings
    store: ResourceStore
    jobs: Jobs
    addresses: Addresses
    environments: Environments
    tokens: Tokens
    register: Register
    only_starts_others: bool = False

    def check(self, job: ResourceId, sent: Json) -> None:
        """Refuse a command job that Azure would refuse."""
        check_job(self.store, self.addresses, job, sent)

    def complete(self, job: ResourceId, sent: Json) -> Json:
        """The properties of a new command job as the service keeps them."""
        return complete_job(self.settings, job, sent)

    def run(self, job_id: ResourceId, stop: Stop) -> None:
        """Run a job; whatever happens, it ends in a terminal status with a reason."""
        if not self.jobs.move(job_id, "Preparing"):
            return
        carry_out(self.jobs, job_id, stop, lambda: self._run(job_id, stop))

    def abandon(self, job_id: ResourceId) -> None:
        """End the processes of a job that an earlier server ran, and remove its folder."""
        end_all(mark_of(job_id), grace=1)
        remove(self._work(job_id))

    def _work(self, job_id: ResourceId) -> Path:
        return self.settings.state / "work" / mark_of(job_id)

    def _run(self, job_id: ResourceId, stop: Stop) -> Json | None:
        work = self._work(job_id)
        remove(work)
        try:
            return self._execute(Execution(self, self.jobs.get(job_id), work, stop))
        finally:
            remove(work)

    def _execute(self, execution: "Execution") -> Json | None:
        try:
            execution.prepare()
            code = execution.execute()
            self.jobs.move(execution.job_id, "Finalizing")
            execution.collect()
        except LocalWorkspaceError as error:
            execution.say(str(error))
            raise
        return _exit_error(code, execution.tail()) if code else None


class Execution:
    """One job while it runs, in a folder of its own."""

    def __init__(self, context: CommandJobs, job: Resource, work: Path, stop: Stop) -> None:
        self._context = context
        self._job = job
        self._stop = stop
        self._work = work
        self._code = work / "code"
        self._artifacts = context.addresses.artifacts(job.id)
        self._supervised = Supervised(mark_of(job.id), stop)
        self._places: dict[str, str] = {}
        self._variables: dict[str, str] = {}
        self._command = ""
        for path in (USER_LOG, BUILD_LOG, SYSTEM_LOG):
            (self._artifacts / path).parent.mkdir(parents=True, exist_ok=True)
            (self._artifacts / path).unlink(missing_ok=True)  # of a deleted job of the same name
        (self._artifacts / USER_LOG).touch()

    @property
    def job_id(self) -> ResourceId:
        """The job."""
        return self._job.id

    def say(self, line: str) -> None:
        """Write to the job's system log."""
        with (self._artifacts / SYSTEM_LOG).open("a", encoding="utf-8") as file:
            file.write(f"{now()} {line}\n")

    def tail(self) -> str:
        """The end of what the command printed."""
        return (self._artifacts / USER_LOG).read_text("utf-8", "replace")[-TAIL:]

    def prepare(self) -> None:
        """Bring together code, data, environment and variables."""
        properties, workspace = self._job.properties, self._job.id.workspace
        self._code.mkdir(parents=True)
        (self._work / "home" / "tmp").mkdir(parents=True)
        if properties.get("codeId"):
            source = self._context.addresses.path(workspace, properties["codeId"])
            shutil.copytree(source, self._code, dirs_exist_ok=True, symlinks=True)
        inputs = place_inputs(
            self._context.addresses, workspace, section(properties, "inputs"), self._work / "inputs"
        )
        self._places = make_places(_named(properties), self._work / "named-outputs")
        interpreter = self._interpreter()
        home = self._work / "home"
        self._variables = variables(
            self._context.settings, self._context.tokens, self._job, interpreter, home
        )
        for name, value in section(properties, "environmentVariables").items():
            self._variables[name] = bind(str(value), inputs, self._places)
        self._command = bind(properties["command"], inputs, self._places)

    def execute(self) -> int:
        """Run the command and return its exit code."""
        if self._stop.asked or not self._context.jobs.move(self._job.id, "Running"):
            return 1
        watch = threading.Timer(self._limit(), self._stop.set, [_timeout_message(self._job)])
        watch.daemon = True
        watch.start()
        command = ["bash", "-c", self._command]
        try:
            return self._supervised.run(command, self._artifacts / USER_LOG, self._variables, self._code)
        finally:
            watch.cancel()

    def collect(self) -> None:
        """Keep what the job wrote, and register what it asked to have registered."""
        collect_artifacts(self._code, self._artifacts, self.say)
        named = _named(self._job.properties)
        found = collect_outputs(self._context.addresses, self._job.id, named, self._places, self.say)
        self._context.jobs.note(self._job.id, outputs=found)
        for name, output in named.items():
            if output.get("assetName") and name in found:
                self._context.register(self._job, output | found[name])

    def _interpreter(self) -> Path:
        environment = self._context.store.get(ResourceId.parse(self._job.properties["environmentId"]))
        build_log = self._artifacts / BUILD_LOG
        try:
            interpreter = self._context.environments.interpreter(
                environment, build_log, self._supervised.run, lambda: not self._stop.asked
            )
        except LocalWorkspaceError as error:
            tail = build_log.read_text("utf-8", "replace")[-TAIL:] if build_log.exists() else ""
            # Code: https://learn.microsoft.com/azure/machine-learning/how-to-troubleshoot-environments
            raise JobFailedError(
                "ImageBuildFailure", f"The environment could not be made: {error}\n{tail}"
            ) from error
        if interpreter.differs:
            self.say(interpreter.differs)
            self._context.jobs.describe(self._job.id, {DIFFERS: interpreter.differs})
        if image := environment.properties.get("image"):
            self.say(
                f"the image {image} is not run: the packages are the same, the system is this computer's"
            )
        return interpreter.folder

    def _limit(self) -> float:
        timeout = section(self._job.properties, "limits").get("timeout")
        return seconds(timeout) if timeout else threading.TIMEOUT_MAX


def mark_of(job_id: ResourceId) -> str:
    """What a job's folder and processes are known by: job names are unique in a workspace only."""
    return f"{job_id.name}-{hashlib.sha256(job_id.key.encode()).hexdigest()[:12]}"


def _named(properties: Json) -> dict[str, Any]:
    return {name: value for name, value in section(properties, "outputs").items() if name != "default"}


def _timeout_message(job: Resource) -> str:
    timeout = section(job.properties, "limits").get("timeout")
    return f"The job ran longer than its limit of {timeout} and was ended."


def _exit_error(code: int, tail: str) -> Json:
    """As Azure words it (azureml-examples issues, read 2026-11-21); the log's end is added here."""
    message = (
        f"Execution failed. User process 'bash' exited with status code {code}. Please check log file "
        f"'{USER_LOG}' for error details. Error: {tail}"
    )
    return {"code": "UserError", "message": message}
