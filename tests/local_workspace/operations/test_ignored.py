# pyright: basic
"""What resources/ignored.yml says: it is accepted, and nothing comes of it."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest

from .listing import ignored
from .marks import marked
from .sdk import operations

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

PROGRAM = "hostname > ${{outputs.out}}/host"


def test_each_fact_has_a_test_and_an_operation() -> None:
    facts = {each["id"]: each["operation"] for each in ignored()}
    assert facts.keys() == marked("ignored").keys()
    assert set(facts.values()) <= operations().keys()


@pytest.fixture
def environment(ml_client: MLClient) -> str:
    from azure.ai.ml.entities import Environment

    conda = {"dependencies": ["python"]}
    made = Environment(name="no-image", image="no-such-registry.example/none:1", conda_file=conda)
    stored = ml_client.environments.create_or_update(made)
    return f"{stored.name}:{stored.version}"


def _end(ml_client: MLClient, environment: str, **more: Any) -> Any:
    from azure.ai.ml import Output, command

    outputs = {"out": Output(type="uri_folder")}
    job = command(
        command=PROGRAM, environment=environment, outputs=outputs, experiment_name="ignored", **more
    )
    name = str(ml_client.jobs.create_or_update(job).name)
    ml_client.jobs.stream(name)
    return ml_client.jobs.get(name)


def _cluster(ml_client: MLClient, name: str, **more: Any) -> Any:
    from azure.ai.ml.entities import AmlCompute

    wanted = AmlCompute(name=f"c{name[-10:]}", size="Standard_DS3_v2", max_instances=2, **more)
    return ml_client.compute.begin_create_or_update(wanted).result()


@pytest.mark.ignored("cluster-access")
def test_nobody_signs_in_to_a_cluster(ml_client: MLClient, name: str) -> None:
    from azure.ai.ml.entities import AmlComputeSshSettings, IdentityConfiguration

    access = AmlComputeSshSettings(admin_username="me", ssh_key_value="ssh-rsa AAAA")
    made = _cluster(
        ml_client, name, ssh_settings=access, identity=IdentityConfiguration(type="system_assigned")
    )
    assert made.provisioning_state == "Succeeded"
    assert list(ml_client.compute.list_nodes(made.name)) == []
    assert getattr(made.identity, "principal_id", None) is None


@pytest.mark.ignored("environment-image")
def test_an_image_that_does_not_exist_is_no_obstacle(ml_client: MLClient, environment: str) -> None:
    assert _end(ml_client, environment).status == "Completed"


@pytest.mark.ignored("job-compute")
def test_a_job_runs_on_this_machine(ml_client: MLClient, environment: str, name: str, tmp_path: Any) -> None:
    cluster = _cluster(ml_client, name)
    job = _end(ml_client, environment, compute=cluster.name, instance_type="Standard_DS3_v2")
    ml_client.jobs.download(job.name, download_path=tmp_path, output_name="out")
    assert job.compute == cluster.name
    assert (tmp_path / "named-outputs/out/host").read_text().strip() == socket.gethostname()


@pytest.mark.ignored("job-container")
def test_a_job_has_no_container(ml_client: MLClient, environment: str) -> None:
    assert _end(ml_client, environment, shm_size="1g", docker_args="--no-such-flag").status == "Completed"


@pytest.mark.ignored("job-queue")
def test_there_is_one_queue(ml_client: MLClient, environment: str) -> None:
    assert _end(ml_client, environment, job_tier="spot", priority="low").status == "Completed"


@pytest.mark.ignored("job-services")
def test_nothing_runs_beside_a_job(ml_client: MLClient, environment: str) -> None:
    from azure.ai.ml.entities import JupyterLabJobService

    job = _end(ml_client, environment, services={"lab": JupyterLabJobService()})
    assert job.status == "Completed"
    assert ml_client.jobs.show_services(job.name) is None
