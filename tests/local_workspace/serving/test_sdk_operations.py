# pyright: basic
"""What the SDK does with online endpoints: each effect is seen over REST, by asking, or in the processes."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from tests.local_workspace.jobs.conftest import lives

from .conftest import ECHO, SIZE, EndpointClient

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def script(tmp_path: Path) -> Path:
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "score.py").write_text(f"{ECHO}# {tmp_path}\n")  # code that nobody has uploaded yet
    (tmp_path / "request.json").write_text('{"asked": "by the SDK"}')
    return tmp_path / "code"


@pytest.fixture
def online(endpoints: EndpointClient, name: str) -> Iterator[str]:
    """The name of an endpoint that is deleted in the end."""
    short = f"sdk-{name[-8:]}"
    yield short
    endpoints.rest("DELETE", f"onlineEndpoints/{short}")


def make(ml_client: "MLClient", online: str, **more: Any) -> Any:
    """Make an endpoint."""
    from azure.ai.ml.entities import ManagedOnlineEndpoint

    wanted = ManagedOnlineEndpoint(name=online, auth_mode="key", **more)
    return ml_client.online_endpoints.begin_create_or_update(wanted).result()


def deploy(ml_client: "MLClient", online: str, script: Path, **more: Any) -> Any:
    """Deploy a script that echoes."""
    from azure.ai.ml.entities import CodeConfiguration, ManagedOnlineDeployment

    wanted = ManagedOnlineDeployment(
        name="blue",
        endpoint_name=online,
        code_configuration=CodeConfiguration(code=str(script), scoring_script="score.py"),
        environment="azureml:inference:1",
        model="azureml:words:1",
        instance_type=SIZE,
        instance_count=1,
        **more,
    )
    return ml_client.online_deployments.begin_create_or_update(wanted).result()


@pytest.mark.effect(
    "online_endpoints.begin_create_or_update",
    "online_endpoints.get",
    "online_endpoints.list",
    "online_endpoints.begin_delete",
)
def test_an_endpoint_is_made_listed_and_deleted(
    ml_client: "MLClient", endpoints: EndpointClient, online: str
) -> None:
    group = ml_client.online_endpoints
    make(ml_client, online, description="made by the SDK")
    stored = endpoints.rest("GET", f"onlineEndpoints/{online}").json()["properties"]
    assert (stored["description"], stored["authMode"]) == ("made by the SDK", "Key")
    assert group.get(online).scoring_uri == stored["scoringUri"]
    assert online in [each.name for each in group.list()]
    group.begin_delete(online).result()
    assert endpoints.rest("GET", f"onlineEndpoints/{online}").status_code == 404


@pytest.mark.effect("online_endpoints.get_keys", "online_endpoints.begin_regenerate_keys")
def test_a_key_opens_until_it_is_replaced(
    ml_client: "MLClient", endpoints: EndpointClient, served: str
) -> None:
    group = ml_client.online_endpoints
    old: Any = group.get_keys(served)
    assert endpoints.score(served, {}, "blue", old.primary_key).status_code == 200
    group.begin_regenerate_keys(served, key_type="primary").result()
    new: Any = group.get_keys(served)
    assert endpoints.score(served, {}, "blue", old.primary_key).status_code == 401
    assert endpoints.score(served, {}, "blue", new.primary_key).status_code == 200
    assert new.secondary_key == old.secondary_key


@pytest.mark.effect(
    "online_deployments.begin_create_or_update",
    "online_deployments.get",
    "online_deployments.list",
    "online_deployments.get_logs",
    "online_deployments.begin_delete",
    "online_endpoints.invoke",
)
def test_a_deployment_answers_writes_its_log_and_ends(
    ml_client: "MLClient", endpoints: EndpointClient, online: str, script: Path, until: Until
) -> None:
    group, request = ml_client.online_deployments, script.parent / "request.json"
    make(ml_client, online)
    word = uuid4().hex
    deploy(ml_client, online, script, environment_variables={"WORD": word})
    told = ml_client.online_endpoints.invoke(online, deployment_name="blue", request_file=str(request))
    answer = json.loads(told)
    assert (answer["model"], answer["word"], answer["asked"]) == ("hello", word, "by the SDK")
    assert group.get("blue", online).environment_variables["WORD"] == word
    assert [each.name for each in group.list(online)] == ["blue"]
    assert "asked: " in group.get_logs("blue", online, lines=50)
    group.begin_delete("blue", online).result()
    until(lambda: not lives(answer["pid"]))
    assert endpoints.score(online, {}, "blue").status_code == 404


@pytest.mark.ignored("online-machine", "online-network", "online-watching")
def test_a_deployment_is_a_process_of_this_machine_and_nothing_watches_it(
    ml_client: "MLClient", endpoints: EndpointClient, online: str, script: Path
) -> None:
    from azure.ai.ml.entities import DataCollector, DeploymentCollection

    made = make(ml_client, online, public_network_access="disabled")
    assert made.public_network_access == "disabled"
    collector = DataCollector(collections={"request": DeploymentCollection(enabled="true")})
    deploy(ml_client, online, script, app_insights_enabled=True, data_collector=collector)
    assert lives(endpoints.score(online, {}, "blue").json()["pid"])
    assert not list(endpoints.rest.workspace.state.rglob("modelDataCollector*"))
