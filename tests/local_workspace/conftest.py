"""One server for all tests of a session, and the real SDK connected to it."""

import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch
from uuid import uuid4

import pytest
from local_workspace.workspace_server import LocalWorkspace

from .operations.listing import Listing
from .operations.proof import proved
from .rest import Rest

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

ROOT = Path(__file__).parents[2]


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks known that the page about the local workspace is made of."""
    config.addinivalue_line("markers", "effect(*operations): proves what these operations of the SDK do")
    config.addinivalue_line("markers", "listing: compares or writes the listing of the SDK's operations")
    config.addinivalue_line("markers", "ignored(*facts): proves that this is accepted and does nothing")


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Watch which operations of the SDK a test with the mark ``effect`` calls."""
    names = [name for mark in pyfuncitem.iter_markers("effect") for name in mark.args]
    if not names:
        return (yield)
    test = pyfuncitem.nodeid.partition("[")[0]
    with proved(names, test, Listing(), approve=bool(pyfuncitem.config.getoption("--approve"))):
        return (yield)


@pytest.fixture(scope="session")
def local_workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalWorkspace]:
    """A running local workspace: ``.environment``, ``.state``, ``.url``, ``.identity``, ``.facts``."""
    with LocalWorkspace(tmp_path_factory.mktemp("workspace") / "state") as workspace:
        yield workspace


@pytest.fixture(scope="session")
def language_models() -> None:
    """The environment of the language models is there: it is set up if it is not."""
    subprocess.run([sys.executable, str(ROOT / "scripts" / "set_up.py"), "language-models"], check=True)


@pytest.fixture
def connected(local_workspace: LocalWorkspace) -> Iterator[LocalWorkspace]:
    """This process's own environment leads to the local workspace while the test runs."""
    with patch.dict(os.environ, local_workspace.environment, clear=True):
        yield local_workspace


@pytest.fixture(scope="session")
def rest(local_workspace: LocalWorkspace) -> Iterator[Rest]:
    """Plain HTTPS calls, signed in."""
    client = Rest(local_workspace)
    with client.session:
        yield client


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """A name that no other test uses."""
    return f"{request.node.name.partition('[')[0].replace('_', '-')[:20]}-{uuid4().hex[:8]}"


def _new_client(local_workspace: LocalWorkspace) -> "MLClient":
    # The SDK reads its polling intervals when it is imported.
    from azure.ai.ml import MLClient
    from azure.identity import DefaultAzureCredential

    identity = local_workspace.identity
    return MLClient(
        DefaultAzureCredential(), identity.subscription, identity.resource_group, identity.workspace
    )


@pytest.fixture(scope="session")
def _one_client(local_workspace: LocalWorkspace) -> "MLClient":
    with patch.dict(os.environ, local_workspace.environment, clear=True):
        return _new_client(local_workspace)


@pytest.fixture
def ml_client(
    request: pytest.FixtureRequest, _one_client: "MLClient", connected: LocalWorkspace
) -> "MLClient":
    """The unpatched SDK, signed in to the local workspace."""
    if request.node.get_closest_marker("effect"):
        # A client keeps answers: what one test sends must not depend on those before it.
        return _new_client(connected)
    return _one_client


@pytest.fixture(scope="session")
def registry(local_workspace: LocalWorkspace, rest: Rest) -> str:
    """The name of a registry that is there for all tests: each makes assets with names of its own."""
    group = f"/subscriptions/{local_workspace.identity.subscription}/resourceGroups/local"
    path = f"{group}/providers/Microsoft.MachineLearningServices/registries/shared?api-version=2024-04-01"
    body = {"location": "eastus", "properties": {"regionDetails": [{"location": "eastus"}]}}
    assert rest("PUT", path, body).status_code == 202
    return "shared"


@pytest.fixture
def registry_client(registry: str, connected: LocalWorkspace) -> "MLClient":
    """The unpatched SDK, connected to a registry that it knows by name."""
    from azure.ai.ml import MLClient
    from azure.identity import DefaultAzureCredential

    return MLClient(DefaultAzureCredential(), registry_name=registry)
