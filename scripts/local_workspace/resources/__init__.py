"""What ARM and the login service answer: one generic path for all resources, and what differs from it."""

from local_workspace.resources import login, subscriptions
from local_workspace.routing import Route
from local_workspace.services import Services


def mount(services: Services) -> list[Route]:
    """The routes of login, subscriptions, workspaces and all that is in them."""
    _ = services
    return [*login.ROUTES, *subscriptions.ROUTES]
