"""`az ml workspace`, `data`, `environment`, `model`, `datastore` and `compute`, as a user types them."""

from pathlib import Path
from textwrap import dedent

import pytest
from local_workspace.workspace_server import LocalWorkspace

from .conftest import Az


def _write(az: Az, name: str, text: str) -> None:
    assert az.folder is not None
    (az.folder / name).parent.mkdir(exist_ok=True)
    (az.folder / name).write_text(dedent(text), "utf-8")


def _stored(workspace: LocalWorkspace, name: str) -> list[bytes]:
    return [each.read_bytes() for each in (workspace.state / "blobs").rglob(name)]


def test_data_come_from_a_file_and_its_overrides(connected_az: Az, local_workspace: LocalWorkspace) -> None:
    _write(connected_az, "table-1.csv", "a,b\n1,2\n")
    _write(
        connected_az,
        "data.yml",
        """
        $schema: https://azuremlschemas.azureedge.net/latest/data.schema.json
        name: az-data
        type: uri_file
        path: table-1.csv
        """,
    )
    created = connected_az.ok("ml", "data", "create", "-f", "data.yml", "--set", "tags.team=titanic")
    assert (created["name"], created["version"], created["type"]) == ("az-data", "1", "uri_file")
    assert created["tags"] == {"team": "titanic"}
    assert created["path"].startswith("azureml://")
    assert created["creation_context"]["created_by_type"] == "Application"
    assert _stored(local_workspace, "table-1.csv") == [b"a,b\n1,2\n"]
    assert connected_az.ok("ml", "data", "show", "-n", "az-data", "-v", "1") == created
    assert connected_az.ok("ml", "data", "create", "-f", "data.yml")["version"] == "2"
    assert connected_az.ok("ml", "data", "show", "-n", "az-data", "--label", "latest")["version"] == "2"


def test_an_archived_version_is_hidden_until_it_is_restored(connected_az: Az) -> None:
    _write(connected_az, "t.csv", "a\n")
    connected_az.ok("ml", "data", "create", "-n", "az-hidden", "-v", "1", "-p", "t.csv", "-t", "uri_file")
    listed = ["ml", "data", "list", "-n", "az-hidden", "--query", "[].version"]
    assert connected_az.ok(*listed) == ["1"]
    connected_az.ok("ml", "data", "archive", "-n", "az-hidden", "-v", "1")
    assert connected_az.ok(*listed) == []
    assert connected_az.ok(*listed, "--archived-only") == ["1"]
    connected_az.ok("ml", "data", "restore", "-n", "az-hidden", "-v", "1")
    assert connected_az.ok(*listed) == ["1"]
    assert "Cannot provide both" in connected_az.fails(
        *listed, "--archived-only", "--include-archived", code=1
    )


def test_description_and_tags_of_a_version_are_updated(connected_az: Az) -> None:
    _write(connected_az, "t.csv", "a\n")
    connected_az.ok("ml", "data", "create", "-n", "az-updated", "-v", "1", "-p", "t.csv", "-t", "uri_file")
    words = ["ml", "data", "update", "-n", "az-updated", "-v", "1"]
    updated = connected_az.ok(*words, "--set", "description=new", "tags.a=1", "tags.b=2")
    assert (updated["description"], updated["tags"]) == ("new", {"a": "1", "b": "2"})
    assert connected_az.ok(*words, "--remove", "tags.a")["tags"] == {"b": "2"}


def test_the_stage_of_a_model_is_updated_and_listed(connected_az: Az) -> None:
    _write(connected_az, "staged.txt", "m\n")
    for version in ("1", "2"):
        connected_az.ok("ml", "model", "create", "-n", "az-staged", "-v", version, "-p", "staged.txt")
    update = ["ml", "model", "update", "-n", "az-staged", "-v", "1", "--stage", "Production"]
    updated = connected_az.ok(*update, "--set", "tags.reviewed=yes")
    assert (updated["stage"], updated["tags"]) == ("Production", {"reviewed": "yes"})
    listed = ["ml", "model", "list", "-n", "az-staged", "--query", "[].version"]
    assert connected_az.ok(*listed, "--stage", "Production") == ["1"]
    assert connected_az.ok(*listed) == ["2", "1"]


