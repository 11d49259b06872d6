from collections.abc import Iterator
from pathlib import Path

import pytest
from local_workspace.arm import ResourceId
from local_workspace.errors import ArmError
from local_workspace.operations import Operations
from local_workspace.store import Database, ResourceStore

ENDPOINT = ResourceId.of_workspace("s", "rg", "ws").child("onlineEndpoints", "e")


@pytest.fixture
def operations(tmp_path: Path) -> Iterator[Operations]:
    database = Database(tmp_path / "test.sqlite")
    yield Operations(ResourceStore(database))
    database.close()


def test_an_operation_runs_until_it_is_finished(operations: Operations) -> None:
    operation = operations.begin("mfe", ENDPOINT, "eastus", "Creating")
    assert operations.get(operation.id).properties["status"] == "Creating"
    headers = operation.headers(with_result=True)
    assert "/locations/eastus/mfeOperationsStatus/" in headers["Azure-AsyncOperation"]
    assert "/locations/eastus/mfeOperationResults/" in headers["Location"]
    operations.finish(operation)
    assert operations.get(operation.id).properties["status"] == "Succeeded"


def test_a_failed_operation_says_why(operations: Operations) -> None:
    def fail() -> None:
        raise ArmError(400, "BadRequest", "because")

    with pytest.raises(ArmError):
        operations.run("compute", ENDPOINT, "eastus", fail)
    operation = operations.begin("mfe", ENDPOINT, "eastus")
    operations.finish(operation, ArmError(400, "BadRequest", "because"))
    properties = operations.get(operation.id).properties
    assert (properties["status"], properties["error"]["message"]) == ("Failed", "because")


def test_what_a_killed_server_worked_on_has_failed(operations: Operations) -> None:
    running, done = (operations.begin("mfe", ENDPOINT, "eastus", "Deleting") for _ in range(2))
    operations.finish(done)
    operations.fail_abandoned()
    assert operations.get(running.id).properties["status"] == "Failed"
    assert operations.get(done.id).properties["status"] == "Succeeded"
