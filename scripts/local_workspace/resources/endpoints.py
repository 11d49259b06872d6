"""What endpoints have in common, online or batch: an address, and changes that are told as operations."""

from local_workspace.arm import Resource, ResourceId
from local_workspace.errors import user_error
from local_workspace.operations import LongRunningOperation, Operations
from local_workspace.resources.generic import ResourceType, workspace_id, write
from local_workspace.routing import Request, Response
from local_workspace.serving.deployments import RUNNING
from local_workspace.serving.refusals import bad
from local_workspace.store import ResourceStore

TIMEOUT = {"x-ms-async-operation-timeout": "PT30M"}
KINDS = ("onlineEndpoints", "batchEndpoints")


def endpoint_id(request: Request, kind: ResourceType) -> ResourceId:
    """The endpoint that the path names."""
    return workspace_id(request).child(kind.collection, request["name"])


def endpoint_of(request: Request, kind: ResourceType) -> Resource:
    """The endpoint that the path names; refused when there is none."""
    endpoint = request.services.get(ResourceStore).find(endpoint_id(request, kind))
    if endpoint is None:
        raise kind.missing(request["name"])
    return endpoint


def address(endpoint: ResourceId, location: str) -> str:
    """The address of an endpoint, to which each kind adds a path."""
    return f"https://{endpoint.name.lower()}.{location}.inference.ml.azure.com"


def check_unique(store: ResourceStore, endpoint: ResourceId, location: str) -> None:
    """An endpoint's name is part of a host name: there is one of it in a region."""
    for other in (each for kind in KINDS for each in store.search(kind)):
        same = other.id.name.lower() == endpoint.name.lower() and other.attributes["location"] == location
        if same and other.id != endpoint:
            raise bad(f"There is an endpoint {endpoint.name} in {location} already: choose another name.")


def refuse_while_running(resource: Resource) -> None:
    """Refuse a change while another is under way.

    Status: MicrosoftDocs/azure-ai-docs, how-to-troubleshoot-online-endpoints.md, 409 (said of Kubernetes);
    wording unverified.
    """
    state = resource.properties["provisioningState"]
    if state in RUNNING:
        raise user_error(409, f"{resource.id.name} is {state}: another operation is under way.", "Conflict")


def begin(request: Request, resource: Resource, status: str) -> LongRunningOperation:
    """Start the operation of a change, and note its address on the resource as the service does."""
    location = resource.attributes["location"]
    operation = request.services.get(Operations).begin("mfe", resource.id, location, status)

    def note(changed: Resource) -> None:
        changed.properties["properties"]["AzureAsyncOperationUri"] = operation.url

    request.services.get(ResourceStore).update(resource.id, note)
    return operation


def put_endpoint(request: Request, kind: ResourceType) -> Response:
    """Make or change an endpoint: done at once, and told as a long-running operation."""
    response = write(kind, request, endpoint_id(request, kind))
    endpoint = endpoint_of(request, kind)
    state = "Creating" if response.status == 201 else "Updating"
    operation = begin(request, endpoint, state)
    request.services.get(Operations).finish(operation)
    document = kind.answer(request, endpoint_of(request, kind))
    document["properties"]["provisioningState"] = state
    if state == "Creating":
        document["properties"] |= {"scoringUri": None, "swaggerUri": None}
    response.content = document
    response.headers |= operation.headers() | TIMEOUT
    return response
