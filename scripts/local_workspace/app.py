"""The route table: which host and path is answered by whom, errors turned into documents in one place."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast
from urllib.parse import unquote
from uuid import uuid4

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, StreamingResponse
from starlette.responses import Response as HttpResponse
from starlette.types import Receive, Scope, Send

from local_workspace import blobs, dataplane, resources
from local_workspace.arm import Json, now
from local_workspace.errors import ArmError, not_implemented
from local_workspace.operations import Operations
from local_workspace.routing import ARM, Request, Response, Route
from local_workspace.services import Services
from local_workspace.settings import Settings
from local_workspace.store import BlobStore, Database, ResourceStore
from local_workspace.store.shared_access import StorageAccounts
from local_workspace.tokens import Tokens

log = logging.getLogger(__name__)

ARM_AUDIENCES = ("https://management.azure.com", "https://management.core.windows.net")

IN_MEMORY = 1 << 20
"""A body up to this size is kept in memory, a larger one in a temporary file."""


def compose(settings: Settings) -> Services:
    """Make the objects that the parts of the server share."""
    database = Database(settings.state / "workspace.sqlite")
    services = Services(settings, database, ResourceStore(database), Tokens(settings.identity))
    services.add(BlobStore, BlobStore(settings.state / "blobs", database))
    secret = bytes.fromhex(settings.identity.secret)
    services.add(StorageAccounts, StorageAccounts(secret, services.get(ResourceStore)))
    services.add(Operations, Operations(services.get(ResourceStore)))
    services.on_close(database.close)
    return services


def routes(services: Services) -> list[Route]:
    """The visible, ordered list of all that is served: the first route that fits answers.

    ``jobs`` and ``dataplane`` are mounted here as ``*mount(services)``: each makes its own objects,
    adds them to the services, registers what to stop, and returns its routes.
    """
    return [*resources.mount(services), *blobs.mount(services), *dataplane.mount(services)]


class App:
    """The ASGI application: reads the body, checks the token, runs the route's handler in a thread."""

    def __init__(self, services: Services, table: Sequence[Route]) -> None:
        self._services = services
        self._table = table

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection event."""
        if scope["type"] == "http":
            http = HttpRequest(scope, receive)
            with SpooledTemporaryFile(IN_MEMORY) as body:
                async for chunk in http.stream():
                    body.write(chunk)
                body.seek(0)
                request = self._request(http, cast(BinaryIO, body))
                answer = await self._answer_until_abandoned(request, receive)
                try:
                    await _http_response(answer, request)(scope, receive, send)
                finally:
                    _close(answer)

    async def _answer_until_abandoned(self, request: Request, receive: Receive) -> Response:
        watching = asyncio.create_task(_notice_hanging_up(request, receive))
        try:
            return await run_in_threadpool(self.answer, request)
        finally:
            watching.cancel()

    def answer(self, request: Request) -> Response:
        """Route a request and turn whatever is raised into an error document."""
        try:
            return self._handle(request)
        except ArmError as error:
            return error_response(error)
        except Exception:
            log.exception("%s https://%s%s failed", request.method, request.host, request.path)
            message = (
                "The local workspace failed: this is a defect of it. The server's log has the traceback."
            )
            return error_response(ArmError(500, "InternalServerError", message))

    def _handle(self, request: Request) -> Response:
        for route in self._table:
            parameters = route.match(request.method, request.host, request.path)
            if parameters is not None:
                request.parameters = parameters
                if route.authenticated:
                    authorization = request.headers.get("authorization", "")
                    request.principal = self._services.get(Tokens).check(authorization, _audiences(request))
                return route.handler(request)
        raise not_implemented(f"{request.method} https://{request.host}{request.path}")

    def _request(self, http: HttpRequest, body: BinaryIO) -> Request:
        raw_path = http.scope.get("raw_path", b"").decode("ascii", "replace").partition("?")[0]
        host = http.headers.get("host", "").partition(":")[0].lower()
        return Request(
            http.method, host, unquote(raw_path), dict(http.query_params), dict(http.headers), body,
            self._services, raw_path,
        )  # fmt: skip


def _close(answer: Response) -> None:
    """End what still produces an answer: its client may have hung up long before the end."""
    close = getattr(answer.content, "close", None)
    if close is not None:
        close()


async def _notice_hanging_up(request: Request, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    request.abandoned.set()


def _audiences(request: Request) -> Sequence[str]:
    """ARM takes tokens for itself only; the data planes take those for Azure Machine Learning as well."""
    return ARM_AUDIENCES if request.host == ARM else (*ARM_AUDIENCES, "https://ml.azure.com")


def error_response(error: ArmError) -> Response:
    """Write an error as ARM does; Azure ML's own (``inner``) with the additional information it gives.

    Form: recordings 2022-08..2026-03, GET …/jobs/{job} 404 and PUT …/jobs/{job} 400.
    """
    document: Json = {"code": error.code, "message": error.message}
    if error.target:
        document["target"] = error.target
    if error.code == "UserError" or error.inner or error.details:
        document["details"] = list(error.details)
        document["additionalInfo"] = list(_additional_info(error))
    return Response(error.status, {"error": document}, dict(error.headers))


def _additional_info(error: ArmError) -> Iterable[Json]:
    inner: Json | None = None
    for code in reversed(error.inner):
        inner = {"code": code, "innerError": inner}
    values: dict[str, Any] = {
        "ComponentName": "managementfrontend",
        "Correlation": {"operation": uuid4().hex, "request": uuid4().hex[:16]},
        "Environment": "local",
        "Location": "local",
        "Time": now(),
        "InnerError": inner,
    }
    for kind, value in values.items():
        if value is not None:
            yield {"type": kind, "info": {"value": value}}


def _http_response(answer: Response, request: Request) -> HttpResponse:
    headers = {"x-ms-request-id": str(uuid4()), **answer.headers}
    if "x-ms-client-request-id" in request.headers:
        headers["x-ms-client-request-id"] = request.headers["x-ms-client-request-id"]
    content = answer.content
    if isinstance(content, dict | list):
        return JSONResponse(content, answer.status, headers)
    if content is None or isinstance(content, bytes):
        return HttpResponse(content or b"", answer.status, headers)
    return StreamingResponse(content, answer.status, headers)
