"""Puts the parts that serve together and adds them to the server's services."""

from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.environments import Environments
from local_workspace.operations import Operations
from local_workspace.services import Services
from local_workspace.serving.deployments import Deployments
from local_workspace.serving.preparation import Preparation
from local_workspace.settings import Settings
from local_workspace.store import ResourceStore


def compose_serving(services: Services) -> Deployments:
    """Make what serves; it needs the services of the jobs."""
    store, settings = services.get(ResourceStore), services.get(Settings)
    environments = Environments(settings.state / "environments", settings.user_environment)
    preparation = Preparation(settings, store, services.get(Addresses), environments)
    deployments = Deployments(store, services.get(Operations), preparation)
    services.add(Deployments, deployments)
    services.on_close(deployments.close)
    return deployments
