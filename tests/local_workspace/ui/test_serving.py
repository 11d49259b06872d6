"""The page as the running server serves it."""

from pathlib import Path

import httpx
from local_workspace.workspace_server import LocalWorkspace


def test_the_server_says_where_its_page_is(tmp_path: Path) -> None:
    with LocalWorkspace(tmp_path / "state") as workspace:
        address = workspace.facts["page"]
        assert address.startswith("http://127.0.0.1:")
        answer = httpx.get(address, trust_env=False)
    assert answer.status_code == 200
    assert "<h1>Workspaces</h1>" in answer.text
