"""Puts the parts that run jobs together and adds them to the server's services."""

import os

from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.automl.automl_job import AutoMLJobs
from local_workspace.jobs.command_job import CommandJobs
from local_workspace.jobs.environments import Environments
from local_workspace.jobs.finetuning.finetuning_job import FineTuningJobs
from local_workspace.jobs.kinds import JobKinds
from local_workspace.jobs.metrics import LoggedMetrics
from local_workspace.jobs.pipelines.pipeline_job import PipelineJobs
from local_workspace.jobs.records import Jobs
from local_workspace.jobs.registration import Registration
from local_workspace.jobs.runner import JobRunner
from local_workspace.jobs.sweeps.sweep_job import SweepJobs
from local_workspace.references import JobOutputs
from local_workspace.services import Services
from local_workspace.settings import Settings
from local_workspace.store import BlobStore, ResourceStore
from local_workspace.tokens import Tokens


def compose_jobs(services: Services) -> JobRunner:
    """Make the job runner and what it needs; jobs of an earlier server are taken up when it is `resume`d."""
    store = services.get(ResourceStore)
    settings = services.get(Settings)
    jobs = services.add(Jobs, Jobs(store))
    addresses = services.add(Addresses, Addresses(store, services.get(BlobStore)))
    services.add(JobOutputs, addresses)
    environments = Environments(settings.state / "environments", settings.user_environment)
    registration, tokens = services.add(Registration, Registration(store)), services.get(Tokens)
    common = (settings, store, jobs, addresses, environments, tokens, registration)
    kinds = services.add(JobKinds, JobKinds())
    runner = services.add(JobRunner, JobRunner(jobs, kinds, concurrent_jobs()))
    kinds.add("Command", CommandJobs(*common))
    kinds.add("Pipeline", PipelineJobs(settings, store, jobs, addresses, kinds, runner))
    metrics = services.add(LoggedMetrics, LoggedMetrics())
    kinds.add("Sweep", SweepJobs(settings, store, jobs, addresses, metrics, kinds, runner))
    kinds.add("AutoML", AutoMLJobs(*common))
    kinds.add("FineTuning", FineTuningJobs(*common))
    services.on_close(runner.close)
    return runner


def concurrent_jobs() -> int:
    """How many jobs run at once: a core each, two at least, so that one long job does not stop all."""
    return max(2, os.cpu_count() or 1)
