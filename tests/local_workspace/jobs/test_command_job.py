"""A command job is a real process: what it reads, writes, prints and how it ends."""

import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from local_workspace.jobs.composition import concurrent_jobs

from tests.local_workspace.jobs.conftest import LIMIT, JobClient, lives

if TYPE_CHECKING:
    from tests.local_workspace.conftest import Rest

IMDS = "AZURE_POD_IDENTITY_AUTHORITY_HOST"
"""Leads azure-identity away from the identity of a virtual machine in Azure."""

Until = Callable[[Callable[[], bool]], None]


def registered(rest: "Rest", name: str, content: bytes) -> tuple[str, Path]:
    """Register a data asset of one file; its id and the file on disk."""
    path = rest.store / "data" / name / "d.csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    uri = f"azureml://datastores/workspaceblobstore/paths/data/{name}/d.csv"
    answer = rest("PUT", f"data/{name}/versions/1", {"properties": {"dataUri": uri, "dataType": "uri_file"}})
    assert answer.status_code == 201
    return answer.json()["id"], path


def test_inputs_outputs_and_variables_are_bound(job_client: JobClient, rest: "Rest", name: str) -> None:
    data, _ = registered(rest, name, b"a,b\n1,2\n")
    job, status = job_client.end(
        'cat "${{inputs.table}}" > "${{outputs.copy}}/t.csv"'
        '; echo "n=${{inputs.n}} w=$WORD $[[--opt ${{inputs.gone}}]]."'
        "; mkdir outputs logs; echo o > outputs/o.txt; echo l > logs/l.txt",
        inputs={
            "table": {"jobInputType": "uri_file", "uri": data},
            "n": {"jobInputType": "literal", "value": "3"},
            "gone": None,
        },
        outputs={"copy": {"jobOutputType": "uri_folder"}},
        environmentVariables={"WORD": "of-${{inputs.n}}"},
    )
    assert (status, job_client.log(job)) == ("Completed", "n=3 w=of-3 .\n")
    assert job_client.artifact(job, "outputs/o.txt").read_text() == "o\n"
    assert job_client.artifact(job, "logs/l.txt").read_text() == "l\n"
    assert (rest.store / "azureml" / job / "copy/t.csv").read_bytes() == b"a,b\n1,2\n"


def test_a_job_that_writes_into_its_input_leaves_the_asset_as_it_is(
    job_client: JobClient, rest: "Rest", name: str
) -> None:
    data, path = registered(rest, name, b"untouched")
    _, status = job_client.end(
        'chmod u+w "${{inputs.table}}" && echo changed > "${{inputs.table}}" && cat "${{inputs.table}}"',
        inputs={"table": {"jobInputType": "uri_file", "uri": data}},
    )
    assert status == "Completed"
    assert path.read_bytes() == b"untouched"


def test_a_failure_carries_exit_code_and_log(job_client: JobClient) -> None:
    job, status = job_client.end("echo the reason >&2; exit 7")
    error = job_client.run(job)["error"]["error"]
    assert (status, error["code"]) == ("Failed", "UserError")
    assert "exited with status code 7" in error["message"]
    assert "the reason" in error["message"]


def test_outputs_of_a_failed_job_are_kept(job_client: JobClient) -> None:
    job, _ = job_client.end("mkdir outputs; echo part > outputs/part.txt; exit 1")
    assert job_client.artifact(job, "outputs/part.txt").read_text() == "part\n"


