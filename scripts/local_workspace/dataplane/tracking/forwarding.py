"""Passes a call on to MLflow; what MLflow refuses is refused in Azure ML's form."""

import json
from typing import Any, cast

from local_workspace.arm import Json
from local_workspace.dataplane.addresses import workspace_of
from local_workspace.dataplane.tracking.errors import MlflowError
from local_workspace.dataplane.tracking.process import TrackingProcess
from local_workspace.routing import Request, Response


def forward(request: Request, operation: str, sent: Json | None = None) -> Response:
    """MLflow's answer to a request, or to the same request with another document.

    Raises:
        MlflowError: MLflow refuses.
    """
    body = request.content if sent is None else json.dumps(sent).encode()
    answer = request.services.get(TrackingProcess).request(
        workspace_of(request), request.method, f"/api/2.0/mlflow/{operation}", request.query, body
    )
    if answer.status >= 400 and (refused := document_of(answer)):
        code, message = str(refused.get("error_code")), str(refused.get("message"))
        raise MlflowError(code, message, status=answer.status)
    return answer


def document_of(answer: Response) -> Json:
    """The document of an answer; empty when there is none."""
    try:
        document: Any = json.loads(answer.content) if isinstance(answer.content, bytes) else None
    except ValueError:
        return {}
    return cast(Json, document) if isinstance(document, dict) else {}
