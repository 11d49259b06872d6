"""`az ml online-endpoint` and `az ml online-deployment`, with a deployment that really serves."""

import json
from collections.abc import Iterator

import pytest

from tests.local_workspace.conftest import Rest
from tests.local_workspace.serving.conftest import ECHO, SERVER

from .conftest import Az

ENDPOINT = "name: {}\nauth_mode: key\n"
DEPLOYMENT = """
name: blue
endpoint_name: {}
model: {{path: model.txt}}
code_configuration: {{code: code, scoring_script: score.py}}
environment: {{image: ubuntu, conda_file: conda.yml}}
instance_type: Standard_D2as_v4
instance_count: 1
"""


@pytest.fixture
def az(connected_az: Az, rest: Rest, name: str) -> Iterator[Az]:
    """In a folder with all files of a deployment."""
    folder = connected_az.folder
    assert folder
    (folder / "code").mkdir()
    files = {
        "code/score.py": ECHO,
        "model.txt": "hello",
        "conda.yml": f"dependencies: [python, pip, {{pip: [{SERVER}]}}]",
        "endpoint.yml": ENDPOINT.format("x"),
        "blue.yml": DEPLOYMENT.format(name),
        "request.json": '{"age": 4}',
    }
    for path, text in files.items():
        (folder / path).write_text(text)
    yield connected_az
    rest("DELETE", f"onlineEndpoints/{name}")


def test_an_endpoint_lives_from_its_creation_to_its_end(az: Az, rest: Rest, name: str) -> None:
    endpoint, deployment = ("ml", "online-endpoint"), ("ml", "online-deployment")
    made = az.ok(*endpoint, "create", "-f", "endpoint.yml", "-n", name, "--set", "tags.a=b")
    assert (made["auth_mode"], made["provisioning_state"], made["tags"]) == ("key", "Succeeded", {"a": "b"})
    # The SDK prints a dot for each look at a deployment: before the document, as in Microsoft's az.
    made = az(*deployment, "create", "-f", "blue.yml", "--all-traffic", "-o", "none")
    assert set(made.stdout) == {"."}
    made = az.ok(*deployment, "show", "-n", "blue", "-e", name)
    assert (made["name"], made["provisioning_state"], made["instance_count"]) == ("blue", "Succeeded", 1)
    assert az.ok(*endpoint, "show", "-n", name)["traffic"] == {"blue": 100}

    answer = json.loads(az.ok(*endpoint, "invoke", "-n", name, "-r", "request.json"))
    assert answer.items() >= {"model": "hello", "age": 4}.items()
    assert '{"age": 4}' in az.ok(*deployment, "get-logs", "-n", "blue", "-e", name)

    keys = az.ok(*endpoint, "get-credentials", "-n", name)
    assert set(keys) == {"primaryKey", "secondaryKey"}
    az.ok(*endpoint, "regenerate-keys", "-n", name, "--key-type", "secondary")
    after = az.ok(*endpoint, "get-credentials", "-n", name)
    assert after["primaryKey"] == keys["primaryKey"]
    assert after["secondaryKey"] != keys["secondaryKey"]

    update = az(*deployment, "update", "-n", "blue", "-e", name, "--set", "instance_count=2", "-o", "none")
    assert update.returncode == 0, update.stderr
    assert az.ok(*deployment, "show", "-n", "blue", "-e", name)["instance_count"] == 2
    error = az.fails(*endpoint, "update", "-n", name, "--traffic", "blue=60", code=1)
    assert "sum to 0 or 100" in error
    assert az.ok(*endpoint, "update", "-n", name, "--traffic", "blue=0")["traffic"] == {}
    az.ok(*deployment, "delete", "-n", "blue", "-e", name, "--yes")
    assert az.ok(*deployment, "list", "-e", name) == []
    assert az(*endpoint, "delete", "-n", name, "--yes").returncode == 0
    assert name not in [each["name"] for each in az.ok(*endpoint, "list")]


def test_the_mode_of_an_endpoint_can_change(az: Az, name: str) -> None:
    az.ok("ml", "online-endpoint", "create", "-n", name)
    changed = az.ok("ml", "online-endpoint", "update", "-n", name, "--set", "auth_mode=aad_token")
    assert changed["auth_mode"] == "aad_token"
    assert set(az.ok("ml", "online-endpoint", "get-credentials", "-n", name)) == {
        "accessToken",
        "expiryTimeUtc",
    }


def test_what_is_missing_is_said(az: Az, name: str) -> None:
    assert "--name/-n" in az.fails("ml", "online-endpoint", "update", "--traffic", "blue=1", code=2)
    az.ok("ml", "online-endpoint", "create", "-n", name)
    error = az.fails("ml", "online-endpoint", "update", "-n", name, "--traffic", "blue", code=1)
    assert "<deployment>=<percent>" in error