def test_links_that_leave_the_folder_are_not_collected(job_client: JobClient, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    job, status = job_client.end(
        f"mkdir outputs; ln -s {tmp_path}/secret.txt outputs/link; ln -s {tmp_path} outputs/folder;"
        " echo x > outputs/real; ln -s real outputs/inside"
    )
    assert status == "Completed"
    collected = {path.name for path in job_client.artifact(job, "outputs").iterdir()}
    assert collected == {"real", "inside"}
    assert "outputs/link" not in collected
    assert (
        "is a link that leads out" in job_client.artifact(job, "system_logs/lifecycler/local.log").read_text()
    )


def test_a_folder_that_is_a_link_itself_is_not_collected(job_client: JobClient, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    job, status = job_client.end(
        f'ln -s {tmp_path} outputs; cd "${{{{outputs.named}}}}/.." && rmdir named && ln -s {tmp_path} named',
        outputs={"named": {"jobOutputType": "uri_folder"}},
    )
    assert status == "Completed"
    assert not list(job_client.rest.workspace.state.glob(f"blobs/**/*{job}*/**/secret.txt"))
    log = job_client.artifact(job, "system_logs/lifecycler/local.log").read_text()
    assert "not collected: outputs itself is a link" in log
    assert "not collected: named itself is a link" in log


def test_links_that_lead_in_circles_are_left_out(job_client: JobClient) -> None:
    job, status = job_client.end("mkdir outputs; ln -s b outputs/a; ln -s a outputs/b; echo x > outputs/c")
    assert status == "Completed"
    assert [path.name for path in job_client.artifact(job, "outputs").iterdir()] == ["c"]


def test_the_submitters_own_variables_do_not_reach_the_job(job_client: JobClient) -> None:
    job, _ = job_client.end("env | cut -d= -f1 | sort")
    names = set(job_client.log(job).split())
    assert {"MLFLOW_RUN_ID", "AZUREML_RUN_ID", "MLFLOW_TRACKING_URI", "HTTPS_PROXY"} <= names
    assert "MLFLOW_DISABLE_TELEMETRY" in names
    assert {name for name in names if name.startswith(("AZURE_", "PYTEST"))} == {IMDS}


def test_a_job_finds_no_credential(job_client: JobClient) -> None:
    job, status = job_client.end(
        f"{sys.executable} -c 'import azure.identity as i; i.DefaultAzureCredential().get_token(\"https://x/.default\")'"
    )
    assert (status, "DefaultAzureCredential failed to retrieve a token" in job_client.log(job)) == (
        "Failed",
        True,
    )


def test_a_job_says_what_is_other_than_its_environment_asks_for(job_client: JobClient, name: str) -> None:
    document = {"properties": {"image": "ubuntu", "condaFile": "dependencies: [python=3.99]"}}
    environment = job_client.rest("PUT", f"environments/{name}/versions/1", document).json()["id"]
    job, _ = job_client.end("echo x", environmentId=environment)
    said = job_client.get(job)["properties"]["local_workspace.differs"]
    assert said.startswith("the environment asks for Python 3.99; the job runs on 3.")
    assert said in job_client.artifact(job, "system_logs/lifecycler/local.log").read_text()


def test_data_that_is_asked_for_directly_is_an_address(
    job_client: JobClient, rest: "Rest", name: str
) -> None:
    data, _ = registered(rest, name, b"x")
    job, _ = job_client.end(
        'echo "${{inputs.table}} ${{outputs.there}}"',
        inputs={"table": {"jobInputType": "uri_file", "uri": data, "mode": "Direct"}},
        outputs={"there": {"jobOutputType": "uri_folder", "mode": "Direct"}},
    )
    table, there = job_client.log(job).split()
    assert table.endswith(f"/datastores/workspaceblobstore/paths/data/{name}/d.csv")
    assert there == f"azureml://datastores/workspaceblobstore/paths/azureml/{job}/there/"


def test_a_time_limit_ends_the_job(job_client: JobClient) -> None:
    job, status = job_client.end("sleep 100", limits={"jobLimitsType": "Command", "timeout": "PT1S"})
    assert status == "Canceled"
    (warning,) = job_client.run(job)["warnings"]
    assert "limit of PT1S" in warning["message"]


def test_cancel_ends_the_whole_tree(job_client: JobClient, until: Until, tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    note = f"echo $BASHPID >> {pids}"
    session = f"setsid bash -c '{note}; exec sleep 300' & disown"
    bare = f"env -i setsid bash -c '({note}; exec sleep 300) & disown; {note}' & disown"
    deaf = f"bash -c 'trap \"\" TERM; {note}; sleep 300; sleep 300' &"
    job = job_client.submit(f"{session}; {bare}; {deaf} {note}; sleep 300")
    until(lambda: pids.exists() and len(pids.read_text().split()) == 5)
    assert job_client.rest("POST", f"jobs/{job}/cancel").status_code == 202
    assert job_client.wait(job) == "Canceled"
    assert [pid for pid in pids.read_text().split() if lives(int(pid))] == []
    assert job_client.rest("POST", f"jobs/{job}/cancel").status_code == 400


def test_cancel_ends_the_making_of_the_environment(job_client: JobClient, name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as index:  # takes pip's call and never answers
        index.settimeout(LIMIT)
        pip = f"['--index-url http://127.0.0.1:{index.getsockname()[1]}/', nothing==1]"
        document = {"properties": {"image": "ubuntu", "condaFile": f"dependencies: [{{pip: {pip}}}]"}}
        environment = job_client.rest("PUT", f"environments/{name}/versions/1", document).json()["id"]
        job = job_client.submit("echo never", environmentId=environment)
        pip_call, _ = index.accept()
        assert job_client.get(job)["status"] == "Preparing"
        job_client.rest("POST", f"jobs/{job}/cancel")
        assert job_client.wait(job) == "Canceled"
        pip_call.settimeout(LIMIT)
        assert b"".join(iter(lambda: pip_call.recv(4096), b"")).startswith(b"GET /nothing/")


def test_what_lies_beside_the_code_is_not_taken_for_our_own(job_client: JobClient) -> None:
    job, status = job_client.end(
        "env | grep -c PYTHONPATH; echo",
        environmentVariables={"PYTHONPATH": "/nowhere", "PYTHONHOME": "/nowhere"},
    )
    assert (status, job_client.log(job)) == ("Completed", "1\n\n")


def test_processes_left_behind_end_with_the_job(job_client: JobClient, until: Until, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    _, status = job_client.end(f"setsid bash -c 'echo $$ > {pid}; exec sleep 300' & disown; sleep 0.5")
    assert status == "Completed"
    until(lambda: not lives(int(pid.read_text())))


def test_more_jobs_than_places_wait_in_the_queue(job_client: JobClient, until: Until, tmp_path: Path) -> None:
    go = tmp_path / "go"
    places = concurrent_jobs()
    jobs = [job_client.submit(f"until [ -e {go} ]; do sleep 0.05; done") for _ in range(places + 2)]
    until(lambda: sum(job_client.get(job)["status"] == "Running" for job in jobs) == places)
    statuses = [job_client.get(job)["status"] for job in jobs]
    assert statuses == ["Running"] * places + ["Queued"] * 2
    go.touch()
    assert [job_client.wait(job) for job in jobs] == ["Completed"] * len(jobs)


def test_a_named_output_is_registered(job_client: JobClient, rest: "Rest", name: str) -> None:
    output = {"jobOutputType": "custom_model", "assetName": name}
    for version in ("1", "2"):
        job, _ = job_client.end('echo m > "${{outputs.model}}/m.pkl"', outputs={"model": output})
        model = rest("GET", f"models/{name}/versions/{version}").json()["properties"]
        assert (model["jobName"], model["modelType"]) == (job, "custom_model")


@pytest.mark.parametrize(
    ("changes", "status", "inner"),
    [
        ({"command": ""}, 400, "BadArgument"),
        ({"command": "echo ${{inputs.nothing}}"}, 400, "BadArgument"),
        ({"environmentId": None}, 400, "BadArgument"),
        ({"limits": {"jobLimitsType": "Command", "timeout": "soon"}}, 400, "BadArgument"),
        ({"inputs": {"x": {"jobInputType": "uri_file"}}}, 400, "BadArgument"),
        ({"computeId": "{workspace}/computes/none"}, 400, "Unknown compute target 'none'."),
        ({"environmentId": "{workspace}/environments/none/versions/1"}, 404, "NotFound"),
        ({"codeId": "{workspace}/codes/none/versions/1"}, 404, "NotFound"),
        ({"codeId": "{workspace}/environments/bare/versions/1"}, 404, "NotFound"),
        ({"computeId": "{workspace}/computes/not-serverless"}, 400, "Unknown compute target"),
        ({"inputs": {"../x": {"jobInputType": "literal", "value": "1"}}}, 400, "BadArgument"),
        ({"inputs": {"x": {"jobInputType": "uri_files", "uri": "azureml:x:1"}}}, 400, "BadArgument"),
        ({"inputs": {"x": {"jobInputType": "uri_file", "uri": "somewhere"}}}, 400, "BadArgument"),
        ({"outputs": {"x": {"jobOutputType": "uri_files"}}}, 400, "BadArgument"),
        ({"outputs": {"x": {"uri": "azureml://datastores/none/paths/x"}}}, 404, "NotFoundError"),
        (
            {"inputs": {"x": {"jobInputType": "uri_file", "uri": "{workspace}/data/none/versions/1"}}},
            404,
            "NotFoundError",
        ),
    ],
)
def test_what_cannot_run_is_refused_and_not_kept(
    job_client: JobClient, changes: dict[str, Any], status: int, inner: str, name: str
) -> None:
    workspace = str(job_client.rest.workspace.identity.workspace_id)
    fill = _filled(changes, workspace)
    answer = job_client.send(fill.pop("command", "echo x"), name, **fill)
    assert answer.status_code == status
    assert answer.json()["error"]["code"] == "UserError"
    assert inner in answer.text
    assert job_client.rest("GET", f"jobs/{name}").status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"command": True},
        {"experimentName": 1},
        {"displayName": {"a": "b"}},
        {"environmentVariables": ["A=b"]},
        {"inputs": {"x": "y"}},
        {"limits": {"timeout": 60}},
        {"outputs": ["x"]},
        {"resources": {"instanceCount": "2"}},
        {"tags": {"a": {"b": "c"}}},
    ],
)
def test_members_of_the_wrong_type_are_refused(
    job_client: JobClient, changes: dict[str, Any], name: str
) -> None:
    answer = job_client.send(**{"command": "echo x", "name": name, **changes})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "InvalidRequestContent")
    assert next(iter(changes)) in answer.json()["error"]["message"]
    assert job_client.rest("GET", f"jobs/{name}").status_code == 404


def _filled(value: Any, workspace: str) -> Any:
    if isinstance(value, dict):
        return {key: _filled(each, workspace) for key, each in value.items()}  # pyright: ignore[reportUnknownVariableType]
    return value.replace("{workspace}", workspace) if isinstance(value, str) else value


@pytest.mark.parametrize(
    "changes",
    [
        {"jobType": "Spark"},
        {"identity": {"identityType": "Managed"}},
        {"resources": {"instanceCount": 2}},
        {"environmentId": "azureml://registries/azureml/environments/sklearn-1.5/versions/35"},
        {"inputs": {"x": {"jobInputType": "uri_file", "uri": "https://example.com/data.csv"}}},
    ],
)
def test_what_only_azure_does_is_said_plainly(job_client: JobClient, changes: dict[str, Any]) -> None:
    answer = job_client.send("echo x", **changes)
    assert (answer.status_code, answer.json()["error"]["code"]) == (501, "NotImplemented")


def test_an_environment_with_a_build_context_is_kept_and_runs_nothing(
    job_client: JobClient, rest: "Rest", name: str
) -> None:
    build = {"contextUri": "https://example.com/context", "dockerfilePath": "Dockerfile"}
    kept = rest("PUT", f"environments/{name}/versions/1?api-version=1", {"properties": {"build": build}})
    assert kept.status_code == 201
    answer = job_client.send("echo x", environmentId=kept.json()["id"])
    assert answer.status_code == 501
    assert "a job in an environment of a Docker build context" in answer.json()["error"]["message"]


def test_a_second_put_changes_words_only(job_client: JobClient) -> None:
    job, _ = job_client.end("echo first")
    again = job_client.send("echo second", job, displayName="renamed", tags={"a": "b"})
    kept = job_client.get(job)
    assert again.status_code == 200
    assert (kept["displayName"], kept["tags"], kept["command"]) == ("renamed", {"a": "b"}, "echo first")


def test_a_job_can_be_deleted_when_it_has_ended(job_client: JobClient) -> None:
    job, _ = job_client.end("echo first")
    assert job_client.rest("DELETE", f"jobs/{job}").status_code == 200
    assert job_client.rest("GET", f"jobs/{job}").status_code == 404
    assert job_client.rest("DELETE", f"jobs/{job}").status_code == 204
    assert job_client.send("echo second", job).status_code == 201
    assert (job_client.wait(job), job_client.log(job)) == ("Completed", "second\n")


def test_missing_data_fails_the_job_with_a_reason(job_client: JobClient) -> None:
    uri = "azureml://datastores/workspaceblobstore/paths/not/there.csv"
    job, status = job_client.end("echo x", inputs={"x": {"jobInputType": "uri_file", "uri": uri}})
    assert status == "Failed"
    assert "not/there.csv" in job_client.run(job)["error"]["error"]["message"]
