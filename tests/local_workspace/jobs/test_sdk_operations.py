# pyright: basic
"""What the SDK does with jobs, beyond what the tests of run history show."""

from typing import TYPE_CHECKING, Any

import pytest

from .conftest import JobClient

if TYPE_CHECKING:
    from azure.ai.ml import MLClient


def _command(job_client: JobClient, line: str, **more: Any) -> Any:
    from azure.ai.ml import command

    return command(command=line, environment="bare:1", experiment_name="sdk", **more)


def _pipeline(job_client: JobClient) -> Any:
    from azure.ai.ml import dsl

    pipeline: Any = dsl.pipeline
    step = _command(job_client, "echo x")

    @pipeline(compute="no-such-compute")
    def one_step() -> None:
        step()

    return one_step()


@pytest.mark.effect("jobs.begin_cancel")
def test_a_cancelled_job_ends(ml_client: "MLClient", job_client: JobClient) -> None:
    name = str(ml_client.jobs.create_or_update(_command(job_client, "sleep 300")).name)
    job_client.wait(name, "Running")
    ml_client.jobs.begin_cancel(name).result()
    assert job_client.wait(name) == "Canceled"


@pytest.mark.effect("jobs.begin_delete")
def test_a_deleted_job_is_gone(ml_client: "MLClient", job_client: JobClient) -> None:
    name, _ = job_client.end("echo x")
    ml_client.jobs.begin_delete(name)
    assert job_client.rest("GET", f"jobs/{name}?api-version=1").status_code == 404


@pytest.mark.effect("jobs.update")
def test_the_words_about_a_job_are_changed(ml_client: "MLClient", job_client: JobClient) -> None:
    name, _ = job_client.end("echo x", tags={"a": "1"})
    ml_client.jobs.update(name, display_name="other", tags={"b": "2"})
    changed = job_client.get(name)
    assert (changed["displayName"], changed["tags"]) == ("other", {"a": "1", "b": "2"})


@pytest.mark.effect("jobs.show_services")
def test_a_job_has_no_services(ml_client: "MLClient", job_client: JobClient) -> None:
    name, _ = job_client.end("echo x")
    assert ml_client.jobs.show_services(name) is None


@pytest.mark.effect("jobs.validate")
def test_a_job_is_validated_and_not_submitted(ml_client: "MLClient", job_client: JobClient) -> None:
    before = [each.name for each in ml_client.jobs.list()]
    assert ml_client.jobs.validate(_command(job_client, "echo x")).passed
    wrong = _command(job_client, "echo x", code="git+https://git.example/code")
    assert "code" in ml_client.jobs.validate(wrong).error_messages
    assert "compute" in ml_client.jobs.validate(_pipeline(job_client)).error_messages
    assert [each.name for each in ml_client.jobs.list()] == before


def test_a_filter_that_is_not_served_says_so(job_client: JobClient) -> None:
    answer = job_client.rest("GET", "jobs?tag=a&api-version=1")
    assert answer.status_code == 501
    assert "'tag'" in answer.json()["error"]["message"]


@pytest.mark.ignored("cluster-nodes")
def test_a_cluster_holds_no_job_back_and_keeps_no_node(
    ml_client: "MLClient", job_client: JobClient, name: str
) -> None:
    from azure.ai.ml.entities import AmlCompute

    idle: Any = {"tier": "low_priority", "idle_time_before_scale_down": 86400}
    wanted = AmlCompute(name=f"c{name[-10:]}", size="Standard_DS3_v2", max_instances=1, **idle)
    cluster = ml_client.compute.begin_create_or_update(wanted).result()
    jobs = [job_client.submit("sleep 300", computeId=cluster.id) for _ in range(2)]
    assert [job_client.wait(job, "Running") for job in jobs] == ["Running"] * 2
    assert len(list(ml_client.compute.list_nodes(str(wanted.name)))) == 2
    for job in jobs:
        ml_client.jobs.begin_cancel(job).result()
        job_client.wait(job)
    assert list(ml_client.compute.list_nodes(str(wanted.name))) == []
