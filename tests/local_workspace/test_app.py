import io
import json
from pathlib import Path

import pytest
from local_workspace.app import App, compose
from local_workspace.errors import ArmError, user_error
from local_workspace.routing import API, ARM, Request, Response, Route
from local_workspace.services import Services
from local_workspace.settings import Identity, Settings
from local_workspace.tokens import Tokens


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return compose(Settings(tmp_path, Identity.load(tmp_path)))


def _call(services: Services, route: Route, *, audience: str = f"https://{ARM}", host: str = ARM) -> Response:
    token = services.get(Tokens).issue(audience) if audience else ""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    request = Request("GET", host, "/x", {}, headers, io.BytesIO(), services)
    return App(services, [route]).answer(request)


def _error(response: Response) -> dict[str, object]:
    assert isinstance(response.content, dict)
    return json.loads(json.dumps(response.content))["error"]


def test_a_handler_learns_who_calls(services: Services) -> None:
    answer = _call(
        services, Route("GET", ARM, "/x", lambda request: Response(200, {"by": request.principal.name}))
    )
    assert answer.content == {"by": services.get(Settings).identity.client_id}


def test_a_refusal_becomes_a_document(services: Services) -> None:
    def refuse(_: Request) -> Response:
        raise user_error(400, "no", "BadArgument", "ArgumentInvalid")

    answer = _call(services, Route("GET", ARM, "/x", refuse))
    error = _error(answer)
    assert (answer.status, error["code"], error["message"], error["details"]) == (400, "UserError", "no", [])
    assert '"code": "ArgumentInvalid", "innerError": null' in json.dumps(error)


def test_a_plain_refusal_has_code_and_message_only(services: Services) -> None:
    def refuse(_: Request) -> Response:
        raise ArmError(404, "ResourceNotFound", "no", headers={"X-A": "1"})

    answer = _call(services, Route("GET", ARM, "/x", refuse))
    assert _error(answer) == {"code": "ResourceNotFound", "message": "no"}
    assert answer.headers == {"X-A": "1"}


def test_a_defect_answers_500_and_is_logged_with_its_traceback(
    services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: Request) -> Response:
        raise ZeroDivisionError("secret detail")

    answer = _call(services, Route("GET", ARM, "/x", fail))
    assert (answer.status, _error(answer)["code"]) == (500, "InternalServerError")
    assert "secret detail" not in json.dumps(answer.content)
    assert "ZeroDivisionError" in caplog.text


def test_data_planes_take_tokens_for_machine_learning_and_arm_does_not(services: Services) -> None:
    def ok(_: Request) -> Response:
        return Response(204)

    audience = "https://ml.azure.com"
    data_plane = Route("GET", API, "/x", ok)
    assert _call(services, data_plane, audience=audience, host="eastus.api.azureml.ms").status == 204
    assert _call(services, Route("GET", ARM, "/x", ok), audience=audience).status == 401
    assert _call(services, Route("GET", ARM, "/x", ok), audience="").status == 401
    assert _call(services, Route("GET", ARM, "/x", ok, authenticated=False), audience="").status == 204


def test_the_first_route_that_fits_answers(services: Services) -> None:
    table = [
        Route("GET", ARM, pattern, lambda _, n=n: Response(n))
        for n, pattern in enumerate(("/{any}", "/x"), 200)
    ]
    request = Request(
        "GET", ARM, "/x", {}, {"authorization": f"Bearer {services.get(Tokens).issue(f'https://{ARM}')}"},
        io.BytesIO(), services,
    )  # fmt: skip
    assert App(services, table).answer(request).status == 200
