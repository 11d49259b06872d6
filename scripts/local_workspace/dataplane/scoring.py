"""What `{endpoint}.{region}.inference.ml.azure.com` answers: the front before the deployments of an endpoint.

Statuses and headers: MicrosoftDocs/azure-ai-docs, how-to-troubleshoot-online-endpoints.md, "HTTP status
codes" (read 2026-11-21): 401, 404 without a deployment with traffic, 408, 429, and 424 with the headers
`ms-azureml-model-error-*`.
UNVERIFIED: the bodies, of which only `key_auth_access_denied` is quoted by users.
"""

import hmac
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from local_workspace.arm import Resource, ResourceId
from local_workspace.dataplane import chat_endpoint
from local_workspace.dataplane.chat_endpoint import CHAT
from local_workspace.errors import ArmError
from local_workspace.routing import INFERENCE, Request, Response, Route
from local_workspace.services import Services
from local_workspace.serving import traffic
from local_workspace.serving.chat.deployments import chat, is_chat_model
from local_workspace.serving.deployments import Deployments
from local_workspace.serving.errors import ServingError
from local_workspace.serving.instance import Answer, NotAnsweredError
from local_workspace.serving.served import TooManyError
from local_workspace.store import ResourceStore
from local_workspace.tokens import Tokens

log = logging.getLogger(__name__)

DEPLOYMENT = "azureml-model-deployment"
AUDIENCE = "https://ml.azure.com"
HOP_BY_HOP = frozenset(
    (
        *("connection", "keep-alive", "proxy-authorization", "proxy-connection", "te", "trailer"),
        *("transfer-encoding", "upgrade", "content-length", "date", "server"),
    )
)
"""What belongs to one connection and is not passed on (RFC 9110, 7.6.1)."""
OURS = frozenset(("authorization", "host", DEPLOYMENT))


@dataclass(frozen=True)
class Scoring:
    """Answers requests to endpoints."""

    services: Services
    copies: ThreadPoolExecutor

    def score(self, request: Request) -> Response:
        """Have a deployment answer, and another one get a copy."""
        endpoint = self._endpoint(request)
        self._check_caller(request, endpoint)
        named = request.headers.get(DEPLOYMENT)
        name = named or traffic.choose(endpoint.properties, traffic.chance())
        deployment = self._deployment(endpoint, name)
        if deployment is None:
            return _refusal(404, "The endpoint has no such deployment, or none with traffic.")
        if not named and (copied := traffic.mirror(endpoint.properties, traffic.chance())):
            self.copies.submit(self._copy, request, endpoint, copied, request.content)
        if is_chat_model(deployment.properties):
            return self._chat(request, deployment)
        return self._ask(request, deployment, request.content)

    def _chat(self, request: Request, deployment: Resource) -> Response:
        try:
            served = self.services.get(Deployments).find(deployment)
            response = chat_endpoint.answer(request, model_name(deployment), partial(chat, served))
        except TooManyError as error:
            return _refusal(429, str(error))
        except ServingError as error:
            return _model_error("503", "Service Unavailable", str(error))
        response.headers[DEPLOYMENT] = deployment.id.name
        return response

    def _endpoint(self, request: Request) -> Resource:
        for endpoint in self.services.get(ResourceStore).search("onlineEndpoints"):
            host = endpoint.properties["scoringUri"].split("/")[2]
            if host == request.host:
                return endpoint
        # On Azure there is no such host.
        raise ArmError(404, "EndpointNotFound", f"There is no online endpoint at https://{request.host}.")

    def _deployment(self, endpoint: Resource, name: str | None) -> Resource | None:
        return self.services.get(ResourceStore).find(endpoint.id.child("deployments", name)) if name else None

    def _check_caller(self, request: Request, endpoint: Resource) -> None:
        authorization = request.headers.get("authorization", "")
        if endpoint.properties["authMode"] == "Key":
            _check_key(authorization, endpoint.attributes["secrets"])
            return
        own = endpoint.properties["authMode"] == "AMLToken"
        audience = str(endpoint.id) if own else AUDIENCE
        self.services.get(Tokens).check(authorization, (audience,))

    def _ask(self, request: Request, deployment: Resource, body: bytes) -> Response:
        try:
            served = self.services.get(Deployments).find(deployment)
            answer = served.ask(
                request.method, request.raw_path or request.path, _passed_on(request.headers), body
            )
        except TooManyError as error:
            return _refusal(429, str(error))
        except NotAnsweredError as error:
            if error.too_late:
                return _refusal(408, "The request took longer than the deployment's request timeout.")
            return _model_error("502", "Bad Gateway", str(error))
        except ServingError as error:
            return _model_error("503", "Service Unavailable", str(error))
        return _response(answer, deployment.id.name)

    def _copy(self, request: Request, endpoint: Resource, name: str, body: bytes) -> None:
        try:
            deployment = self._deployment(endpoint, name)
            if deployment is not None and not is_chat_model(deployment.properties):
                self._ask(request, deployment, body)
        except Exception:
            log.exception("a mirrored request to %s failed", name)


def model_name(deployment: Resource) -> str:
    """The name of a deployment's model."""
    return ResourceId.parse(deployment.properties["model"]).parent.name


def _check_key(authorization: str, keys: Mapping[str, str]) -> None:
    scheme, _, key = authorization.partition(" ")
    if scheme.lower() != "bearer" or not key:
        raise _DeniedError("key_auth_bad_header_forbidden")
    if not any(hmac.compare_digest(key.strip().encode(), known.encode()) for known in keys.values()):
        raise _DeniedError("key_auth_access_denied")


class _DeniedError(ArmError):
    """A caller without a valid key: told in plain text, unlike all else."""

    def __init__(self, text: str) -> None:
        super().__init__(401, "Unauthorized", text)


def _passed_on(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in HOP_BY_HOP | OURS}


def _response(answer: Answer, deployment: str) -> Response:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    headers = {name: value for name, value in headers.items() if name not in HOP_BY_HOP}
    headers[DEPLOYMENT] = deployment
    if answer.status == 200:
        return Response(200, answer.content, headers)
    headers |= _error_headers(str(answer.status), "model_error")
    return Response(424, answer.content, headers)


def _model_error(status: str, reason: str, message: str) -> Response:
    response = _refusal(424, message)
    response.headers |= _error_headers(status, reason)
    return response


def _error_headers(status: str, reason: str) -> dict[str, str]:
    return {"ms-azureml-model-error-statuscode": status, "ms-azureml-model-error-reason": reason}


def _refusal(status: int, message: str) -> Response:
    return Response(status, {"error": {"code": str(status), "message": message}})


def _denials_as_text(scoring: Scoring, request: Request) -> Response:
    try:
        return scoring.score(request)
    except _DeniedError as error:
        return Response(401, error.message.encode(), {"Content-Type": "text/plain"})


def mount(services: Services) -> list[Route]:
    """The routes of all endpoints."""
    scoring = Scoring(services, ThreadPoolExecutor(2, "mirror"))
    services.on_close(lambda: scoring.copies.shutdown(wait=False, cancel_futures=True))

    def handler(request: Request) -> Response:
        return _denials_as_text(scoring, request)

    return [
        Route("POST", INFERENCE, "/score", handler, authenticated=False),
        Route("GET", INFERENCE, "/swagger.json", handler, authenticated=False),
        *(Route(method, INFERENCE, path, handler, authenticated=False) for method, path in CHAT),
    ]
