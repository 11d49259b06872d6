"""What is kept of jobs, and which of them a new server takes up."""

from pathlib import Path

from local_workspace.arm import ResourceId
from local_workspace.jobs.records import FOREIGN, Jobs, job_id
from local_workspace.store import Database, ResourceStore

WORKSPACE = ResourceId.of_workspace("s", "g", "w")


def test_a_run_of_a_client_outlives_the_server() -> None:
    jobs = Jobs(ResourceStore(Database(Path(":memory:"))))
    for name, marks in (("ours", {}), ("notebook", {FOREIGN: True}), ("over", {})):
        jobs.add(job_id(WORKSPACE, name), {}, "me", **marks)
        jobs.move(job_id(WORKSPACE, name), "Running")
    jobs.move(job_id(WORKSPACE, "over"), "Completed")
    assert [job.id.name for job in jobs.unfinished()] == ["ours"]


def test_tags_are_set_and_taken_away() -> None:
    jobs, job = Jobs(ResourceStore(Database(Path(":memory:")))), job_id(WORKSPACE, "a")
    jobs.add(job, {"tags": {"kept": "1", "gone": "2"}}, "me")
    jobs.tag(job, {"new": "3", "gone": None, "never": None})
    assert jobs.get(job).properties["tags"] == {"kept": "1", "new": "3"}
