"""Compute instances: they are started and stopped, by hand or when they were idle long enough.

Shapes: recordings 2022-09, POST …/computes/{compute}/start and …/stop.
"""

from local_workspace.arm import Json, Resource, member
from local_workspace.errors import ArmError
from local_workspace.jobs.computes import enter
from local_workspace.jobs.durations import seconds
from local_workspace.resources.generic import Change

SHORTEST, LONGEST = 15 * 60, 3 * 24 * 3600
"""Bounds of the idle time: https://learn.microsoft.com/azure/machine-learning/how-to-create-compute-instance."""

INSTANCE: Json = {
    "applicationSharingPolicy": "Shared",
    "applications": [],
    "computeInstanceAuthorizationType": "personal",
    "connectivityEndpoints": {"publicIpAddress": None, "privateIpAddress": None},
    "containers": None,
    "customServices": [],
    "dataDisks": None,
    "dataMounts": None,
    "enableNodePublicIp": True,
    "errors": [],
    "lastOperation": None,
    "osImageMetadata": None,
    "personalComputeInstanceSettings": None,
    "schedules": {"computeStartStop": []},
    "setupScripts": None,
    "sshSettings": {"sshPublicAccess": "Disabled", "adminUserName": "azureuser", "sshPort": 50000},
    "state": "Running",
    "subnet": None,
    "versions": {"runtime": None},
}
"""What every answer has."""


def prepare_instance(change: Change) -> None:
    """Complete an instance that is made or changed, or refuse it."""
    inner = member(change.resource.properties, "properties")
    idle_time = inner.get("idleTimeBeforeShutdown")
    if change.before is None:
        check_idle_time(idle_time)
        enter(change.resource, "Create", "User")
    elif idle_time != member(change.before.properties, "properties").get("idleTimeBeforeShutdown"):
        # Neither SDK nor CLI can change it: how-to-create-compute-instance (2024-08-21). Wording unverified.
        message = (
            "The idle time of an existing compute instance is changed by updateIdleShutdownSetting only."
        )
        raise ArmError(400, "BadRequest", message)


def check_idle_time(duration: str | None) -> None:
    """Refuse an idle time that is out of bounds; the wording is unverified."""
    if duration is not None and not SHORTEST <= seconds(duration) <= LONGEST:
        message = f"The idle time before shutdown must be between 15 minutes and 3 days, not {duration}."
        raise ArmError(400, "BadRequest", message)


def check_may(instance: Resource, action: str) -> None:
    """Refuse to start what runs.

    Code and message: https://github.com/microsoft/vscode-tools-for-ai/issues/2096 (2023-06-25).
    """
    if action == "start" and member(instance.properties, "properties")["state"] != "Stopped":
        message = (
            "Start Azure ML Compute Instance is only allowed when the instance "
            f"{instance.id.name} is in 'stopped' state"
        )
        raise ArmError(400, "StartComputeInstanceOnlyAllowedInStoppedState", message)


def check_is_instance(compute: Resource, action: str) -> None:
    """Refuse for a cluster what only an instance can do; the wording is unverified."""
    if compute.properties["computeType"] != "ComputeInstance":
        message = f"Compute {compute.id.name} is no compute instance: it cannot be told to {action}."
        raise ArmError(400, "BadRequest", message)
