"""The server's life: started, shared, stopped, killed, and nothing lost."""

import json
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

import psutil
import pytest
import requests
from local_workspace.errors import StateError
from local_workspace.workspace_server import LocalWorkspace

from .rest import Rest


@pytest.fixture
def state(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "state"
    LocalWorkspace(tmp_path / "state").stop()


def test_a_started_server_outlives_its_program_and_stops_on_demand(state: Path) -> None:
    assert LocalWorkspace(state).start()
    again = LocalWorkspace(state)
    assert not again.start()
    process = psutil.Process(again.facts["pid"])
    assert again.stop()
    assert not process.is_running()
    assert not again.stop()
    with pytest.raises(StateError, match="no server runs"):
        _ = again.environment


def test_a_borrowed_server_stops_with_its_last_user(state: Path) -> None:
    with LocalWorkspace(state) as first:
        pid = first.facts["pid"]
        with LocalWorkspace(state) as second:
            assert second.facts["pid"] == pid
        assert first.running
    assert not first.running


def test_a_server_ends_when_its_only_user_was_killed(state: Path) -> None:
    program = (
        "import os, sys, pathlib; from local_workspace.workspace_server import LocalWorkspace\n"
        "with LocalWorkspace(pathlib.Path(sys.argv[1])) as w:\n"
        "    print(w.facts['pid'], flush=True); os.kill(os.getpid(), 9)"
    )
    user = subprocess.run([sys.executable, "-c", program, str(state)], stdout=subprocess.PIPE, check=False)
    assert user.returncode == -signal.SIGKILL
    psutil.Process(int(user.stdout)).wait(30)
    assert not LocalWorkspace(state).running


def test_what_was_acknowledged_survives_kill_9_amid_writes(state: Path) -> None:
    workspace = LocalWorkspace(state)
    workspace.start()
    identity, port = workspace.identity, workspace.facts["port"]
    server = psutil.Process(workspace.facts["pid"])
    rest, acknowledged, enough = Rest(workspace), list[int](), threading.Event()

    def write() -> None:
        number = 0
        with suppress(requests.RequestException):
            while True:
                rest.put_blob(f"{number}.txt", str(number).encode())
                body = {"properties": {"dataUri": f"azureml://{number}", "dataType": "uri_file"}}
                rest("PUT", f"data/d/versions/{number}?api-version=1", body).raise_for_status()
                acknowledged.append(number)
                number += 1
                if number == 20:
                    enough.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert enough.wait(60)
    server.kill()
    writer.join(60)
    server.wait(30)
    assert workspace.start()
    assert workspace.identity == identity
    assert workspace.facts["port"] == port
    rest = Rest(workspace)
    for number in acknowledged:
        version = rest("GET", f"data/d/versions/{number}?api-version=1").json()
        assert version["properties"]["dataUri"] == f"azureml://{number}"
        assert rest.get_blob(f"{number}.txt").content == str(number).encode()


def test_another_storage_profile_than_the_running_one_is_refused(state: Path) -> None:
    LocalWorkspace(state).start()
    with pytest.raises(StateError, match="storage profile 'keys'"):
        LocalWorkspace(state, storage_profile="identity").start()


def test_the_storage_profile_of_a_state_folder_can_be_changed(state: Path) -> None:
    with LocalWorkspace(state) as workspace:
        datastore = Rest(workspace)("GET", "datastores/workspaceblobstore?api-version=1").json()
        assert datastore["properties"]["credentials"] == {"credentialsType": "AccountKey"}
    with LocalWorkspace(state, storage_profile="identity") as workspace:
        datastore = Rest(workspace)("GET", "datastores/workspaceblobstore?api-version=1").json()
        assert datastore["properties"]["credentials"] == {"credentialsType": "None"}


def test_a_reset_forgets_all_but_the_names(state: Path) -> None:
    with LocalWorkspace(state) as workspace:
        identity = workspace.identity
        body = {"properties": {"dataUri": "azureml://x", "dataType": "uri_file"}}
        Rest(workspace)("PUT", "data/d/versions/1?api-version=1", body)
    workspace.reset()
    assert not (state / "blobs").exists()
    with LocalWorkspace(state) as workspace:
        assert workspace.identity == identity
        assert Rest(workspace)("GET", "data/d?api-version=1").status_code == 404


def test_secrets_are_readable_by_their_owner_only(local_workspace: LocalWorkspace) -> None:
    state = local_workspace.state
    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    for name in ("identity.json", "server.json", "certificates/ca-key.pem"):
        assert stat.S_IMODE((state / name).stat().st_mode) == 0o600, name


def test_a_broken_identity_says_what_to_do(state: Path) -> None:
    state.mkdir()
    (state / "identity.json").write_text("{")
    with pytest.raises(StateError, match="local-workspace reset"):
        LocalWorkspace(state).start()


def test_a_server_started_from_a_connected_program_has_the_users_environment(
    local_workspace: LocalWorkspace, state: Path
) -> None:
    with patch.dict(os.environ, local_workspace.environment, clear=True), LocalWorkspace(state) as other:
        assert other.facts["port"] != local_workspace.facts["port"]
        server = psutil.Process(other.facts["pid"]).environ()
        assert server.get("HTTPS_PROXY") != local_workspace.facts["variables"]["HTTPS_PROXY"]
        assert "AZURE_CLIENT_SECRET" not in server


def test_credentials_of_the_user_never_reach_the_server(state: Path) -> None:
    real = {"AZURE_CLIENT_ID": "real", "AZURE_CLIENT_SECRET": "real-secret", "AZURE_TENANT_ID": "real"}
    with patch.dict(os.environ, real), LocalWorkspace(state) as workspace:
        seen = workspace.environment
        assert "real-secret" not in json.dumps(seen)
        assert seen["AZURE_CLIENT_ID"] == workspace.identity.client_id
        assert Rest(workspace).sign_in(client_id="real", client_secret="real-secret").status_code == 400
        for path in (state / "server.log", state / "server.json"):
            assert "real-secret" not in path.read_text()
