import pytest
from local_workspace.arm import ResourceId
from local_workspace.references import BlobLocation, DatastorePath

WORKSPACE = ResourceId.of_workspace("s", "rg", "ws")
LONG = "azureml://subscriptions/s2/resourcegroups/rg2/workspaces/ws2/datastores/d/paths/a/b"


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("azureml://datastores/d/paths/a/b", "a/b"),
        ("azureml://datastores/d/paths/", ""),
        ("azureml://datastores/d", ""),
        ("azureml://Datastores/d/ExperimentRun/dcid.x", "ExperimentRun/dcid.x"),
    ],
)
def test_a_short_address_is_in_the_workspace_that_asks(uri: str, path: str) -> None:
    assert DatastorePath.parse(uri, WORKSPACE) == DatastorePath(WORKSPACE, "d", path)


def test_a_long_address_names_its_workspace() -> None:
    read = DatastorePath.parse(LONG, WORKSPACE)
    assert read == DatastorePath(ResourceId.of_workspace("s2", "rg2", "ws2"), "d", "a/b")
    assert read is not None
    assert (read.long_uri, read.short_uri) == (LONG, "azureml://datastores/d/paths/a/b")
    in_full = LONG.replace("/workspaces/", "/providers/Microsoft.MachineLearningServices/workspaces/")
    assert DatastorePath.parse(in_full, WORKSPACE) == read


@pytest.mark.parametrize(
    "uri", ["", "azureml://jobs/j/outputs/o", "https://x", "runs:/r/m", "a/b", "azureml:d:1"]
)
def test_other_addresses_are_none(uri: str) -> None:
    assert DatastorePath.parse(uri, WORKSPACE) is None
    assert BlobLocation.parse(uri) is None


def test_the_address_of_a_blob() -> None:
    url = "https://acc.blob.core.windows.net/c/a/b?sig=x"
    assert BlobLocation.parse(url) == BlobLocation("acc", "c", "a/b")
