# pyright: basic
"""What the snippets of the setup page did: three interfaces agree, and a workspace came and went."""

import os
import re
import subprocess
import sys
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
    if "LOCAL_WORKSPACE_STATE" in session.environment:
        see_that_errors_read_as_told()


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


MISTAKES = {
    "no config.json": [
        "import os; os.chdir('/'); from azure.ai.ml import MLClient; MLClient.from_config(None)",
        "We could not find config.json in: . or in its parent directories.",
    ],
    "nobody signed in": [
        "import os; del os.environ['AZURE_CLIENT_SECRET']; from azure.identity import DefaultAzureCredential;"
        "DefaultAzureCredential().get_token('https://management.azure.com/.default')",
        "DefaultAzureCredential failed to retrieve a token from the included credentials.",
    ],
    "certificates of its own": [
        "import certifi, requests; requests.get('https://management.azure.com', verify=certifi.where())",
        "CERTIFICATE_VERIFY_FAILED",
    ],
    "another host": [
        "import subprocess; subprocess.run(['curl', '-sS', 'https://example.com'], check=True)",
        "CONNECT tunnel failed, response 403",
    ],
}
"""A program that makes the mistake, and what the page says that it prints."""


def see_that_errors_read_as_told() -> None:
    page = PAGE.read_text("utf-8")
    for mistake, (program, told) in MISTAKES.items():
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=os.environ)
        assert done.returncode, mistake
        assert told in done.stderr, mistake
        assert f"`{told}`" in page, mistake
