import io

import pytest
from local_workspace.errors import ArmError
from local_workspace.routing import API, ARM, INFERENCE, WORKSPACE, Request, Response, Route
from local_workspace.services import Services


def _answer(_: Request) -> Response:
    return Response()


def test_a_route_takes_any_case_and_gives_the_parameters() -> None:
    route = Route("GET", ARM, f"{WORKSPACE}/jobs/{{job}}", _answer)
    path = (
        "/subscriptions/S/resourcegroups/RG/providers/microsoft.machinelearningservices/Workspaces/W/JOBS/j"
    )
    assert route.match("GET", ARM, path) == {
        "subscription": "S",
        "resource_group": "RG",
        "workspace": "W",
        "job": "j",
    }
    assert route.match("PUT", ARM, path) is None
    assert route.match("GET", "evil.example", path) is None
    assert route.match("GET", ARM, f"{path}/more") is None


def test_hosts_are_matched_label_by_label() -> None:
    assert Route("*", API, "/x", _answer).match("GET", "eastus.api.azureml.ms", "/x") == {"region": "eastus"}
    assert Route("*", API, "/x", _answer).match("GET", "a.b.api.azureml.ms", "/x") is None
    endpoint = Route("*", INFERENCE, "/score", _answer).match(
        "POST", "e.eastus.inference.ml.azure.com", "/score"
    )
    assert endpoint == {"endpoint": "e", "region": "eastus"}


def test_the_rest_of_a_path_is_one_parameter() -> None:
    assert Route("*", ARM, "/a/{rest:path}", _answer).match("GET", ARM, "/a/b/c") == {"rest": "b/c"}


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b'"x"'])
def test_a_body_that_is_no_json_object_is_refused(body: bytes) -> None:
    request = Request("PUT", ARM, "/", {}, {}, io.BytesIO(body), Services())
    with pytest.raises(ArmError) as refusal:
        _ = request.json
    assert (refusal.value.status, refusal.value.code) == (400, "InvalidRequestContent")
