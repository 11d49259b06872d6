# pyright: basic
"""A mark that is not true does not pass; what an operation sends is seen, also after it has returned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ..rest import Rest
from .listing import Listing
from .marks import MarkError, marked
from .proof import proved
from .recording import recorded
from .rest_names import name_of
from .sdk import operations

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

TEST = "tests/x.py::test_x"


@pytest.fixture
def listing(tmp_path: Path) -> Listing:
    return Listing(tmp_path / "operations.json")


def _prove(operation: str, listing: Listing, body: Callable[[], object]) -> None:
    with proved([operation], TEST, listing, approve=True):
        body()


def test_the_operations_are_those_of_the_sdk() -> None:
    found = operations()
    assert {"jobs.begin_cancel", "online_endpoints.invoke", "workspaces.list"} <= found.keys()
    assert not [name for name in found if "._" in name]
    assert len(found) > 150


def test_every_mark_names_an_operation() -> None:
    assert marked("effect").keys() <= operations().keys()


def test_a_call_that_is_not_made_is_missed(ml_client: MLClient, listing: Listing) -> None:
    with pytest.raises(MarkError, match=r"no call of jobs\.get has returned.*it called datastores\.list"):
        _prove("jobs.get", listing, lambda: list(ml_client.datastores.list()))
    assert listing.rows() == {}


def test_a_call_that_raises_proves_nothing(ml_client: MLClient, listing: Listing) -> None:
    from azure.core.exceptions import ResourceNotFoundError

    def look_in_vain() -> None:
        with pytest.raises(ResourceNotFoundError):
            ml_client.jobs.get("no-such-job")

    with pytest.raises(MarkError, match=r"it called nothing"):
        _prove("jobs.get", listing, look_in_vain)


def test_what_the_sdk_calls_on_its_way_does_not_count(ml_client: MLClient, tmp_path: Path) -> None:
    from azure.ai.ml.entities import Data

    (tmp_path / "file.txt").write_text("x")
    with recorded(operations().values()) as calls:
        ml_client.data.create_or_update(Data(name="proof", path=str(tmp_path / "file.txt"), type="uri_file"))
    assert [call.operation for call in calls] == ["data.create_or_update"]
    assert "PUT {blob}/{container}/{path}" in {name_of(each.method, each.url) for each in calls[0].sent}


def test_a_failed_test_proves_nothing(ml_client: MLClient, listing: Listing) -> None:
    def find_too_few() -> None:
        assert list(ml_client.datastores.list()) == []

    with pytest.raises(AssertionError):
        _prove("datastores.list", listing, find_too_few)
    assert listing.rows() == {}


def test_an_unknown_operation_is_refused(ml_client: MLClient, listing: Listing) -> None:
    with pytest.raises(MarkError, match=r"the SDK has no operation jobs\.brew"):
        _prove("jobs.brew", listing, lambda: None)


def test_pages_and_threads_belong_to_the_call_that_began_them(ml_client: MLClient, name: str) -> None:
    from azure.ai.ml.entities import AmlCompute

    with recorded(operations().values()) as calls:
        found = ml_client.compute.list()
        made = ml_client.compute.begin_create_or_update(
            AmlCompute(name=f"p{name[-8:]}", size="Standard_DS3_v2")
        )
        list(found)
        made.result()
    listed, created = ({name_of(each.method, each.url) for each in call.sent} for call in calls)
    assert listed == {"GET {workspace}/computes"}
    assert "PUT {workspace}/computes/{compute}" in created
    assert any("computeOperationsStatus" in each for each in created)


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("jobs/x", "GET {workspace}/jobs/{job}"),
        ("schedules/x", "GET {workspace}/schedules/{schedule}"),
        ("computes/x/listNodes", "GET {workspace}/computes/{compute}/listNodes"),
        ("a/b/c/d", "GET {workspace}/a/{a}/c/{c}"),
    ],
)
def test_a_request_gets_the_name_of_its_operation(rest: Rest, path: str, operation: str) -> None:
    assert name_of("GET", f"{rest.workspace.url}/{path}?api-version=1") == operation


def test_the_query_tells_operations_apart() -> None:
    blob = "https://account.blob.core.windows.net/container/a/b.txt"
    assert name_of("PUT", blob) == "PUT {blob}/{container}/{path}"
    assert name_of("PUT", f"{blob}?comp=metadata") == "PUT {blob}/{container}/{path}?comp=metadata"
    assert name_of("GET", "https://eastus.api.azureml.ms/discovery") == "GET {api}/discovery"


def test_marks_are_read_from_the_source(tmp_path: Path) -> None:
    path = tmp_path / "test_some.py"
    path.write_text('@pytest.mark.effect("jobs.get", "jobs.list")\ndef test_one() -> None: ...\n')
    assert marked("effect", tmp_path) == dict.fromkeys(("jobs.get", "jobs.list"), ("test_some.py::test_one",))
    path.write_text("@pytest.mark.effect(NAME)\ndef test_one() -> None: ...\n")
    with pytest.raises(MarkError, match=r"test_some\.py:1: write what is marked as plain text"):
        marked("effect", tmp_path)
