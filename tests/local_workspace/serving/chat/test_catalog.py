# pyright: reportUnknownMemberType=false
"""The model catalog through the SDK: its one model is listed, read, deployed and chatted with."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from requests import Session

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

    from tests.local_workspace.rest import Rest

MODEL = "SmolLM2-135M-Instruct"
ID = f"azureml://registries/azureml/models/{MODEL}"
QUESTION = {"messages": [{"role": "user", "content": "What is machine learning?"}], "temperature": 0}

pytestmark = pytest.mark.usefixtures("language_models")


@pytest.fixture
def catalog(connected: object) -> "MLClient":
    from azure.ai.ml import MLClient
    from azure.identity import DefaultAzureCredential

    return MLClient(DefaultAzureCredential(), registry_name="azureml")


def _ask(session: Session, uri: str, key: str, **changes: Any) -> Any:
    headers = {"Authorization": f"Bearer {key}"}
    return session.post(uri, json={**QUESTION, "max_tokens": 8, **changes}, headers=headers, timeout=300)


def test_the_catalog_holds_the_model_with_its_card(catalog: "MLClient", tmp_path: Path) -> None:
    assert [each.name for each in catalog.models.list()] == [MODEL]
    model = catalog.models.get(MODEL, label="latest")
    assert model.id == f"{ID}/versions/1"
    assert model.tags
    assert model.tags["license"] == "apache-2.0"
    assert "stands in" in str(model.description)
    catalog.models.download(MODEL, "1", str(tmp_path))
    (weights,) = tmp_path.rglob("model.safetensors")
    assert weights.stat().st_size > 200_000_000


def test_what_is_on_azure_only_is_not_said_to_be_absent(catalog: "MLClient") -> None:
    with pytest.raises(HttpResponseError) as refusal:
        catalog.models.get("Phi-4", version="7")
    assert refusal.value.status_code == 501
    with pytest.raises(HttpResponseError) as refusal:
        list(catalog.environments.list())
    assert refusal.value.status_code == 501


def test_nobody_but_microsoft_writes_to_the_catalog(catalog: "MLClient", tmp_path: Path) -> None:
    from azure.ai.ml.entities import Model

    (tmp_path / "weights").write_text("mine")
    with pytest.raises(HttpResponseError) as refusal:
        catalog.models.create_or_update(Model(name=MODEL, version="2", path=tmp_path / "weights"))
    assert refusal.value.status_code == 403
    assert [each.version for each in catalog.models.list(MODEL)] == ["1"]


def test_the_catalog_is_no_registry_of_the_subscription(ml_client: "MLClient", catalog: "MLClient") -> None:
    assert catalog.models.get(MODEL, version="1")
    assert "azureml" not in [each.name for each in ml_client.registries.list()]


def test_a_model_is_deployed_without_a_script_and_answers(
    ml_client: "MLClient", name: str, rest: "Rest", tmp_path: Path
) -> None:
    from azure.ai.ml.entities import ManagedOnlineDeployment, ManagedOnlineEndpoint, OnlineRequestSettings

    endpoint = ManagedOnlineEndpoint(name=name, auth_mode="key")
    ml_client.online_endpoints.begin_create_or_update(endpoint).result()
    deployment = ManagedOnlineDeployment(
        name="small",
        endpoint_name=name,
        model=f"{ID}/versions/1",
        instance_type="Standard_DS3_v2",
        instance_count=1,
        request_settings=OnlineRequestSettings(request_timeout_ms=180000),
    )
    made = ml_client.online_deployments.begin_create_or_update(deployment).result()
    assert made.provisioning_state == "Succeeded"
    body: dict[str, Any] = {"input_string": QUESTION["messages"]}
    body["parameters"] = {"do_sample": False, "max_new_tokens": 8}
    (tmp_path / "request.json").write_text(json.dumps({"input_data": body}))
    said = ml_client.online_endpoints.invoke(
        name, deployment_name="small", request_file=str(tmp_path / "request.json")
    )
    assert json.loads(said)["output"].startswith("Machine learning is a")
    address = str(ml_client.online_endpoints.get(name).scoring_uri).removesuffix("/score")
    key = rest("POST", f"onlineEndpoints/{name}/listKeys").json()["primaryKey"]
    headers = {"Authorization": f"Bearer {key}", "azureml-model-deployment": "small"}
    for path in ("/chat/completions", "/v1/chat/completions"):
        asked = {**QUESTION, "max_tokens": 8}
        answer = rest.session.post(f"{address}{path}", json=asked, headers=headers, timeout=300)
        content = answer.json()["choices"][0]["message"]["content"]
        assert content == json.loads(said)["output"]
        assert answer.headers["azureml-model-deployment"] == "small"
    info = rest.session.get(f"{address}/info", headers=headers).json()
    assert info["model_name"] == MODEL
    wrong = {**QUESTION, "temperature": -1}
    refused = rest.session.post(f"{address}/chat/completions", json=wrong, headers=headers)
    assert (refused.status_code, refused.json()["error"]["param"]) == (400, "temperature")
    assert _ask(rest.session, f"{address}/chat/completions", "wrong").status_code == 401
    ml_client.online_endpoints.begin_delete(name).result()


@pytest.mark.effect(
    "serverless_endpoints.begin_create_or_update",
    "serverless_endpoints.get",
    "serverless_endpoints.list",
    "serverless_endpoints.get_keys",
    "serverless_endpoints.begin_delete",
)
def test_a_serverless_endpoint_answers_who_has_a_key(ml_client: "MLClient", name: str, rest: "Rest") -> None:
    from azure.ai.ml.entities import ServerlessEndpoint

    for other in ml_client.serverless_endpoints.list():  # a workspace has one of a model
        ml_client.serverless_endpoints.begin_delete(str(other.name)).result()
    endpoint = ServerlessEndpoint(name=name, model_id=ID)
    made = ml_client.serverless_endpoints.begin_create_or_update(endpoint).result()
    assert made.provisioning_state == "succeeded"
    assert ml_client.serverless_endpoints.get(name).model_id == ID
    assert name in [each.name for each in ml_client.serverless_endpoints.list()]
    keys = ml_client.serverless_endpoints.get_keys(name)
    uri = f"{made.scoring_uri}/chat/completions"
    for key in (keys.primary_key, keys.secondary_key):
        answer = _ask(rest.session, uri, str(key)).json()
        assert answer["choices"][0]["message"]["content"].startswith("Machine learning is a")
    # begin_regenerate_keys of azure-ai-ml 1.35.2 calls its own client by a wrong name and raises TypeError.
    rest("POST", f"serverlessEndpoints/{name}/regenerateKeys", {"keyType": "Primary"}).raise_for_status()
    after = ml_client.serverless_endpoints.get_keys(name)
    assert after.primary_key != keys.primary_key
    assert after.secondary_key == keys.secondary_key
    assert _ask(rest.session, uri, str(keys.primary_key)).status_code == 401
    assert _ask(rest.session, uri, str(after.primary_key), max_tokens=1).status_code == 200
    second = ServerlessEndpoint(name=f"{name}-2", model_id=ID)
    with pytest.raises(HttpResponseError, match="one is the limit"):
        ml_client.serverless_endpoints.begin_create_or_update(second)
    ml_client.serverless_endpoints.begin_delete(name).result()
    with pytest.raises(ResourceNotFoundError):
        ml_client.serverless_endpoints.get(name)
    assert _ask(rest.session, uri, str(after.primary_key)).status_code == 404


@pytest.mark.effect(
    "marketplace_subscriptions.begin_create_or_update",
    "marketplace_subscriptions.get",
    "marketplace_subscriptions.list",
    "marketplace_subscriptions.begin_delete",
)
def test_a_model_of_another_provider_needs_a_subscription_first(ml_client: "MLClient", name: str) -> None:
    from azure.ai.ml.entities import MarketplaceSubscription, ServerlessEndpoint

    model = f"azureml://registries/azureml-meta/models/{name}"
    endpoint = ServerlessEndpoint(name=name, model_id=model)

    def refusal() -> HttpResponseError:
        with pytest.raises(HttpResponseError) as refused:
            ml_client.serverless_endpoints.begin_create_or_update(endpoint)
        return refused.value

    assert refusal().status_code == 400
    assert "marketplace subscription" in str(refusal())
    wanted = MarketplaceSubscription(name=name, model_id=model)
    made = ml_client.marketplace_subscriptions.begin_create_or_update(wanted).result()
    assert made.status == "subscribed"
    assert ml_client.marketplace_subscriptions.get(name).model_id == model
    assert name in [each.name for each in ml_client.marketplace_subscriptions.list()]
    assert refusal().status_code == 501, "the terms are accepted; the weights are on Azure only"
    ml_client.marketplace_subscriptions.begin_delete(name).result()
    with pytest.raises(ResourceNotFoundError):
        ml_client.marketplace_subscriptions.get(name)
    assert refusal().status_code == 400


def test_a_model_of_microsoft_needs_no_subscription(ml_client: "MLClient", name: str) -> None:
    from azure.ai.ml.entities import MarketplaceSubscription

    with pytest.raises(HttpResponseError, match="needs no marketplace subscription"):
        ml_client.marketplace_subscriptions.begin_create_or_update(
            MarketplaceSubscription(name=name, model_id=ID)
        )
