# pyright: basic
"""What no test proves the effect of is refused: by the local workspace with 501, or by the SDK itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from local_workspace.workspace_server import LocalWorkspace

from .arguments import client_for, least
from .listing import REFUSED, SDK_REFUSES, Listing, Row
from .marks import marked
from .recording import Call, attributed, names_of, recorded
from .rest_names import name_of
from .sdk import operations

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

pytestmark = [pytest.mark.listing, pytest.mark.usefixtures("language_models")]

NOT_IMPLEMENTED = "The local workspace does not implement "
SERVED = (
    '{name} is served ({how}): write a test of its effect and mark it with @pytest.mark.effect("{name}"), '
    "or give it arguments that reach the refusal (arguments.py)"
)


def refusal(name: str, client: MLClient, folder: Path) -> Row:
    """Call an operation with the least arguments: what refuses it."""
    operation, calls = operations()[name], list[Call]()
    arguments = least(operation, client, folder)
    group = getattr(client_for(operation, client), operation.group)
    try:
        with recorded(()), attributed(name, calls):
            _wait_for(getattr(group, operation.method)(**arguments))
    except Exception as error:
        return _row(calls[0], error)
    raise AssertionError(SERVED.format(name=name, how="it returned"))


def _wait_for(result: Any) -> None:
    if hasattr(result, "result"):
        result.result()
    elif hasattr(result, "__next__"):
        list(result)


def _row(call: Call, error: Exception) -> Row:
    sent = sorted(names_of([call]))
    for each in call.sent:
        if each.status == 501:
            assert NOT_IMPLEMENTED in each.refusal
            return {"state": REFUSED, "by": name_of(each.method, each.url), "requests": sent}
    assert all(each.status < 400 for each in call.sent), SERVED.format(name=call.operation, how=error)
    return {"state": SDK_REFUSES, "error": type(error).__name__, "requests": sent}


@pytest.fixture(scope="module")
def unmarked(local_workspace: LocalWorkspace) -> list[str]:
    return sorted(operations().keys() - marked("effect").keys())


def test_each_operation_without_a_proof_is_refused(
    unmarked: list[str], ml_client: MLClient, tmp_path: Path, request: pytest.FixtureRequest,
    subtests: pytest.Subtests,
) -> None:  # fmt: skip
    approve = bool(request.config.getoption("--approve"))
    for name in unmarked:
        folder = tmp_path / name
        folder.mkdir()
        with subtests.test(name):
            Listing().note_refusal(name, refusal(name, ml_client, folder), approve=approve)


def test_what_is_served_does_not_pass_as_refused(ml_client: MLClient, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=re.escape('@pytest.mark.effect("jobs.get")')):
        refusal("jobs.get", ml_client, tmp_path)
    with pytest.raises(AssertionError, match=r"datastores\.list is served \(it returned\)"):
        refusal("datastores.list", ml_client, tmp_path)
