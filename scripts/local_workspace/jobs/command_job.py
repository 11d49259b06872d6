"""Runs one command job from its preparation to its end: every status stands for work that is being done."""

import shutil
import threading
from typing import Any

from local_workspace.arm import Json, Resource, ResourceId, section
from local_workspace.jobs.binding import bind
from local_workspace.jobs.documents import complete_job
from local_workspace.jobs.durations import seconds
from local_workspace.jobs.inputs import place_inputs
from local_workspace.jobs.job_logs import USER_LOG
from local_workspace.jobs.outputs import collect_artifacts, collect_outputs, make_places
from local_workspace.jobs.process_jobs import JobProcess, ProcessJobs
from local_workspace.jobs.refusals import check_job


class CommandJobs(ProcessJobs):
    """What it takes to run command jobs."""

    def check(self, job: ResourceId, sent: Json) -> None:
        """Refuse a command job that Azure would refuse."""
        check_job(self.store, self.addresses, job, sent)

    def complete(self, job: ResourceId, sent: Json) -> Json:
        """The properties of a new command job as the service keeps them."""
        return complete_job(self.settings, job, sent)

    def execute(self, process: JobProcess) -> Json | None:
        """Prepare the job, run its command, keep what it wrote; returns its error."""
        execution = Execution(process)
        execution.prepare()
        code = execution.run()
        self.jobs.move(process.job.id, "Finalizing")
        execution.collect()
        return _exit_error(code, process.logs.user_tail()) if code else None


class Execution:
    """One command job while it runs."""

    def __init__(self, process: JobProcess) -> None:
        self._process, self._job, self._context = process, process.job, process.context
        self._places: dict[str, str] = {}
        self._variables: dict[str, str] = {}
        self._command = ""

    def prepare(self) -> None:
        """Bring together code, data, environment and variables."""
        process, addresses = self._process, self._context.addresses
        properties, workspace = self._job.properties, self._job.id.workspace
        process.code.mkdir(parents=True)
        if properties.get("codeId"):
            source = addresses.path(workspace, properties["codeId"])
            shutil.copytree(source, process.code, dirs_exist_ok=True, symlinks=True)
        inputs = place_inputs(addresses, workspace, section(properties, "inputs"), process.work / "inputs")
        self._places = make_places(_named(properties), process.work / "named-outputs")
        self._variables = self._job_variables()
        for name, value in section(properties, "environmentVariables").items():
            self._variables[name] = bind(str(value), inputs, self._places)
        self._command = bind(properties["command"], inputs, self._places)

    def run(self) -> int:
        """Run the command and return its exit code."""
        if not self._process.begin():
            return 1
        watch = threading.Timer(self._limit(), self._process.stop.set, [_timeout_message(self._job)])
        watch.daemon = True
        watch.start()
        try:
            return self._process.run(["bash", "-c", self._command], self._variables)
        finally:
            watch.cancel()

    def collect(self) -> None:
        """Keep what the job wrote, and register what it asked to have registered."""
        process, say, named = self._process, self._process.logs.say, _named(self._job.properties)
        collect_artifacts(process.code, process.artifacts, say)
        found = collect_outputs(self._context.addresses, self._job.id, named, self._places, say)
        self._context.jobs.note(self._job.id, outputs=found)
        for name, output in named.items():
            if output.get("assetName") and name in found:
                self._context.registration.register_output(self._job, output | found[name])

    def _job_variables(self) -> dict[str, str]:
        say = self._process.logs.say
        environment = self._context.store.get(ResourceId.parse(self._job.properties["environmentId"]))
        interpreter = self._process.interpreter(environment)
        if interpreter.differs:
            say(interpreter.differs)
            self._process.differs(interpreter.differs)
        if image := environment.properties.get("image"):
            say(f"the image {image} is not run: the packages are the same, the system is this computer's")
        return self._process.variables(interpreter)

    def _limit(self) -> float:
        timeout = section(self._job.properties, "limits").get("timeout")
        return seconds(timeout) if timeout else threading.TIMEOUT_MAX


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
