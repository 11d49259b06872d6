"""An instance that nothing runs on stops when its idle time is over."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from local_workspace.arm import Resource, ResourceId
from local_workspace.errors import ArmError
from local_workspace.jobs.computes import check_runs, enter, settled
from local_workspace.jobs.records import Jobs
from local_workspace.store import ResourceStore
from local_workspace.store.database import Database

WORKSPACE = ResourceId.of_workspace("s", "g", "w")


def ago(minutes: int) -> str:
    return (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()


@pytest.fixture
def store(tmp_path: Path) -> ResourceStore:
    return ResourceStore(Database(tmp_path / "database"))


def instance(store: ResourceStore, changed: int, idle_time: str | None = "PT30M") -> Resource:
    """An instance that was last started or changed so many minutes ago."""
    properties: dict[str, Any] = {"computeType": "ComputeInstance", "modifiedOn": ago(changed)}
    properties["properties"] = {"state": "Running", "idleTimeBeforeShutdown": idle_time}
    return store.put(Resource(WORKSPACE.child("computes", "desk"), properties))


def job(store: ResourceStore, status: str, ended: int | None = None, **properties: Any) -> None:
    """A job on the instance."""
    place = {"jobType": "Command", "computeId": str(WORKSPACE.child("computes", "desk"))}
    run = {"ended": None if ended is None else ago(ended)}
    Jobs(store).add(WORKSPACE.child("jobs", "j"), place | {"status": status} | properties, "me", **run)


def state(store: ResourceStore, compute: Resource) -> str:
    """What clients read, which is also what is kept."""
    found = settled(store, compute)
    assert store.get(compute.id).properties == found.properties
    return found.properties["properties"]["state"]


@pytest.mark.parametrize(
    ("changed", "idle_time", "expected"),
    [(31, "PT30M", "Stopped"), (29, "PT30M", "Running"), (5000, None, "Running")],
)
def test_it_stops_after_its_idle_time(
    store: ResourceStore, changed: int, idle_time: str | None, expected: str
) -> None:
    assert state(store, instance(store, changed, idle_time)) == expected


@pytest.mark.parametrize(
    ("status", "ended", "expected"),
    [("Running", None, "Running"), ("Completed", 29, "Running"), ("Failed", 31, "Stopped")],
)
def test_a_job_keeps_it_awake(store: ResourceStore, status: str, ended: int | None, expected: str) -> None:
    compute = instance(store, 90)
    job(store, status, ended)
    assert state(store, compute) == expected


@pytest.mark.parametrize("elsewhere", [{"computeId": None}, {"jobType": "Pipeline"}])
def test_a_job_that_runs_elsewhere_does_not(store: ResourceStore, elsewhere: dict[str, Any]) -> None:
    compute = instance(store, 90)
    job(store, "Running", **elsewhere)
    assert state(store, compute) == "Stopped"


def test_it_says_why_it_stopped_and_takes_no_job_until_it_is_started(store: ResourceStore) -> None:
    compute = instance(store, 31)
    with pytest.raises(ArmError, match=r"stopped \(desk\)"):
        check_runs(store, compute)
    last = store.get(compute.id).properties["properties"]["lastOperation"]
    assert (last["operationName"], last["operationTrigger"]) == ("Stop", "IdleShutdown")
    check_runs(store, store.update(compute.id, lambda found: enter(found, "Start", "User")))
