"""Puts the parts that run jobs together and adds them to the server's services."""

import os

from local_workspace.arm import Json, Resource, ResourceId, now, system_data
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.command_job import CommandJobs
from local_workspace.jobs.environments import Environments
from local_workspace.jobs.records import Jobs
from local_workspace.jobs.runner import JobRunner
from local_workspace.references import JobOutputs
from local_workspace.services import Services
from local_workspace.settings import Settings
from local_workspace.store import BlobStore, ResourceStore
from local_workspace.tokens import Tokens

MODEL_TYPES = ("custom_model", "mlflow_model", "triton_model")


def compose_jobs(services: Services) -> JobRunner:
    """Make the job runner and what it needs; jobs of an earlier server are taken up when it is `resume`d."""
    store = services.get(ResourceStore)
    settings = services.get(Settings)
    jobs = services.add(Jobs, Jobs(store))
    addresses = services.add(Addresses, Addresses(store, services.get(BlobStore)))
    services.add(JobOutputs, addresses)
    environments = Environments(settings.state / "environments", settings.user_environment)
    register = OutputRegistration(store).register
    commands = CommandJobs(settings, store, jobs, addresses, environments, services.get(Tokens), register)
    runner = services.add(JobRunner, JobRunner(jobs, commands, concurrent_jobs()))
    services.on_close(runner.close)
    return runner


def concurrent_jobs() -> int:
    """How many jobs run at once: a core each, two at least, so that one long job does not stop all."""
    return max(2, os.cpu_count() or 1)


class OutputRegistration:
    """Registers the named outputs for which a job gave a name: as data, or as a model."""

    def __init__(self, store: ResourceStore) -> None:
        self._store = store

    def register(self, job: Resource, output: Json) -> None:
        """Make the next version (or the one asked for) of the asset."""
        kind = output.get("jobOutputType") or "uri_folder"
        collection = "models" if kind in MODEL_TYPES else "data"
        container = job.id.workspace.child(collection, output["assetName"])
        with self._store.transaction():
            version = str(output.get("assetVersion") or self._next(container))
            asset = container.child("versions", version)
            if self._store.find(container) is None:
                empty: Json = {"description": None, "isArchived": False, "properties": {}, "tags": {}}
                self._store.put(Resource(container, empty, {}, system_data("local")))
            if self._store.find(asset) is None:
                self._store.put(Resource(asset, _asset(job, kind, output), {}, system_data("local")))

    def _next(self, container: ResourceId) -> int:
        versions = self._store.children(container, "versions").resources
        return max((int(each.id.name) for each in versions if each.id.name.isdecimal()), default=0) + 1


def _asset(job: Resource, kind: str, output: Json) -> Json:
    properties: Json = {
        "description": None,
        "isAnonymous": False,
        "isArchived": False,
        "properties": {},
        "tags": {},
    }
    if kind in MODEL_TYPES:
        return properties | {
            "flavors": {},
            "jobName": job.id.name,
            "modelType": kind,
            "modelUri": output["uri"],
            "provisioningState": "Succeeded",
        }
    return properties | {"dataType": kind, "dataUri": output["uri"], "createdAt": now()}
