# pyright: basic
"""Connections, through the SDK."""

from typing import TYPE_CHECKING

import pytest

from ..rest import Rest

if TYPE_CHECKING:
    from azure.ai.ml import MLClient


@pytest.mark.effect("connections.create_or_update", "connections.list", "connections.delete")
def test_a_connection_keeps_its_secret_to_itself(ml_client: "MLClient", rest: Rest, name: str) -> None:
    from azure.ai.ml.entities import PatTokenConfiguration, WorkspaceConnection

    credentials = PatTokenConfiguration(pat="secret-token")
    wanted = WorkspaceConnection(name=name, type="git", target="https://git.example", credentials=credentials)
    assert ml_client.connections.create_or_update(wanted).target == "https://git.example"
    assert name in [each.name for each in ml_client.connections.list()]
    assert "secret-token" not in rest("GET", f"connections/{name}?api-version=1").text
    assert "secret-token" in rest("POST", f"connections/{name}/listsecrets?api-version=1").text
    ml_client.connections.delete(name)
    missing = rest("GET", f"connections/{name}?api-version=1")
    assert missing.status_code == 404
    assert missing.json()["error"]["message"] == f"Connection {name} can't be found in this workspace"
