"""What the service refuses about endpoints and deployments, before anything is made.

Rules: MicrosoftDocs/azure-ai-docs, how-to-safely-rollout-online-endpoints.md (traffic is 0 or 100 in sum; one
mirror, 50 % at most, and not both live and mirrored), reference-yaml-deployment-managed-online.md (defaults,
limits) and reference-managed-online-endpoints-vm-sku-list.md; names: azure-ai-ml 1.35.2,
entities/_endpoint/_endpoint_helpers.py; all read 2026-11-21. The form of a refusal is that of the recordings
(400, UserError). UNVERIFIED: the wordings and inner codes, which no recording or issue quotes.
"""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from local_workspace.arm import REGISTRIES, Json, Resource, ResourceId, section
from local_workspace.errors import ArmError, not_implemented, user_error
from local_workspace.jobs import shapes
from local_workspace.jobs.durations import seconds
from local_workspace.references import is_microsofts, only_on_azure
from local_workspace.store import ResourceStore

NAME = re.compile("[a-zA-Z][a-zA-Z0-9-]{1,30}[a-zA-Z0-9]")
AUTH_MODES = {mode.lower(): mode for mode in ("Key", "AMLToken", "AADToken")}
MOST_INSTANCES = 50
"""Instances of a deployment: MicrosoftDocs/azure-ai-docs, how-to-manage-quotas.md."""
LONGEST_REQUEST = 180
MOST_MIRRORED = 50

_SERIES = (
    *("D(2|4|8|16|32|48|64|96)AS?_V4", "DS[1-5]_V2", "E(2|4|8|16|32|48|64)S_V3"),
    *("F(2|4|8|16|32|48|64|72)S_V2", "FX(4|12|24|36|48)MDS", "L(8|16|32|48|64|80)(AS_V3|S_V2|S_V3)"),
    *("NC(24|48|96)ADS_A100_V4", "NC(4|8|16|64)AS_T4_V3", "NC(6|12|24)S_V[23]", "NC(40ADS|80ADIS)_H100_V5"),
    *("ND96(AMSR_A100_V4|ASR_V4|ISR?_H100_V5)", "ND40RS_V2", "NV(6|12|18|36|72)ADM?S_A10_V5"),
)
SIZES = re.compile(f"STANDARD_({'|'.join(_SERIES)})", re.IGNORECASE)

ENDPOINT: Mapping[str, shapes.Shape] = {
    **dict.fromkeys(("authMode", "compute", "description", "publicNetworkAccess"), shapes.text),
    **dict.fromkeys(("keys", "mirrorTraffic", "properties", "traffic"), shapes.document),
}
DEPLOYMENT: Mapping[str, shapes.Shape] = {
    **dict.fromkeys(("description", "endpointComputeType", "environmentId", "instanceType"), shapes.text),
    **dict.fromkeys(("model", "modelMountPath"), shapes.text),
    **dict.fromkeys(("codeConfiguration", "livenessProbe", "readinessProbe"), shapes.document),
    **dict.fromkeys(("requestSettings", "scaleSettings"), shapes.document),
    **dict.fromkeys(("environmentVariables", "properties"), shapes.texts),
    "appInsightsEnabled": shapes.flag,
}


def bad(message: str) -> ArmError:
    """Refuse what was sent."""
    return user_error(400, message, "BadArgument", "ArgumentInvalid")


def check_name(what: str, name: str) -> None:
    """Refuse a name that Azure does not take."""
    if not NAME.fullmatch(name):
        raise bad(
            f"Invalid name of {what} {name!r}: 3 to 32 letters, digits and hyphens, a letter first and no "
            "hyphen last."
        )


def check_endpoint(store: ResourceStore, endpoint: ResourceId, properties: Json) -> None:
    """Refuse an endpoint that Azure would refuse."""
    check_name("an endpoint", endpoint.name)
    shapes.check(properties, ENDPOINT, "properties.")
    if properties.get("compute"):
        raise not_implemented("Kubernetes online endpoints")
    mode = str(properties.get("authMode") or "")
    if mode.lower() not in AUTH_MODES:
        raise bad(f"The authMode {mode!r} is not Key, AMLToken or AADToken.")
    deployments = {
        each.id.name: each.properties["provisioningState"]
        for each in store.children(endpoint, "deployments").resources
    }
    _check_traffic(section(properties, "traffic"), deployments)
    _check_mirror(section(properties, "traffic"), section(properties, "mirrorTraffic"), deployments)


def _check_traffic(traffic: Json, deployments: Mapping[str, str]) -> None:
    _check_shares("traffic", traffic, deployments)
    if sum(traffic.values()) not in (0, 100):
        raise bad(f"The traffic must sum to 0 or 100 percent; it sums to {sum(traffic.values())}.")


