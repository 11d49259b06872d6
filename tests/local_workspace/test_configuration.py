import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from local_workspace import configuration
from local_workspace.workspace_server import LocalWorkspace

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

OURS = {"subscription_id": "s", "resource_group": "local", "workspace_name": "w"}


def test_a_missing_configuration_is_written_and_told(tmp_path: Path) -> None:
    told = configuration.provide(tmp_path, OURS)
    assert told is not None
    assert str(tmp_path / "config.json") in told
    assert json.loads((tmp_path / "config.json").read_text()) == OURS
    assert configuration.provide(tmp_path, OURS) is None


def test_a_users_configuration_is_left_as_it_is_and_told(tmp_path: Path) -> None:
    theirs = json.dumps({"subscription_id": "x", "resource_group": "prod", "workspace_name": "real"})
    (tmp_path / "config.json").write_text(theirs)
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    told = configuration.provide(folder, OURS)
    assert told is not None
    assert "workspace real in resource group prod" in told
    assert (tmp_path / "config.json").read_text() == theirs
    assert not (folder / "config.json").exists()


@pytest.mark.parametrize("content", ["", "{", "[]"])
def test_a_broken_configuration_is_left_and_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "config.json").write_text(content)
    assert configuration.provide(tmp_path, OURS) is not None
    assert (tmp_path / "config.json").read_text() == content


def test_the_same_file_is_found_as_the_sdk_finds(
    ml_client: "MLClient", connected: LocalWorkspace, tmp_path: Path
) -> None:
    from azure.ai.ml import MLClient
    from azure.identity import DefaultAzureCredential

    below = tmp_path / "below"
    for folder, name in ((tmp_path / ".azureml", "theirs"), (below, "nearer")):
        configuration.write(folder / "config.json", OURS | {"workspace_name": name})
    theirs = MLClient.from_config(DefaultAzureCredential(), path=below)  # pyright: ignore[reportUnknownMemberType]
    found = configuration.find(below)
    assert found is not None
    assert theirs.workspace_name == found.workspace["workspace_name"] == "theirs"
