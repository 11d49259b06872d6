"""Clusters: how many nodes they may have, and how many they have now."""

from local_workspace.arm import Json, Resource, member, section
from local_workspace.errors import ArmError
from local_workspace.jobs.computes import allocation
from local_workspace.jobs.durations import seconds
from local_workspace.store import ResourceStore

CLUSTER: Json = {
    "allocationStateTransitionTime": None,
    "enableNodePublicIp": True,
    "errors": None,
    "isolatedNetwork": False,
    "osType": "Linux",
    "propertyBag": {},
    "remoteLoginPortPublicAccess": "NotSpecified",
    "subnet": None,
    "virtualMachineImage": None,
    "vmPriority": "Dedicated",
}
"""What every answer has; its nodes are counted when it is asked for."""


def prepare_cluster(cluster: Resource) -> None:
    """Complete a cluster that is made or changed, or refuse it."""
    inner = member(cluster.properties, "properties")
    inner["scaleSettings"] = check_scale(section(inner, "scaleSettings"))


def check_scale(scale: Json) -> Json:
    """Complete scale settings, or refuse them; the wordings are unverified.

    Idle seconds: as azure-ai-ml 1.35.2 sends them if none are named (entities/_compute/aml_compute.py).
    """
    defaults = {"minNodeCount": 0, "maxNodeCount": 1, "nodeIdleTimeBeforeScaleDown": "PT120S"}
    scale = defaults | {name: value for name, value in scale.items() if value is not None}
    if not 0 <= scale["minNodeCount"] <= scale["maxNodeCount"]:
        message = "The minimum number of nodes must be between 0 and the maximum number of nodes."
        raise ArmError(400, "BadRequest", message)
    seconds(scale["nodeIdleTimeBeforeScaleDown"])
    return scale


def with_nodes(store: ResourceStore, cluster: Resource, document: Json) -> Json:
    """The answer about a cluster, with its nodes counted."""
    inner = member(member(document, "properties"), "properties")
    inner |= allocation(store, cluster)
    return document
