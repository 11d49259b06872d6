"""`az ml registry`, and assets with `--registry-name`, as a user types them."""

import json
from textwrap import dedent
from typing import Any

from .conftest import Az


def _write(az: Az, name: str, text: str) -> None:
    assert az.folder is not None
    (az.folder / name).write_text(dedent(text), "utf-8")


def _told(az: Az, *words: str) -> Any:
    """The document that a command prints after the dots of the SDK, one for each time that it polled."""
    run = az(*words)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.lstrip("."))


def test_a_component_is_registered_in_a_registry(connected_az: Az, registry: str) -> None:
    there = ["--registry-name", registry]
    made = connected_az.ok("ml", "environment", "create", "-n", "az-env", "-v", "1", "-i", "ubuntu", *there)
    assert made["id"] == f"azureml://registries/{registry}/environments/az-env/versions/1"
    _write(
        connected_az,
        "component.yml",
        f"""
        name: az_shared
        version: "1"
        type: command
        command: echo hello
        environment: {made["id"]}
        """,
    )
    created = _told(connected_az, "ml", "component", "create", "-f", "component.yml", *there)
    assert created["id"] == f"azureml://registries/{registry}/components/az_shared/versions/1"
    shown = connected_az.ok("ml", "component", "show", "-n", "az_shared", "-v", "1", *there)
    assert (shown["command"], shown["environment"]) == ("echo hello", made["id"])
    assert "az_shared" in connected_az.ok("ml", "component", "list", "--query", "[].name", *there)
    assert "az_shared" not in connected_az.ok("ml", "component", "list", "--query", "[].name")
    connected_az.ok("ml", "component", "archive", "-n", "az_shared", *there)
    assert "az_shared" not in connected_az.ok("ml", "component", "list", "--query", "[].name", *there)


def test_a_model_is_shared_with_a_registry(connected_az: Az, registry: str) -> None:
    _write(connected_az, "weights.txt", "0.5")
    connected_az.ok("ml", "model", "create", "-n", "az-own", "-v", "1", "-p", "weights.txt")
    words = ["--share-with-name", "az-given", "--share-with-version", "3", "--registry-name", registry]
    shared = connected_az.ok("ml", "model", "share", "-n", "az-own", "-v", "1", *words)
    assert (shared["name"], shared["version"]) == ("az-given", "3")
    listed = connected_az.ok("ml", "model", "list", "-n", "az-given", "--registry-name", registry)
    assert [each["version"] for each in listed] == ["3"]


def test_a_registry_that_is_not_there(connected_az: Az) -> None:
    error = connected_az.fails("ml", "component", "list", "--registry-name", "no-registry", code=3)
    assert "no-registry" in error


def test_a_registry_comes_and_goes(connected_az: Az) -> None:
    _write(
        connected_az,
        "registry.yml",
        """
        name: az-registry
        location: eastus
        replication_locations:
          - location: eastus
        """,
    )
    created = _told(connected_az, "ml", "registry", "create", "-f", "registry.yml", "--tags", "a=b")
    assert (created["name"], created["location"], created["tags"]) == ("az-registry", "eastus", {"a": "b"})
    assert connected_az.ok("ml", "registry", "show", "-n", "az-registry") == created
    assert "az-registry" in connected_az.ok("ml", "registry", "list", "--query", "[].name")
    assert connected_az.ok("ml", "environment", "list", "--registry-name", "az-registry") == []
    assert connected_az("ml", "registry", "delete", "-n", "az-registry", "--yes").returncode == 0
    connected_az.fails("ml", "registry", "show", "-n", "az-registry", code=3)
