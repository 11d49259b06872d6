"""What `{region}.api.azureml.ms` answers (run history, artifacts, outputs, MLflow), and endpoints."""

from local_workspace.dataplane import (
    artifacts,
    azure_openai,
    batch_scoring,
    outputs,
    run_history,
    scoring,
    serverless,
)
from local_workspace.dataplane.tracking import handlers as tracking
from local_workspace.routing import Route
from local_workspace.services import Services


def mount(services: Services) -> list[Route]:
    """The routes of the data planes."""
    return [
        *run_history.ROUTES,
        *artifacts.ROUTES,
        *outputs.ROUTES,
        *tracking.mount(services),
        *scoring.mount(services),
        *batch_scoring.ROUTES,
        *azure_openai.ROUTES,
        *serverless.ROUTES,
    ]
