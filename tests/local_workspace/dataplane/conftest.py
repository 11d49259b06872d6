"""Calls MLflow's API of the local workspace as a client does."""

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.local_workspace.conftest import Rest


class Mlflow:
    """MLflow's REST API with a token for Azure ML."""

    def __init__(self, rest: "Rest") -> None:
        self._rest = rest
        self._token = f"Bearer {rest.token('https://ml.azure.com')}"

    def __call__(self, method: str, operation: str, **body: Any) -> Any:
        """Send a request and return the response."""
        workspace = self._rest.workspace.identity.workspace_id
        url = f"https://eastus.api.azureml.ms/mlflow/v2.0{workspace}/api/2.0/mlflow/{operation}"
        return self._rest(method, url, body or None, Authorization=self._token)


@pytest.fixture(scope="session")
def mlflow(rest: "Rest") -> Mlflow:
    """MLflow's API."""
    return Mlflow(rest)
