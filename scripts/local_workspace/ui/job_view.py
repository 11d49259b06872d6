"""A job as the pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from local_workspace.arm import Resource, now
from local_workspace.jobs.records import RUN, TERMINAL, artifact_path

_LOG_FOLDERS = ("user_logs/", "azureml-logs/", "system_logs/", "logs/azureml/")
_SUMMARY = (
    *("jobType", "status", "experimentName", "displayName", "description", "command", "computeId"),
    *("environmentId", "codeId", "environmentVariables", "tags", "limits", "isArchived"),
)


@dataclass(frozen=True)
class JobView:
    """One job."""

    resource: Resource

    @property
    def name(self) -> str:
        """Its name, which is the id of its run."""
        return self.resource.id.name

    @property
    def title(self) -> str:
        """The name that people see."""
        return self.resource.properties.get("displayName") or self.name

    @property
    def kind(self) -> str:
        """Command, Pipeline, Sweep and so on."""
        return self.resource.properties.get("jobType", "")

    @property
    def experiment(self) -> str:
        """The experiment that it belongs to."""
        return self.resource.properties.get("experimentName", "")

    @property
    def _run(self) -> dict[str, Any]:
        return self.resource.attributes.get(RUN) or {}

    @property
    def submitted(self) -> str:
        """When it was submitted."""
        return self._run.get("created") or self.resource.system_data.get("createdAt", "")

    @property
    def started(self) -> str | None:
        """When its process was started."""
        return self._run.get("started")

    @property
    def ended(self) -> str | None:
        """When it ended."""
        return self._run.get("ended")

    @property
    def duration(self) -> str:
        """How long it ran, up to now if it still runs."""
        if self.started is None:
            return ""
        end = datetime.fromisoformat(self.ended or now())
        return str(end - datetime.fromisoformat(self.started)).partition(".")[0]

    @property
    def error(self) -> dict[str, Any] | None:
        """Why it failed."""
        return self._run.get("error")

    @property
    def status(self) -> str:
        """Azure ML's status word."""
        return self.resource.properties.get("status", "")

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.status in TERMINAL

    @property
    def parent(self) -> str | None:
        """The name of the job that started it."""
        return self._run.get("parent")

    @property
    def artifacts(self) -> str:
        """Where its logs and its `./outputs` are."""
        return artifacts_of(self.name)

    @property
    def inputs(self) -> dict[str, Any]:
        """Its inputs."""
        return self.resource.properties.get("inputs") or {}

    @property
    def outputs(self) -> dict[str, Any]:
        """Its outputs; `default` holds logs and `./outputs`."""
        return self.resource.properties.get("outputs") or {}

    @property
    def summary(self) -> dict[str, Any]:
        """What it is, for a table."""
        properties = self.resource.properties
        return {"name": self.name} | {name: properties.get(name) for name in _SUMMARY}


def artifacts_of(job: str) -> str:
    """Where the logs and the `./outputs` of a job are."""
    return f"azureml://datastores/workspaceartifactstore/paths/{artifact_path(job)}"


def is_log(name: str) -> bool:
    """Whether a file of a job is one of its logs."""
    return name.startswith(_LOG_FOLDERS)
