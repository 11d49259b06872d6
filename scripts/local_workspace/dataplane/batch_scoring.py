"""What batch endpoints answer: a call starts a job, and the jobs of an endpoint are listed.

Recordings 2022-12..2023-04, POST https://{endpoint}.{region}.inference.ml.azure.com/jobs; lists: azure-ai-ml
1.35.2, operations/_batch_endpoint_operations.py, list_jobs. A token must be for https://ml.azure.com
(MicrosoftDocs/azure-ai-docs, how-to-troubleshoot-batch-endpoints.md, "Audience or service not allowed").
Without a default deployment the service answers 404 (Azure/azure-cli-extensions,
azext_mlv2/manual/custom/batch_endpoint.py, ml_batch_endpoint_invoke). All read 2026-11-21; the wordings are
unverified.
"""

from collections.abc import Iterable

from local_workspace.arm import Resource, ResourceId, section
from local_workspace.dataplane.addresses import workspace_of
from local_workspace.errors import user_error
from local_workspace.routing import API, INFERENCE, WORKSPACE, Request, Response, Route
from local_workspace.serving.batch.invocation import Invocation
from local_workspace.serving.batch.jobs import BatchJobs, batch_document
from local_workspace.serving.batch.refusals import no_such_endpoint
from local_workspace.store import ResourceStore
from local_workspace.tokens import Tokens

AUDIENCE = "https://ml.azure.com"
DEPLOYMENT = "azureml-model-deployment"
LISTS = f"/mferp/managementfrontend{WORKSPACE}/batchEndpoints/{{name}}"


def start_job(request: Request) -> Response:
    """Start a job of the deployment that the call names, or of the default one."""
    endpoint = _endpoint_at(request)
    authorization = request.headers.get("authorization", "")
    caller = request.services.get(Tokens).check(authorization, (AUDIENCE,))
    deployment = _deployment(request, endpoint)
    jobs = request.services.get(BatchJobs)
    job = jobs.start(deployment, Invocation.read(request.json), caller.name)
    place = (
        f"https://{endpoint.attributes['location']}.api.azureml.ms/mferp/managementfrontend{deployment.id}"
    )
    return Response(201, batch_document(job), {"Location": place})


def _endpoint_at(request: Request) -> Resource:
    for endpoint in request.services.get(ResourceStore).search("batchEndpoints"):
        if endpoint.properties["scoringUri"].split("/")[2] == request.host:
            return endpoint
    raise no_such_endpoint()  # on Azure there is no such host


def _deployment(request: Request, endpoint: Resource) -> Resource:
    named = request.headers.get(DEPLOYMENT)
    name = named or section(endpoint.properties, "defaults").get("deploymentName")
    if not name:
        message = "The endpoint has no default deployment, and the call names none."
        raise user_error(404, message, "NotFound")
    found = request.services.get(ResourceStore).find(endpoint.id.child("deployments", name))
    if found is None:
        raise user_error(404, f"Endpoint {endpoint.id.name} has no deployment {name}.", "NotFound")
    return found


def list_jobs(request: Request) -> Response:
    """The jobs of an endpoint, the newest first."""
    return _listed(request.services.get(BatchJobs).of_endpoint(_existing(request)))


def list_deployment_jobs(request: Request) -> Response:
    """The jobs of a deployment, the newest first."""
    endpoint = _existing(request)
    return _listed(request.services.get(BatchJobs).of_endpoint(endpoint, request["deployment"]))


def _existing(request: Request) -> ResourceId:
    endpoint = workspace_of(request).child("batchEndpoints", request["name"])
    if request.services.get(ResourceStore).find(endpoint) is None:
        raise no_such_endpoint()
    return endpoint


def _listed(jobs: Iterable[Resource]) -> Response:
    return Response(200, {"value": [batch_document(each) for each in jobs]})


ROUTES = [
    Route("POST", INFERENCE, "/jobs", start_job, authenticated=False),
    Route("GET", API, f"{LISTS}/jobs", list_jobs),
    Route("GET", API, f"{LISTS}/deployments/{{deployment}}/jobs", list_deployment_jobs),
]
