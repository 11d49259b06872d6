"""The storage service's REST API, as far as the SDK, MLflow and curl use it: ``*.blob.core.windows.net``.

Facts: https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api (read 2026-11-21) and
recordings 2022-08..2023-06.
"""

from local_workspace.blobs.dispatch import ROUTES
from local_workspace.routing import Route
from local_workspace.services import Services


def mount(services: Services) -> list[Route]:
    """The routes of all storage accounts."""
    _ = services
    return ROUTES
