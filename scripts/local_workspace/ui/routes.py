"""The local page as an ASGI application, for a plain HTTP port of 127.0.0.1."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from local_workspace.errors import ArmError
from local_workspace.services import Services
from local_workspace.ui import pages, tracking
from local_workspace.ui.failures import failures
from local_workspace.ui.reading import KINDS

_WORKSPACE = "/workspaces/{subscription}/{group}/{workspace}"
_MLFLOW = "/mlflow/{subscription}/{group}/{workspace}"
_MLFLOW_UI = "default-src 'self' 'unsafe-inline' data: blob:; frame-ancestors 'none'"
_ONLY_OURS = (
    "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)


def _style(_: Request) -> Response:
    return FileResponse(Path(__file__).with_name("style.css"), media_type="text/css")


ROUTES = [
    Route("/", pages.index),
    Route("/style.css", _style),
    Route("/failures", failures),
    Route(_WORKSPACE, pages.workspace),
    Route(f"{_WORKSPACE}/jobs", pages.jobs),
    Route(f"{_WORKSPACE}/jobs/{{name}}", pages.job),
    Route(f"{_WORKSPACE}/jobs/{{name}}/{{log:path}}", pages.log),
    Route(f"{_WORKSPACE}/files", pages.files),
    Route(f"{_WORKSPACE}/download", pages.download),
    Route(f"{_MLFLOW}/{{path:path}}", tracking.mlflow, methods=["GET", "POST"]),
    Route(f"{_WORKSPACE}/{{kind}}", pages.resources),
    Route(f"{_WORKSPACE}/{{kind}}/{{name}}", pages.resource),
]


class _SafeHeaders:
    """Tells browsers to load nothing from elsewhere and to guess no types."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_mlflow = scope["path"].startswith("/mlflow/")
                headers["Content-Security-Policy"] = _MLFLOW_UI if is_mlflow else _ONLY_OURS
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Cache-Control"] = "no-store"
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _refuse(_: Request, error: Exception) -> Response:
    assert isinstance(error, ArmError)
    return PlainTextResponse(error.message, error.status)


def _refuse_incomplete(_: Request, error: Exception) -> Response:
    return PlainTextResponse(f"The address lacks {error}.", 400)


def make_page(services: Services) -> ASGIApp:
    """The page on these services: read-only, so that it needs no sign-in, and for this machine only.

    A page elsewhere that points its own name at 127.0.0.1 (DNS rebinding) is refused by its Host header.
    """
    middleware = [
        Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"], www_redirect=False),
        Middleware(_SafeHeaders),
    ]
    app = Starlette(
        routes=ROUTES,
        middleware=middleware,
        exception_handlers={ArmError: _refuse, KeyError: _refuse_incomplete},
    )
    app.state.services = services
    return app


__all__ = ["KINDS", "ROUTES", "make_page"]
