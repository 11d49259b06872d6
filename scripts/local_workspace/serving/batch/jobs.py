"""Turns invocations into jobs, and tells of them as the batch endpoints do.

Documents: recordings 2022-12..2023-04, POST https://{endpoint}.{region}.inference.ml.azure.com/jobs.
UNVERIFIED: the form of `id`, the name of a job that was given none, and the wording of the refusals.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from local_workspace.arm import Json, Resource, ResourceId, section
from local_workspace.errors import user_error
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.kinds import JobKinds
from local_workspace.jobs.pipelines.components import declared, spec_of
from local_workspace.jobs.pipelines.documents import running_properties
from local_workspace.jobs.records import Jobs, run_of
from local_workspace.jobs.refusals import LITERAL, TYPES
from local_workspace.jobs.runner import JobRunner
from local_workspace.serving.batch.invocation import Invocation
from local_workspace.serving.batch.refusals import component_of, settings_of
from local_workspace.serving.batch.scoring import scoring_job
from local_workspace.serving.refusals import bad
from local_workspace.store import ResourceStore

BATCH = "batch"
"""What the history of a job says of the deployment that it is of: `endpoint`, `deployment`, `answer`."""
WAITING = ("NotStarted", "Queued")
WIRE = {"uri_file": "UriFile", "uri_folder": "UriFolder", LITERAL: "Literal", "mltable": "MLTable"}
SETTINGS = ("errorThreshold", "loggingLevel", "miniBatchSize", "outputFileName", "retrySettings")


@dataclass(frozen=True)
class BatchJobs:
    """The jobs that batch endpoints have started."""

    store: ResourceStore
    jobs: Jobs
    kinds: JobKinds
    runner: JobRunner
    addresses: Addresses

    def start(self, deployment: Resource, invocation: Invocation, principal: str) -> Resource:
        """Make a job of an invocation, and queue it."""
        job = deployment.id.workspace.child("jobs", invocation.name or f"batchjob-{uuid4()}")
        with self.store.transaction():
            if self.store.find(job):
                raise user_error(409, f"There is a job {job.name} already.", "Conflict")
            made = self._make(job, deployment, invocation, principal)
        self.runner.submit(job)
        return made

    def _make(
        self, job: ResourceId, deployment: Resource, invocation: Invocation, principal: str
    ) -> Resource:
        endpoint = deployment.id.parent.name
        if deployment.properties.get("deploymentConfiguration"):
            sent = _pipeline_job(self.store, deployment, invocation)
        else:
            sent = scoring_job(self.store, self.addresses, job, deployment, invocation)
        sent["experimentName"] = invocation.experiment or endpoint
        sent["tags"] = {**section(sent, "tags"), "azureml.deploymentname": deployment.id.name}
        kind = self.kinds.of(sent)
        kind.check(job, sent)
        properties = kind.complete(job, sent)
        properties["properties"] |= running_properties(properties)
        facts: Json = {
            "endpoint": endpoint,
            "deployment": deployment.id.name,
            "answer": _answer(deployment, invocation),
        }
        return self.jobs.add(job, properties, principal, batch=facts)

    def of_endpoint(self, endpoint: ResourceId, deployment: str | None = None) -> Iterator[Resource]:
        """The jobs of an endpoint, or of one of its deployments, the newest first."""
        where = {"$.run.batch.endpoint": endpoint.name}
        where |= {"$.run.batch.deployment": deployment} if deployment else {}
        found = self.store.children(endpoint.workspace, "jobs", where=where, newest_first=True)
        return iter(found.resources)


def _pipeline_job(store: ResourceStore, deployment: Resource, invocation: Invocation) -> Json:
    """The job of a pipeline component, with the inputs of an invocation."""
    component = component_of(store, deployment.properties)
    wanted, written = declared(spec_of(component), "inputs"), declared(spec_of(component), "outputs")
    for name, given in invocation.inputs.items():
        _check_kind(name, given["jobInputType"], wanted)
    for name in invocation.outputs.keys() - written.keys():
        raise bad(f"The pipeline has no output {name!r}.")
    return {
        "jobType": "Pipeline",
        "componentId": str(component.id),
        "inputs": dict(invocation.inputs),
        "outputs": dict(invocation.outputs),
        "settings": settings_of(deployment.id.workspace, deployment.properties),
    }


def _check_kind(name: str, kind: str, wanted: Json) -> None:
    if name not in wanted:
        raise bad(f"The pipeline has no input {name!r}; it has {', '.join(wanted) or 'none'}.")
    declared_as = str(wanted[name].get("type"))
    if (kind == LITERAL) == (declared_as in TYPES):
        raise bad(f"The input {name!r} is a {declared_as}, and was given as {kind}.")


def _answer(deployment: Resource, invocation: Invocation) -> Json:
    """What the answer says beside what the job itself says."""
    properties = deployment.properties
    inputs: Json = {}
    for name, given in invocation.inputs.items():
        kind = given["jobInputType"]
        rest = {key: value for key, value in given.items() if key != "jobInputType"}
        mode = {} if kind == LITERAL else {"mode": "ReadOnlyMount"}
        inputs[name] = {"description": None, "jobInputType": WIRE.get(kind, kind), **mode, **rest}
    answer: Json = {
        "compute": _compute(properties.get("compute")),
        "inputData": inputs,
        "provisioningState": "Succeeded",
    }
    if not properties.get("deploymentConfiguration"):
        said = properties | invocation.settings
        answer |= {name: said[name] for name in SETTINGS}
        answer["output"] = {"datastoreId": None, "path": None}
    return answer


def _compute(target: Any) -> Json:
    absent: Json = dict.fromkeys(("instanceCount", "instanceType", "location", "properties"))
    return {**absent, "isLocal": False, "target": target}


def batch_document(job: Resource) -> Json:
    """A job as the batch endpoints tell of it."""
    properties, batch = job.properties, run_of(job)[BATCH]
    deployment = job.id.workspace.child("batchEndpoints", batch["endpoint"])
    deployment = deployment.child("deployments", batch["deployment"])
    said: Json = {
        **batch["answer"],
        "interactionEndpoints": {
            name: {"endpoint": each["endpoint"], "jobEndpointType": name, "port": None, "properties": None}
            for name, each in properties["services"].items()
        },
        "name": job.id.name,
        "properties": properties["properties"],
        "status": "Preparing" if properties["status"] in WAITING else properties["status"],
        "tags": properties["tags"],
    }
    resource = deployment.child("jobs", job.id.name)
    return {
        "id": str(resource),
        "name": job.id.name,
        "type": resource.type,
        "properties": said,
        "systemData": dict(job.system_data),
    }