def test_an_environment_keeps_its_conda_file(connected_az: Az) -> None:
    _write(connected_az, "conda.yml", "name: e\ndependencies:\n- python=3.11\n- pip\n")
    image = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04"
    _write(connected_az, "environment.yml", f"name: az-env\nimage: {image}\nconda_file: conda.yml\n")
    created = connected_az.ok("ml", "environment", "create", "-f", "environment.yml", "--tags", "a=b")
    assert created["conda_file"]["dependencies"] == ["python=3.11", "pip"]
    assert (created["image"], created["tags"], created["version"]) == (image, {"a": "b"}, "1")
    assert {"name": "az-env", "latest version": "1"} in connected_az.ok("ml", "environment", "list")
    updated = connected_az.ok("ml", "environment", "update", "-n", "az-env", "-v", "1", "--set", "tags.c=d")
    assert updated["tags"] == {"a": "b", "c": "d"}


def test_a_model_comes_back_as_it_went(connected_az: Az, tmp_path: Path) -> None:
    _write(connected_az, "model/weights.txt", "0.5")
    created = connected_az.ok("ml", "model", "create", "-n", "az-model", "-p", "model", "-t", "custom_model")
    assert (created["type"], created["version"]) == ("custom_model", "1")
    connected_az.ok("ml", "model", "download", "-n", "az-model", "-v", "1", "-p", str(tmp_path / "back"))
    assert (tmp_path / "back" / "az-model" / "model" / "weights.txt").read_text() == "0.5"
    listed = connected_az.ok("ml", "model", "list", "-n", "az-model")
    assert [(each["version"], each["model type"]) for each in listed] == [("1", "custom_model")]
    assert "--file/-f  or --name/-n and --path/-p" in connected_az.fails(
        "ml", "model", "create", "-n", "x", code=1
    )


def test_datastores_are_shown_without_their_secrets(connected_az: Az) -> None:
    assert "workspaceblobstore" in connected_az.ok("ml", "datastore", "list", "--query", "[].name")
    shown = connected_az.ok("ml", "datastore", "show", "-n", "workspaceblobstore")
    assert shown["type"] == "azure_blob"
    assert shown["credentials"] == {}


def test_a_compute_cluster_comes_and_goes(connected_az: Az) -> None:
    words = [
        "--type",
        "AmlCompute",
        "--size",
        "Standard_DS3_v2",
        "--min-instances",
        "0",
        "--max-instances",
        "2",
    ]
    created = connected_az.ok("ml", "compute", "create", "-n", "az-cpu", *words)
    assert (created["provisioning_state"], created["max_instances"]) == ("Succeeded", 2)
    row = ["az-cpu", "amlcompute", "Succeeded", "STANDARD_DS3_V2"]
    assert row in [
        line.split() for line in connected_az("ml", "compute", "list", "-o", "table").stdout.splitlines()
    ]
    updated = connected_az.ok(
        "ml", "compute", "update", "-n", "az-cpu", "--max-instances", "3", "--tags", "a=b"
    )
    assert (updated["max_instances"], updated["min_instances"], updated["tags"]) == (3, 0, {"a": "b"})
    changed = connected_az.ok("ml", "compute", "update", "-n", "az-cpu", "--set", "min_instances=1")
    assert (changed["max_instances"], changed["min_instances"], changed["tags"]) == (3, 1, {"a": "b"})
    (node,) = connected_az.ok("ml", "compute", "list-nodes", "-n", "az-cpu")
    assert node["nodeState"] == "idle"
    connected_az.ok("ml", "compute", "delete", "-n", "az-cpu", "--yes")
    connected_az.fails("ml", "compute", "show", "-n", "az-cpu", code=3)


def test_a_compute_instance_stops_and_starts(connected_az: Az) -> None:
    connected_az.ok(
        "ml", "compute", "create", "-n", "az-ci", "-t", "ComputeInstance", "--size", "Standard_DS3_v2"
    )
    connected_az.ok("ml", "compute", "stop", "-n", "az-ci")
    assert connected_az.ok("ml", "compute", "show", "-n", "az-ci")["state"] == "Stopped"
    connected_az.ok("ml", "compute", "start", "-n", "az-ci")
    assert connected_az.ok("ml", "compute", "show", "-n", "az-ci")["state"] == "Running"
    refused = connected_az.fails("ml", "compute", "update", "-n", "az-ci", "--max-instances", "3", code=1)
    assert "compute name az-ci, is computeinstance type" in refused