def _check_mirror(traffic: Json, mirrored: Json, deployments: Mapping[str, str]) -> None:
    _check_shares("mirrorTraffic", mirrored, deployments)
    names = [name for name, share in mirrored.items() if share]
    if len(names) > 1:
        raise bad(f"Traffic can be mirrored to one deployment only, not to {' and '.join(names)}.")
    if sum(mirrored.values()) > MOST_MIRRORED:
        raise bad(f"At most {MOST_MIRRORED} percent of the traffic can be mirrored.")
    if any(traffic.get(name) for name in names):
        raise bad(f"Deployment {names[0]} cannot get both live and mirrored traffic.")


def _check_shares(what: str, shares: Json, deployments: Mapping[str, str]) -> None:
    for name, share in shares.items():
        if not shapes.number(share) or not 0 <= share <= 100:
            raise bad(f"The {what} of deployment {name} must be a whole number from 0 to 100.")
        if share and name not in deployments:
            raise bad(f"The {what} names deployment {name}, which this endpoint does not have.")
        if share and deployments[name] == "Failed":
            raise bad(f"The {what} names deployment {name}, whose provisioning failed.")


def check_deployment(store: ResourceStore, deployment: ResourceId, properties: Json, sku: Json) -> None:
    """Refuse a deployment that Azure would refuse, and say plainly what is not done locally."""
    check_name("a deployment", deployment.name)
    shapes.check(properties, DEPLOYMENT, "properties.")
    if properties.get("endpointComputeType") != "Managed":
        raise not_implemented(f"deployments on compute of type {properties.get('endpointComputeType')!r}")
    if section(properties, "scaleSettings").get("scaleType", "Default") != "Default":
        raise bad("A managed deployment has the scale type Default only.")
    _check_machines(str(properties.get("instanceType") or ""), sku)
    _check_times(properties)
    _check_parts(store, properties)


def _check_machines(size: str, sku: Json) -> None:
    if not SIZES.fullmatch(size):
        raise bad(
            f"The instance type {size!r} is none that managed online endpoints have: see "
            "https://learn.microsoft.com/azure/machine-learning/reference-managed-online-endpoints-vm-sku-list"
        )
    count: Any = sku.get("capacity")
    if not shapes.number(count) or not 1 <= count <= MOST_INSTANCES:
        raise bad(f"The instance count must be a whole number from 1 to {MOST_INSTANCES}, not {count!r}.")


def _check_times(properties: Json) -> None:
    timeout = seconds(section(properties, "requestSettings")["requestTimeout"])
    if not 0 < timeout <= LONGEST_REQUEST:
        raise bad(f"The request timeout must be at most {LONGEST_REQUEST} seconds.")
    for probe in ("livenessProbe", "readinessProbe"):
        for name in ("initialDelay", "period", "timeout"):
            seconds(properties[probe][name])


def _check_parts(store: ResourceStore, properties: Json) -> None:
    reference: str = properties.get("model") or ""
    if reference and not is_registered(reference):
        raise not_implemented(f"a model that is not registered ({reference})")
    check_scoring(store, properties, find_asset(store, "model", reference) if reference else None)


def check_scoring(store: ResourceStore, properties: Json, model: Resource | None) -> None:
    """Refuse a deployment without anything that scores: a script and its environment, or an MLflow model."""
    code = section(properties, "codeConfiguration")
    if not code:
        own = model is not None and is_microsofts(model.id)
        if not own and (model is None or model.properties.get("modelType") != "mlflow_model"):
            raise bad(
                "A deployment needs a scoring script (code_configuration) and an environment, unless its "
                "model is an MLflow model or one of the model catalog."
            )
        return
    _check_script(str(code.get("scoringScript") or ""))
    find_asset(store, "code", str(code.get("codeId") or ""))
    environment: str = properties.get("environmentId") or ""
    if not environment:
        raise bad("A deployment with a scoring script needs an environment.")
    find_asset(store, "environment", environment)


def _check_script(script: str) -> None:
    if not script:
        raise bad("The field 'scoringScript' is required in a code configuration.")
    if PurePosixPath(script).is_absolute() or ".." in PurePosixPath(script).parts:
        raise bad(f"The scoring script {script!r} must lie in the folder of the code.")


def is_registered(reference: str) -> bool:
    """Whether a reference names an asset of a workspace or of a registry, and not files."""
    named = reference.removeprefix("azureml:").lower()
    return named.startswith("/subscriptions/") or REGISTRIES in reference


def find_asset(store: ResourceStore, what: str, reference: str) -> Resource:
    """The model, code or environment that a deployment names; refused when it is not there."""
    named = ResourceId.parse(reference) if is_registered(reference) else None
    found = store.find(named) if named else None
    if named and found is None and is_microsofts(named):
        raise only_on_azure(named, what)
    if found is None or f"{what}s" not in dict(found.id.path):
        # The status and the code: recordings 2022-09..2023-05, GET of an absent model or environment.
        raise user_error(404, f"The {what} {reference!r} was not found.", "NotFoundError")
    return found
