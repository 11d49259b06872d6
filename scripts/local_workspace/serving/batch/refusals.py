"""What the service refuses about batch endpoints and deployments.

Rules: MicrosoftDocs/azure-ai-docs, reference-yaml-deployment-batch.md (what is required, defaults, limits),
how-to-use-batch-model-deployments.md (registered models, compute clusters),
how-to-authenticate-batch-endpoint.md (Microsoft Entra tokens only); read 2026-11-21. Tags without values:
azure-sdk-for-python#41586 (2025-06-14).
The form of a refusal is that of the recordings (400, UserError). UNVERIFIED: the other wordings.
"""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from local_workspace.arm import Json, Resource, ResourceId, section
from local_workspace.errors import ArmError, not_implemented
from local_workspace.jobs import shapes
from local_workspace.jobs.durations import seconds
from local_workspace.jobs.pipelines.components import find_component, spec_of
from local_workspace.jobs.refusals import check_references
from local_workspace.serving.refusals import bad, check_name, check_scoring, find_asset, is_registered
from local_workspace.store import ResourceStore

COMPONENT = "PipelineComponent"
LEVELS = ("Debug", "Info", "Warning")
ACTIONS = ("AppendRow", "SummaryOnly")

ENDPOINT: Mapping[str, shapes.Shape] = {
    **dict.fromkeys(("authMode", "description"), shapes.text),
    **dict.fromkeys(("defaults", "keys", "properties"), shapes.document),
}
DEPLOYMENT: Mapping[str, shapes.Shape] = {
    **dict.fromkeys(("compute", "description", "environmentId", "loggingLevel"), shapes.text),
    **dict.fromkeys(("outputAction", "outputFileName"), shapes.text),
    **dict.fromkeys(("codeConfiguration", "deploymentConfiguration", "model"), shapes.document),
    **dict.fromkeys(("resources", "retrySettings"), shapes.document),
    **dict.fromkeys(("environmentVariables", "properties"), shapes.texts),
    **dict.fromkeys(("errorThreshold", "maxConcurrencyPerInstance", "miniBatchSize"), shapes.number),
}
LEAST = {"errorThreshold": -1, "maxConcurrencyPerInstance": 1, "miniBatchSize": 1}


def no_such_endpoint() -> ArmError:
    """Recorded 2022-10..2023-04, GET …/batchEndpoints/{endpoint} 404."""
    detail: Json = {
        "code": "NoSuchEndpoint",
        "message": "There is no such endpoint.",
        "details": [],
        "additionalInfo": [],
    }
    return ArmError(404, "NotFound", "The specified resource was not found.", details=[detail])


def check_endpoint(store: ResourceStore, endpoint: ResourceId, properties: Json, tags: Json) -> None:
    """Refuse an endpoint that Azure would refuse."""
    check_name("an endpoint", endpoint.name)
    shapes.check(properties, ENDPOINT, "properties.")
    if str(properties.get("authMode") or "AADToken").lower() != "aadtoken":
        raise bad(f"A batch endpoint has the authMode AADToken, not {properties['authMode']!r}.")
    if any(value is None or value == "" for value in tags.values()):
        raise bad(
            "The Endpoint request provided has the following validation errors. Please resolve them and try "
            "again. Errors: Tag values must not be null or empty."
        )
    default = section(properties, "defaults").get("deploymentName")
    if default and store.find(endpoint.child("deployments", str(default))) is None:
        raise bad(f"The default deployment {default!r} is none of this endpoint's.")


def check_deployment(store: ResourceStore, deployment: ResourceId, properties: Json) -> None:
    """Refuse a deployment that Azure would refuse."""
    check_name("a deployment", deployment.name)
    shapes.check(properties, DEPLOYMENT, "properties.")
    if properties.get("deploymentConfiguration"):
        _check_component(store, deployment.workspace, properties)
        return
    check_settings(properties)
    _check_model(store, properties)
    _check_compute(store, str(properties.get("compute") or ""))


def check_settings(properties: Json) -> None:
    """Refuse numbers and words that mean nothing, of a deployment or of one invocation of it."""
    for name, least in LEAST.items():
        value: Any = properties[name]
        if not shapes.number(value) or value < least:
            raise bad(f"{name} must be a whole number of {least} or more, not {value!r}.")
    retries, resources = properties["retrySettings"], properties["resources"]
    shapes.check(retries, {"maxRetries": shapes.number, "timeout": shapes.text}, "retrySettings.")
    if retries["maxRetries"] < 0 or seconds(retries["timeout"]) <= 0:
        raise bad("retrySettings needs a maxRetries of 0 or more and a timeout of more than 0 seconds.")
    if not shapes.number(resources["instanceCount"]) or resources["instanceCount"] < 1:
        raise bad("resources.instanceCount must be a whole number of 1 or more.")
    if properties["outputAction"] not in ACTIONS or properties["loggingLevel"] not in LEVELS:
        raise bad(f"outputAction is one of {', '.join(ACTIONS)}; loggingLevel one of {', '.join(LEVELS)}.")
    name = str(properties["outputFileName"] or "")
    if properties["outputAction"] == "AppendRow" and (not name or PurePath(name).name != name):
        raise bad(f"outputFileName must be the name of a file, not {name!r}.")


def _check_model(store: ResourceStore, properties: Json) -> None:
    reference = str(section(properties, "model").get("assetId") or "")
    if not reference:
        raise bad("A model deployment needs a model that is registered in the workspace.")
    if not is_registered(reference):
        raise not_implemented(f"a model that is not registered ({reference})")
    check_scoring(store, properties, find_asset(store, "model", reference))


def _check_compute(store: ResourceStore, compute: str) -> None:
    if not compute:
        raise bad("The field 'compute' is required for a model deployment.")
    check_references(store, {"computeId": compute})
    found = store.find(ResourceId.parse(compute))
    if found is None or found.properties.get("computeType") != "AmlCompute":
        raise bad(f"Batch deployments run on compute clusters: {compute.rpartition('/')[2]} is none.")


def _check_component(store: ResourceStore, workspace: ResourceId, properties: Json) -> None:
    configuration = properties["deploymentConfiguration"]
    if configuration.get("deploymentConfigurationType") != COMPONENT:
        kind = configuration.get("deploymentConfigurationType")
        raise not_implemented(f"batch deployments of the kind {kind!r}")
    component = component_of(store, properties)
    if spec_of(component).get("type") != "pipeline":
        raise bad(f"Component {component.id.parent.name} is no pipeline component.")
    check_references(store, {"computeId": settings_of(workspace, properties).get("default_compute")})


def component_of(store: ResourceStore, properties: Json) -> Resource:
    """The pipeline component of a deployment."""
    reference = section(section(properties, "deploymentConfiguration"), "componentId").get("assetId")
    if not isinstance(reference, str):
        raise bad("A pipeline component deployment needs a component.")
    return find_component(store, reference)


def settings_of(workspace: ResourceId, properties: Json) -> Json:
    """How the pipeline of a deployment runs: a compute by its id, and true and false that were texts."""
    sent = section(section(properties, "deploymentConfiguration"), "settings")
    settings = {name.removeprefix("ComponentDeployment.Settings."): value for name, value in sent.items()}
    for name, value in settings.items():
        if str(value).lower() in ("true", "false"):
            settings[name] = str(value).lower() == "true"
    compute = str(settings.get("default_compute") or "").removeprefix("azureml:")
    if compute and not compute.startswith("/"):
        settings["default_compute"] = str(workspace.child("computes", compute))
    return settings
