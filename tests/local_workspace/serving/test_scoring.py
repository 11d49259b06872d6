"""Asking endpoints: who may, which deployment answers, and what becomes of errors."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from .conftest import EndpointClient

Until = Callable[[Callable[[], bool]], None]

AUDIENCE = "https://ml.azure.com"
RAISES = """
def init(): pass
def run(raw_data):
    raise ValueError("the model does not like this")
"""
SLEEPS = """
import time
def init(): pass
def run(raw_data):
    time.sleep(3)
    return 1
"""
REFUSES = """
from azureml_inference_server_http.api.aml_response import AMLResponse
def init(): pass
def run(raw_data):
    return AMLResponse({"missing": "age"}, 422, {"x-own": "1"}, json_str=True)
"""


def test_a_script_answers_with_its_model_and_its_variables(endpoints: EndpointClient, served: str) -> None:
    answer = endpoints.score(served, {"age": 4}, "blue")
    assert answer.status_code == 200
    assert answer.json().items() >= {"model": "hello", "word": "blue", "age": 4}.items()
    assert answer.headers["azureml-model-deployment"] == "blue"
    assert float(answer.headers["x-ms-run-fn-exec-ms"]) >= 0


def test_both_keys_open_and_others_do_not(endpoints: EndpointClient, served: str) -> None:
    for which in ("primaryKey", "secondaryKey"):
        key = endpoints.key(served, which)
        assert endpoints.score(served, {}, "blue", token=key).status_code == 200
    answer = endpoints.score(served, {}, "blue", token="wrong")
    assert (answer.status_code, answer.text) == (401, "key_auth_access_denied")
    assert endpoints.score(served, {}, "blue", token=endpoints.rest.token(AUDIENCE)).status_code == 401


def test_a_regenerated_key_replaces_the_old_one(endpoints: EndpointClient, served: str) -> None:
    old, other = endpoints.key(served), endpoints.key(served, "secondaryKey")
    body = {"keyType": "Primary", "keyValue": old}
    answer = endpoints.rest("POST", f"onlineEndpoints/{served}/regenerateKeys", body)
    assert endpoints.follow(answer)["status"] == "Succeeded"
    assert endpoints.score(served, {}, "blue", token=old).status_code == 401
    assert endpoints.score(served, {}, "blue", token=endpoints.key(served)).status_code == 200
    assert endpoints.key(served, "secondaryKey") == other


def test_an_endpoint_for_entra_tokens_takes_those_for_azure_ml_only(endpoints: EndpointClient) -> None:
    name = endpoints.endpoint("aadtoken")
    assert endpoints.deploy(name, "blue")[0] == "Succeeded"
    assert endpoints.score(name, {}, "blue", token=endpoints.rest.token(AUDIENCE)).status_code == 200
    management = endpoints.rest.token("https://management.azure.com")
    assert endpoints.score(name, {}, "blue", token=management).status_code == 401
    assert endpoints.rest("POST", f"onlineEndpoints/{name}/listKeys").status_code == 400
    endpoints.rest("DELETE", f"onlineEndpoints/{name}")


def test_a_token_of_azure_ml_opens_its_endpoint_only(endpoints: EndpointClient, served: str) -> None:
    name = endpoints.endpoint("AMLToken")
    other = endpoints.endpoint("AMLToken")
    assert endpoints.deploy(name, "blue")[0] == "Succeeded"
    token = endpoints.rest("POST", f"onlineEndpoints/{name}/token").json()["accessToken"]
    assert endpoints.score(name, {}, "blue", token=token).status_code == 200
    foreign = endpoints.rest("POST", f"onlineEndpoints/{other}/token").json()["accessToken"]
    assert endpoints.score(name, {}, "blue", token=foreign).status_code == 401
    assert endpoints.rest("POST", f"onlineEndpoints/{served}/token").status_code == 400
    for each in (name, other):
        endpoints.rest("DELETE", f"onlineEndpoints/{each}")


def test_without_traffic_nobody_answers_unless_named(endpoints: EndpointClient, served: str) -> None:
    assert endpoints.traffic(served).status_code == 200
    assert endpoints.score(served).status_code == 404
    assert endpoints.score(served, {}, "green").status_code == 404
    assert endpoints.score(served, {}, "blue").status_code == 200


def test_traffic_is_shared_out_and_mirrored(endpoints: EndpointClient, endpoint: str, until: Until) -> None:
    for name in ("blue", "green"):
        assert endpoints.deploy(endpoint, name)[0] == "Succeeded"
    assert endpoints.traffic(endpoint, blue=70, green=30).status_code == 200
    key = endpoints.key(endpoint)
    answers = [endpoints.score(endpoint, {"n": n}, token=key) for n in range(200)]
    shares = Counter(answer.headers["azureml-model-deployment"] for answer in answers)
    assert 110 < shares["blue"] < 170  # 70 % ± 4.6 standard deviations
    assert shares["blue"] + shares["green"] == 200

    assert endpoints.traffic(endpoint, {"green": 50}, blue=100).status_code == 200
    before = endpoints.log(endpoint, "green").count("mirrored")
    answers = [endpoints.score(endpoint, {"mirrored": n}, token=key) for n in range(100)]
    assert {answer.headers["azureml-model-deployment"] for answer in answers} == {"blue"}
    until(lambda: endpoints.log(endpoint, "green").count('"mirrored"') - before > 25)
    assert endpoints.score(endpoint, {"named": 1}, "blue", token=key).status_code == 200
    assert '"named"' not in endpoints.log(endpoint, "green")
    assert endpoints.log(endpoint, "green").count("asked:") - before < 200


@pytest.mark.parametrize(
    ("script", "changes", "status", "model_status", "told"),
    [
        (RAISES, {}, 424, "500", "the model does not like this"),
        (REFUSES, {}, 424, "422", ""),
        (SLEEPS, {"requestSettings": {"requestTimeout": "PT1S"}}, 408, None, ""),
    ],
)
def test_an_error_of_the_script_is_told(
    endpoints: EndpointClient,
    endpoint: str,
    script: str,
    changes: dict[str, Any],
    status: int,
    model_status: str | None,
    told: str,
) -> None:
    assert endpoints.deploy(endpoint, "blue", script, **changes)[0] == "Succeeded"
    answer = endpoints.score(endpoint, {}, "blue")
    assert answer.status_code == status
    assert answer.headers.get("ms-azureml-model-error-statuscode") == model_status
    assert told in endpoints.log(endpoint, "blue")


def test_more_requests_than_a_deployment_takes_are_refused(endpoints: EndpointClient, endpoint: str) -> None:
    assert endpoints.deploy(endpoint, "blue", SLEEPS)[0] == "Succeeded"
    key = endpoints.key(endpoint)

    def ask() -> int:
        return endpoints.score(endpoint, {}, "blue", token=key).status_code

    with ThreadPoolExecutor(6) as pool:
        answers = [each.result() for each in [pool.submit(ask) for _ in range(6)]]
    found = Counter(answers)
    assert found[429] >= 3
    assert found[200] >= 1
