"""Puts the parts that serve together and adds them to the server's services."""

from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.environments import Environments
from local_workspace.jobs.kinds import JobKinds
from local_workspace.jobs.records import Jobs
from local_workspace.jobs.runner import JobRunner
from local_workspace.operations import Operations
from local_workspace.services import Services
from local_workspace.serving.batch.jobs import BatchJobs
from local_workspace.serving.chat.base_model import BaseModel
from local_workspace.serving.deployments import Deployments
from local_workspace.serving.preparation import Preparation
from local_workspace.settings import Settings
from local_workspace.store import ResourceStore


def compose_serving(services: Services) -> Deployments:
    """Make what serves; it needs the services of the jobs."""
    store, settings = services.get(ResourceStore), services.get(Settings)
    addresses = services.get(Addresses)
    environments = Environments(settings.state / "environments", settings.user_environment)
    base_model = services.add(BaseModel, BaseModel(settings))
    services.on_close(base_model.close)
    preparation = Preparation(settings, store, addresses, environments, base_model)
    deployments = Deployments(store, services.get(Operations), preparation)
    services.add(Deployments, deployments)
    services.on_close(deployments.close)
    jobs, kinds, runner = services.get(Jobs), services.get(JobKinds), services.get(JobRunner)
    services.add(BatchJobs, BatchJobs(store, jobs, kinds, runner, addresses))
    return deployments
