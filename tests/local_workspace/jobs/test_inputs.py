"""What a job reads: the types and the modes, tables that are evaluated, addresses with and without keys."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from local_workspace.workspace_server import LocalWorkspace

from .conftest import JobClient

if TYPE_CHECKING:
    from tests.local_workspace.conftest import Rest

STORE = "azureml://datastores/workspaceblobstore/paths"


def given(kind: str, uri: str, mode: str | None = None) -> dict[str, Any]:
    """One input named `data`."""
    return {"data": {"jobInputType": kind, "uri": uri, "mode": mode}}


@pytest.fixture
def ports(rest: "Rest", name: str) -> str:
    """A folder of three files and of a table that names two of them; its address."""
    for port in ("c", "q", "s"):
        rest.put_blob(f"{name}/{port}.csv", port.encode())
    rest.put_blob(f"{name}/MLTable", b"type: mltable\npaths:\n  - file: ./c.csv\n  - pattern: ./q*.csv\n")
    return f"{STORE}/{name}"


LIST = 'cd "${{inputs.data}}" && find . -type f | sort'


@pytest.mark.parametrize("mode", ["EvalMount", "EvalDownload"])
def test_an_evaluated_table_is_the_files_that_it_names(
    job_client: JobClient, rest: "Rest", ports: str, name: str, mode: str
) -> None:
    job, status = job_client.end(LIST + " && cat */*/*/*", inputs=given("mltable", ports, mode))
    assert status == "Completed", job_client.log(job)
    *files, text = job_client.log(job).split()
    store = rest.store.relative_to(rest.workspace.state / "blobs").as_posix()
    assert files == [f"./{store}/{name}/c.csv", f"./{store}/{name}/q.csv"]
    assert text == "cq"


def test_a_mounted_table_is_its_folder(job_client: JobClient, ports: str) -> None:
    job, _ = job_client.end(LIST, inputs=given("mltable", ports, "ReadOnlyMount"))
    assert job_client.log(job).split() == ["./MLTable", "./c.csv", "./q.csv", "./s.csv"]


@pytest.mark.parametrize(
    ("recipe", "files"),
    [
        ("paths: [{folder: .}]\ntransformations: [{take: 2}]", "c.csv q.csv"),
        ("paths: [{pattern: '*.csv'}]\ntransformations: [{skip: 1}, {take: 1}]", "q.csv"),
        ("paths: [{pattern: '*'}]", "c.csv q.csv s.csv"),
        ("paths: [{pattern: 'STORE/[qs].csv'}]", "q.csv s.csv"),
        ("paths: [{file: STORE/s.csv}, {file: ./s.csv}]", "s.csv"),
    ],
)
def test_a_table_chooses_files(
    job_client: JobClient, rest: "Rest", ports: str, name: str, recipe: str, files: str
) -> None:
    rest.put_blob(f"{name}/MLTable", recipe.replace("STORE", ports).encode())
    job, status = job_client.end(
        'find "${{inputs.data}}" -type f -exec basename {} \\; | sort',
        inputs=given("mltable", ports, "EvalMount"),
    )
    assert (status, job_client.log(job).split()) == ("Completed", files.split())


@pytest.mark.parametrize(
    ("recipe", "message"),
    [
        (None, "Not able to find MLTable file"),
        ("paths: [", "MLTable yaml is invalid"),
        ("- x", "it is no mapping"),
        ("type: table\npaths: [{file: c.csv}]", "type is 'table', not mltable"),
        ("transformations: []", "paths must be a list"),
        ("paths: [{file: c.csv}]\ntransformations: 1", "transformations must be a list"),
        ("paths: [{files: c.csv}]", "is none of file, folder, pattern"),
        ("paths: [{file: c.csv}]\ntransformations: [{sort: x}]", "there is no transformation 'sort'"),
        ("paths: [{file: c.csv}]\ntransformations: [{take: x}]", "take needs a number"),
        ("paths: [{file: x.csv}]", "matches no file"),
        ("paths: [{file: ../../x}]", "is outside its folder"),
        ("paths: [{file: c.csv}]\ntransformations: [read_delimited]", "does not implement evaluating"),
    ],
)
def test_a_wrong_table_fails_the_job(
    job_client: JobClient, rest: "Rest", ports: str, name: str, recipe: str | None, message: str
) -> None:
    if recipe is None:
        rest.blob("DELETE", f"{name}/MLTable").raise_for_status()
    else:
        rest.put_blob(f"{name}/MLTable", recipe.encode())
    job, status = job_client.end("echo ran", inputs=given("mltable", ports, "EvalMount"))
    assert status == "Failed"
    assert message in job_client.run(job)["error"]["error"]["message"]
    assert job_client.log(job) == ""


@pytest.mark.parametrize(
    ("kind", "path", "message"),
    [
        ("uri_file", "", "has the type uri_file, but {name} is a folder"),
        ("uri_folder", "/c.csv", "has the type uri_folder, but c.csv is a file"),
        ("mltable", "/c.csv", "has the type mltable, but c.csv is a file"),
    ],
)
def test_data_of_another_type_fails_the_job(
    job_client: JobClient, ports: str, name: str, kind: str, path: str, message: str
) -> None:
    job, status = job_client.end("echo ran", inputs=given(kind, ports + path))
    assert (status, job_client.log(job)) == ("Failed", "")
    assert message.format(name=name) in job_client.run(job)["error"]["error"]["message"]


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("uri_file", "EvalMount"), ("uri_folder", "EvalDownload"), ("mltable", "ReadWriteMount")],
)
def test_a_mode_that_the_type_has_not_is_refused(
    job_client: JobClient, ports: str, kind: str, mode: str
) -> None:
    answer = job_client.send("echo ran", inputs=given(kind, ports, mode))
    assert answer.status_code == 400
    assert f"cannot have the mode '{mode}'" in answer.json()["error"]["message"]


def test_a_version_that_is_missing_is_refused(job_client: JobClient, name: str) -> None:
    for uri in (
        f"azureml:{name}:7",
        f"{job_client.rest.workspace.identity.workspace_id}/data/{name}/versions/7",
    ):
        answer = job_client.send("echo ran", inputs=given("uri_file", uri))
        assert answer.status_code == 404
        assert f"{name}:7 not found" in answer.json()["error"]["message"]


@pytest.fixture(scope="module")
def keyless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JobClient]:
    """Jobs in a workspace whose storage takes no keys."""
    from tests.local_workspace.rest import Rest

    state = tmp_path_factory.mktemp("keyless") / "state"
    with LocalWorkspace(state, storage_profile="identity") as workspace:
        client = JobClient(Rest(workspace))
        environment = {"properties": {"image": "ubuntu", "condaFile": "dependencies: [python]"}}
        client.rest("PUT", "environments/bare/versions/1", environment).raise_for_status()
        yield client


def test_without_keys_both_forms_of_an_address_are_read(keyless: JobClient) -> None:
    identity = keyless.rest.workspace.identity
    keyless.rest.put_blob("folder/d.csv", b"1309")
    place = f"subscriptions/{identity.subscription}/resourcegroups/{identity.resource_group}"
    long = (
        f"azureml://{place}/workspaces/{identity.workspace}/datastores/workspaceblobstore/paths/folder/d.csv"
    )
    body = {"properties": {"dataType": "uri_file", "dataUri": f"{STORE}/folder/d.csv"}}
    kept = keyless.rest("PUT", "data/keyless/versions/1", body).json()["properties"]["dataUri"]
    assert kept == long
    outputs = {"copy": {"jobOutputType": "uri_file", "assetName": "copied", "uri": f"{STORE}/made/copy.csv"}}
    for uri in (f"{STORE}/folder/d.csv", long, "azureml:keyless:1"):
        command = 'cp "${{inputs.data}}" "${{outputs.copy}}"'
        job, status = keyless.end(command, inputs=given("uri_file", uri), outputs=outputs)
        assert status == "Completed", keyless.log(job)
    made = keyless.rest("GET", "data/copied/versions/3").json()["properties"]
    assert made["dataUri"].endswith("/paths/made/copy.csv")
    assert (made["dataUri"].startswith("azureml://subscriptions/"), made["dataType"]) == (True, "uri_file")
    assert keyless.rest.get_blob("made/copy.csv").content == b"1309"
