"""A job as the pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from local_workspace.arm import Resource

_OVER = ("Completed", "Failed", "Canceled", "NotResponding")
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
    def submitted(self) -> str:
        """When it was submitted."""
        return self.resource.system_data.get("createdAt", "")

    @property
    def status(self) -> str:
        """Azure ML's status word."""
        return self.resource.properties.get("status", "")

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.status in _OVER

    @property
    def parent(self) -> str | None:
        """The name of the job that started it."""
        return self.resource.properties.get("parentJobName")

    @property
    def artifacts(self) -> str:
        """Where its logs and its `./outputs` are."""
        return f"azureml://datastores/workspaceartifactstore/paths/ExperimentRun/dcid.{self.name}"

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


def is_log(name: str) -> bool:
    """Whether a file of a job is one of its logs."""
    return name.startswith(_LOG_FOLDERS)
