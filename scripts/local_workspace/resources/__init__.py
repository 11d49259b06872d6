"""What ARM and the login service answer: one generic path for all resources, and what differs from it.

``generic`` is that path, ``assets`` the one for versioned assets; a kind of resource is a ``ResourceType`` or
``AssetType`` in a module of its own, which has functions only where the kind behaves differently.
"""

from local_workspace.operations import Operations
from local_workspace.resources import (
    assets,
    batch_deployments,
    batch_endpoints,
    clouds,
    codes,
    components,
    computes,
    connections,
    data,
    datastores,
    deployments,
    environments,
    jobs,
    login,
    marketplace_subscriptions,
    models,
    online_deployments,
    online_endpoints,
    operations,
    registries,
    registry_assets,
    registry_operations,
    serverless_endpoints,
    subscriptions,
    vm_sizes,
    workspaces,
)
from local_workspace.resources.workspace_making import found_default
from local_workspace.routing import Route
from local_workspace.services import Services
from local_workspace.serving.composition import compose_serving


def mount(services: Services) -> list[Route]:
    """The routes of login, subscriptions, workspaces, registries and all that is in them."""
    services.get(Operations).fail_abandoned()
    found_default(services)
    kinds = (data.DATA, environments.ENVIRONMENTS, models.MODELS, components.COMPONENTS)
    table = [
        *clouds.ROUTES,
        *login.ROUTES,
        *subscriptions.ROUTES,
        *operations.ROUTES,
        *workspaces.ROUTES,
        *datastores.ROUTES,
        *(route for kind in kinds for route in assets.routes(kind)),
        *codes.ROUTES,
        *registries.ROUTES,
        *registry_assets.ROUTES,
        *registry_operations.ROUTES,
        *vm_sizes.ROUTES,
        *computes.ROUTES,
        *connections.ROUTES,
        *deployments.ROUTES,
        *jobs.mount(services),
        *online_endpoints.ROUTES,
        *online_deployments.ROUTES,
        *batch_endpoints.ROUTES,
        *batch_deployments.ROUTES,
        *serverless_endpoints.ROUTES,
        *marketplace_subscriptions.ROUTES,
    ]
    compose_serving(services).resume()
    return table
