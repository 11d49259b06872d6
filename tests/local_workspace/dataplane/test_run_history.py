# pyright: basic
# The SDK is typed in part only.
"""What the SDK reads of a job: streams, lists, downloads, archives; through the SDK itself."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from local_workspace.arm import ResourceId
from local_workspace.dataplane.run_history import told_status
from local_workspace.jobs.records import Jobs, job_id
from local_workspace.store import Database, ResourceStore

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

    from tests.local_workspace.conftest import Rest


@pytest.fixture
def environment(rest: "Rest") -> str:
    document = {"properties": {"image": "ubuntu", "condaFile": "dependencies: [python]"}}
    assert rest("PUT", "environments/bare/versions/1", document).status_code in (200, 201)
    return "bare:1"


def submit(ml_client: "MLClient", environment: str, line: str) -> str:
    from azure.ai.ml import Output, command

    outputs = {"out": Output(type="uri_folder")}
    job = command(command=line, environment=environment, outputs=outputs, experiment_name="history")
    return str(ml_client.jobs.create_or_update(job).name)


@pytest.mark.effect("jobs.stream", "jobs.get")
def test_a_quick_jobs_log_is_streamed(
    ml_client: "MLClient", environment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name = submit(ml_client, environment, "echo a line of the log")
    ml_client.jobs.stream(name)
    assert "a line of the log\n" in capsys.readouterr().out
    assert ml_client.jobs.get(name).status == "Completed"


@pytest.mark.parametrize(
    ("seconds", "told"), [(50, ["Finalizing", "Completed"]), (70, ["Completed", "Completed"])]
)
def test_a_stream_that_comes_late_finds_a_run_that_ends(seconds: int, told: list[str]) -> None:
    jobs = Jobs(ResourceStore(Database(Path(":memory:"))))
    identity = job_id(ResourceId.of_workspace("s", "g", "w"), "a")
    jobs.add(identity, {}, "")
    jobs.move(identity, "Completed")
    jobs.note(identity, ended=(datetime.now(UTC) - timedelta(seconds=seconds)).isoformat())
    assert [told_status(jobs, jobs.get(identity)) for _ in told] == told


def test_a_failed_job_raises_with_its_reason(ml_client: "MLClient", environment: str) -> None:
    from azure.ai.ml.exceptions import JobException

    name = submit(ml_client, environment, "echo because >&2; exit 3")
    with pytest.raises(JobException, match="exited with status code 3"):
        ml_client.jobs.stream(name)


@pytest.mark.effect("jobs.download")
def test_outputs_and_logs_are_downloaded(ml_client: "MLClient", environment: str, tmp_path: Path) -> None:
    line = "echo r > ${{outputs.out}}/r.txt; mkdir outputs; echo o > outputs/o.txt"
    name = submit(ml_client, environment, line)
    ml_client.jobs.stream(name)
    ml_client.jobs.download(name, download_path=tmp_path / "all", all=True)
    assert (tmp_path / "all/named-outputs/out/r.txt").read_text() == "r\n"
    assert (tmp_path / "all/artifacts/outputs/o.txt").read_text() == "o\n"
    ml_client.jobs.download(name, download_path=tmp_path / "one", output_name="out")
    assert (tmp_path / "one/named-outputs/out/r.txt").read_text() == "r\n"


@pytest.mark.effect("jobs.archive", "jobs.restore", "jobs.list")
def test_a_job_is_archived_and_restored(ml_client: "MLClient", environment: str) -> None:
    name = submit(ml_client, environment, "echo x")
    ml_client.jobs.stream(name)
    ml_client.jobs.archive(name)
    assert name not in [job.name for job in ml_client.jobs.list()]
    ml_client.jobs.restore(name)
    assert name in [job.name for job in ml_client.jobs.list()]


@pytest.mark.effect("jobs.create_or_update")
def test_a_fetched_job_is_changed(ml_client: "MLClient", environment: str) -> None:
    name = submit(ml_client, environment, "echo x")
    ml_client.jobs.stream(name)
    job = ml_client.jobs.get(name)
    job.display_name, job.tags = "other", {"k": "v"}
    ml_client.jobs.create_or_update(job)
    changed = ml_client.jobs.get(name)
    assert (changed.display_name, changed.tags, changed.status) == ("other", {"k": "v"}, "Completed")


def test_artifact_paths_do_not_lead_out(ml_client: "MLClient", rest: "Rest", environment: str) -> None:
    name = submit(ml_client, environment, "echo x")
    workspace = rest.workspace.identity.workspace_id
    url = f"https://eastus.api.azureml.ms/history/v1.0{workspace}/experiments/history/runs/{name}/artifacts"
    for paths in ([{"path": "../dcid.other/x"}], [{"path": ""}], ["x"], "x"):
        assert rest("POST", f"{url}/batch/metadata", {"paths": paths}).status_code == 400
    assert rest("GET", f"{url}/contentinfo?path=../../x").status_code == 400


def test_the_samples_job_runs_in_the_identity_profile(tmp_path: Path) -> None:
    program = """
import sys
from azure.ai.ml import MLClient, command
from azure.ai.ml.entities import Environment
from azure.identity import DefaultAzureCredential
ml_client = MLClient(DefaultAzureCredential(), *sys.argv[1:])
conda = {"dependencies": ["python"]}
environment = ml_client.environments.create_or_update(Environment(name="bare", image="x", conda_file=conda))
job = command(command="echo in the identity profile", environment="bare:1", code=".")
job = ml_client.jobs.create_or_update(job)
ml_client.jobs.stream(job.name)
ml_client.jobs.download(job.name, download_path="down")
"""
    from local_workspace.workspace_server import LocalWorkspace

    with LocalWorkspace(tmp_path / "state", storage_profile="identity") as workspace:
        identity = workspace.identity
        (tmp_path / "code").mkdir()
        (tmp_path / "code" / "code.txt").write_text("uploaded")
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                program,
                identity.subscription,
                identity.resource_group,
                identity.workspace,
            ],
            env=workspace.environment,
            cwd=tmp_path / "code",
            capture_output=True,
            text=True,
        )
    assert done.returncode == 0, done.stderr
    assert "in the identity profile\n" in done.stdout
    assert (tmp_path / "code/down/artifacts/user_logs/std_log.txt").read_text() == "in the identity profile\n"
