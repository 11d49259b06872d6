"""What a compute is to jobs: who runs on it, how many nodes that takes, and whether an instance is on.

Nothing is rented here: a node of a cluster is a job's process, and a cluster has one for each job that runs
on it. The numbers that clients read are counted from the jobs at the moment of the question.
"""

from datetime import datetime

from local_workspace.arm import Json, Resource, ResourceId, member, now
from local_workspace.errors import not_implemented
from local_workspace.jobs.durations import seconds
from local_workspace.jobs.records import run_of
from local_workspace.store import ResourceStore

WAITING = ("NotStarted", "Queued")
PREPARING = ("Provisioning", "Starting", "Preparing")
ACTIVE = (*WAITING, *PREPARING, "Running", "Finalizing", "CancelRequested", "NotResponding")
"""All but Completed, Failed and Canceled: https://learn.microsoft.com/javascript/api/@azure/arm-machinelearning/jobstatus"""


def active_jobs(store: ResourceStore, compute: ResourceId) -> list[Resource]:
    """The jobs on a compute that have not ended, those that wait for it included."""
    jobs = (
        job
        for status in ACTIVE
        for job in store.children(compute.workspace, "jobs", where={"$.properties.status": status}).resources
    )
    return [job for job in jobs if _is_on(compute, job)]


def nodes(store: ResourceStore, cluster: Resource) -> list[Json]:
    """The nodes of a cluster: one for each job that runs, and up to its minimum idle ones."""
    found: list[Json] = []
    for job in active_jobs(store, cluster.id):
        if job.properties["status"] not in WAITING:
            state = "preparing" if job.properties["status"] in PREPARING else "running"
            found.append(_node(f"node-{job.id.name}", state, job.id.name))
    idle = range(_scale(cluster)["minNodeCount"] - len(found))
    return found + [_node(f"node-idle-{number}", "idle", None) for number in idle]


def _node(name: str, state: str, run: str | None) -> Json:
    addresses = {"privateIpAddress": None, "publicIpAddress": None, "port": None}
    return {"nodeId": name, "nodeState": state, "runId": run, **addresses}


def allocation(store: ResourceStore, cluster: Resource) -> Json:
    """How many nodes a cluster has, in which state, and how many it wants.

    Field names: recordings 2022-08..2023-06, GET …/computes/{compute}.
    """
    there = [node["nodeState"] for node in nodes(store, cluster)]
    waiting = [j for j in active_jobs(store, cluster.id) if j.properties["status"] in WAITING]
    scale = _scale(cluster)
    wanted = max(len(there), min(len(there) + len(waiting), scale["maxNodeCount"]))
    states = ("idle", "leaving", "preempted", "preparing", "running", "unusable")
    return {
        "allocationState": "Steady" if wanted == len(there) else "Resizing",
        "currentNodeCount": len(there),
        "targetNodeCount": wanted,
        "nodeStateCounts": {f"{state}NodeCount": there.count(state) for state in states},
    }


def settled(store: ResourceStore, compute: Resource) -> Resource:
    """The compute as it is now: an instance whose idle time is over has stopped in the meantime.

    Idle time: https://learn.microsoft.com/azure/machine-learning/how-to-create-compute-instance (2024-08-21).
    Here only jobs keep an instance awake: there are no notebooks, terminals or editors on it.
    """
    inner = member(compute.properties, "properties")
    limit = inner.get("idleTimeBeforeShutdown")
    if compute.properties["computeType"] != "ComputeInstance" or inner["state"] != "Running" or not limit:
        return compute
    idle = datetime.fromisoformat(now()) - datetime.fromisoformat(compute.properties["modifiedOn"])
    if idle.total_seconds() < seconds(limit) or _used_within(store, compute.id, seconds(limit)):
        return compute
    return store.update(compute.id, lambda resource: enter(resource, "Stop", "IdleShutdown"))


def enter(instance: Resource, operation: str, trigger: str) -> None:
    """Note that an instance was created, started, stopped or restarted, and by what.

    Words: azure-ai-ml 1.35.2, _restclient/arm_ml_service/models/_enums.py, OperationName, OperationTrigger.
    """
    time = now()
    done = {"operationName": operation, "operationTime": time, "operationStatus": "Succeeded"}
    inner = member(instance.properties, "properties")
    inner["state"] = "Stopped" if operation == "Stop" else "Running"
    inner["lastOperation"] = done | {"operationTrigger": trigger}
    instance.properties["modifiedOn"] = time


def check_runs(store: ResourceStore, compute: Resource) -> None:
    """Refuse a job for an instance that is stopped: no source says what Azure does with it."""
    inner = member(settled(store, compute).properties, "properties")
    if inner.get("state") == "Stopped":
        name = compute.id.name
        raise not_implemented(f"a job on a compute instance that is stopped ({name}); start it first")


def _is_on(compute: ResourceId, job: Resource) -> bool:
    """Whether a job runs there itself: jobs of other types only start such that do."""
    reference = job.properties.get("computeId") or ""
    return job.properties["jobType"] == "Command" and (
        reference.removeprefix("azureml:").lower() == compute.key
    )


def _used_within(store: ResourceStore, instance: ResourceId, limit: float) -> bool:
    """Whether a job is on an instance, or ended there less than so many seconds ago."""
    jobs = store.children(instance.workspace, "jobs").resources
    ends = [run_of(job).get("ended") for job in jobs if _is_on(instance, job)]
    present = datetime.fromisoformat(now())
    return any(not end or (present - datetime.fromisoformat(end)).total_seconds() < limit for end in ends)


def _scale(cluster: Resource) -> Json:
    return member(member(cluster.properties, "properties"), "scaleSettings")
