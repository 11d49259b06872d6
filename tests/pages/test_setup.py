# pyright: basic
"""What the snippets of the setup page did: three interfaces agree, and a workspace came and went."""

import re
import warnings
from pathlib import Path
from typing import Any

from snippets.checks import PageSession

TAUGHT = ["workspace/rest.sh:first-calls", "workspace/create.sh:create"]
PAGE = Path(__file__).parents[2] / "docs" / "en" / "setup.md"


def check(session: PageSession) -> None:
    printed = {name: outcome.output.strip() for name, outcome in session.outcomes.items()}
    see_what_the_workspace_is(printed)
    see_that_a_workspace_came_and_went(printed)
    see_who_was_asked(printed["workspace/credential.py:credential"])


def connect() -> Any:
    """Connect as the page did; the SDK is imported late, since it is slow and full of warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from azure.ai.ml import MLClient
        from azure.identity import DefaultAzureCredential
    return MLClient.from_config(DefaultAzureCredential())


def see_what_the_workspace_is(printed: dict[str, str]) -> None:
    client = connect()
    workspace = client.workspaces.get(client.workspace_name)
    expected = [
        f"{workspace.name} {workspace.location}",
        *(datastore.name for datastore in client.datastores.list()),
    ]
    assert "workspaceblobstore" in expected
    for sample in ("first_calls.py", "cli.sh", "rest.sh"):
        assert printed[f"workspace/{sample}:first-calls"].splitlines() == expected, sample


def see_that_a_workspace_came_and_went(printed: dict[str, str]) -> None:
    name, location = printed["workspace/create.sh:create"].splitlines()[-1].split()
    assert name.startswith("handbook-workspace")
    assert re.fullmatch(r"[a-z0-9]+", location)
    assert printed["workspace/create.sh:delete"].splitlines()[-1] == "false"
    client = connect()
    left = {workspace.name for workspace in client.workspaces.list(scope="subscription")}
    assert client.workspace_name in left
    assert name not in left


def see_who_was_asked(log: str) -> None:
    taken = re.search(r"DefaultAzureCredential acquired a token from (\w+)", log)
    assert taken
    assert f"`{taken[1]}`" in PAGE.read_text("utf-8")