def test_the_sizes_of_computes_are_listed(connected_az: Az) -> None:
    names = connected_az.ok("ml", "compute", "list-sizes", "--query", "[?gpus==`4`].name")
    assert names == ["Standard_NC64as_T4_v3"]


def test_a_workspace_comes_and_goes(connected_az: Az) -> None:
    created = connected_az(
        "ml", "workspace", "create", "-n", "az-ws", "--tags", "a=b", "--query", "tags.a", "-o", "tsv"
    )
    assert (created.returncode, created.stdout) == (0, "b\n")
    updated = connected_az.ok(
        "ml", "workspace", "update", "-n", "az-ws", "--description", "hello", "--set", "tags.c=d"
    )
    assert (updated["description"], updated["tags"]["a"], updated["tags"]["c"]) == ("hello", "b", "d")
    names = connected_az("ml", "workspace", "list", "--query", "[].name", "-o", "tsv").stdout.split()
    assert {"az-ws"} < set(names)
    assert connected_az("ml", "workspace", "delete", "-n", "az-ws", "--yes").returncode == 0
    connected_az.fails("ml", "workspace", "show", "-n", "az-ws", code=3)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("data", ["-v", "1"]),
        ("environment", ["-v", "1"]),
        ("model", ["-v", "1"]),
        ("datastore", []),
        ("compute", []),
    ],
)
def test_what_is_not_there_ends_with_3(connected_az: Az, kind: str, words: list[str]) -> None:
    assert connected_az.fails("ml", kind, "show", "-n", "absent", *words, code=3).startswith("ERROR: (")


def test_faults_in_a_file_are_named(connected_az: Az) -> None:
    assert "No such file or directory: absent.yml" in connected_az.fails(
        "ml", "data", "create", "-f", "absent.yml", code=1
    )
    _write(connected_az, "broken.yml", "name: [\n")
    assert "Error while parsing yaml file: broken.yml" in connected_az.fails(
        "ml", "data", "create", "-f", "broken.yml", code=1
    )
    _write(connected_az, "misspelled.yml", "nam: x\n")
    error = connected_az.fails("ml", "data", "create", "-f", "misspelled.yml", code=1)
    assert "(x) nam:" in error
    assert "Unknown field." in error
    assert "\x1b" not in error


def test_a_workspace_or_registry_must_be_named(connected_az: Az) -> None:
    del connected_az.environment["AZURE_DEFAULTS_WORKSPACE"]
    error = connected_az.fails("ml", "data", "list", code=1)
    assert (
        error == "ERROR: one the following arguments are required: [--workspace-name/-w, --registry-name]\n"
    )


def test_components_are_registered_listed_and_hidden(connected_az: Az) -> None:
    _write(
        connected_az,
        "component.yml",
        """
        name: az_component
        type: command
        command: echo hello
        environment: {image: ubuntu}
        """,
    )
    create = ["ml", "component", "create", "-f", "component.yml"]
    created = connected_az.ok(*create, "--set", "tags.team=titanic")
    assert (created["name"], created["version"], created["tags"]) == (
        "az_component",
        "1",
        {"team": "titanic"},
    )
    assert connected_az.ok(*create, "--version", "7", "--name", "az_renamed")["version"] == "7"
    connected_az.ok(*create, "--set", "command=echo bye")
    show = ["ml", "component", "show", "-n", "az_component"]
    assert connected_az.ok(*show, "-v", "1")["command"] == "echo hello"
    assert connected_az.ok(*show, "-l", "latest")["command"] == "echo bye"
    listed = ["ml", "component", "list", "--query", "[].version", "-n", "az_component"]
    assert connected_az.ok(*listed) == ["2", "1"]
    connected_az.ok("ml", "component", "archive", "-n", "az_component", "-v", "1")
    assert connected_az.ok(*listed) == ["2"]
    connected_az.ok("ml", "component", "restore", "-n", "az_component", "-v", "1")
    assert connected_az.ok(*listed) == ["2", "1"]
    assert "immutable" in connected_az.fails(*create, "--version", "1", "--set", "command=rm", code=1)
