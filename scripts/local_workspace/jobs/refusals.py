"""What the service refuses when a job is submitted, before anything is kept of it.

Recorded (2022-08..2023-06, PUT …/jobs/{job} 400): the form of the error. The wordings here are unverified:
the SDK resolves names before it submits and so meets most of these cases first.
"""

import re
from collections.abc import Mapping
from typing import Any

from local_workspace.arm import Json, ResourceId, section
from local_workspace.errors import ArmError, not_implemented, user_error
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.binding import check_bindings
from local_workspace.jobs.durations import seconds
from local_workspace.store import ResourceStore

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,254}")
SERVERLESS = "serverless"
LITERAL = "literal"


def check_job(store: ResourceStore, addresses: Addresses, job: ResourceId, properties: Json) -> None:
    """Refuse a job that Azure would refuse, and say plainly what is not done locally."""
    kind = properties.get("jobType")
    if kind != "Command":
        raise not_implemented(f"jobs of type {kind!r}")
    if not _NAME.fullmatch(job.name):
        raise _bad(f"Invalid job name {job.name!r}: letters, digits, '_' and '-', at most 255 characters.")
    if not str(properties.get("command") or "").strip():
        raise _bad("The field 'command' is required for a command job.")
    identity = section(properties, "identity").get("identityType")
    if identity not in (None, "AMLToken"):
        raise not_implemented(f"the identity {identity!r} of a job")
    if int(section(properties, "resources").get("instanceCount") or 1) > 1 or properties.get("distribution"):
        raise not_implemented("a command job on several nodes (distribution, instance_count > 1)")
    if timeout := section(properties, "limits").get("timeout"):
        seconds(timeout)
    _check_references(store, properties)
    _check_data(addresses, job.workspace, section(properties, "inputs"))
    check_bindings(properties["command"], section(properties, "inputs"), section(properties, "outputs"))


def _check_references(store: ResourceStore, properties: Json) -> None:
    compute = properties.get("computeId")
    if compute and not str(compute).lower().endswith(SERVERLESS):
        _find(store, compute, "compute target")
    environment = properties.get("environmentId")
    if not environment:
        raise _bad("The field 'environmentId' is required for a command job.")
    if str(environment).removeprefix("azureml:").startswith("//registries/"):
        raise not_implemented(f"an environment of a registry ({environment}): its image runs on Azure only")
    _find(store, environment, "environment")
    if properties.get("codeId"):
        _find(store, properties["codeId"], "code")


def _find(store: ResourceStore, reference: Any, what: str) -> None:
    if store.find(ResourceId.parse(str(reference))) is None:
        raise user_error(404, f"The {what} {reference} was not found.", "NotFound")


def _check_data(addresses: Addresses, workspace: ResourceId, inputs: Mapping[str, Any]) -> None:
    for name, value in inputs.items():
        if not value or value.get("jobInputType", LITERAL) == LITERAL:
            continue
        if not value.get("uri"):
            raise _bad(f"The input {name!r} has neither a value nor a uri.")
        addresses.asset(workspace, value["uri"])


def _bad(message: str) -> ArmError:
    return user_error(400, message, "BadArgument", "ArgumentInvalid")
