"""What the service refuses when a job is submitted, before anything is kept of it.

Recorded (2022-08..2023-06, PUT …/jobs/{job} 400): the form of the error. The wordings here are unverified:
the SDK resolves names before it submits and so meets most of these cases first.
"""

import re
from collections.abc import Mapping
from typing import Any

from local_workspace.arm import Json, ResourceId, section
from local_workspace.errors import ArmError, not_implemented, user_error
from local_workspace.jobs import shapes
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.binding import check_bindings
from local_workspace.jobs.computes import check_runs
from local_workspace.jobs.durations import seconds
from local_workspace.references import is_microsofts, only_on_azure
from local_workspace.store import ResourceStore

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,254}")
_BINDABLE = re.compile(r"[A-Za-z_]\w*(?:[.-]\w+)*", re.ASCII)
SERVERLESS = "serverless"
LITERAL = "literal"
TYPES = ("uri_file", "uri_folder", "mltable", "custom_model", "mlflow_model", "triton_model")
_MODES = ("Download", "ReadOnlyMount", "Direct")
MODES = {
    **dict.fromkeys(("uri_file", "uri_folder"), _MODES),
    "mltable": (*_MODES, "EvalMount", "EvalDownload"),
}
"""How an input of each type can be delivered (2024-02-06):
https://learn.microsoft.com/azure/machine-learning/how-to-read-write-data-v2#modes"""
REFERENCES = {"computeId": "computes", "environmentId": "environments", "codeId": "codes"}
"""Which kind of resource each of them names."""

JOB: Mapping[str, shapes.Shape] = {
    **dict.fromkeys(("codeId", "command", "computeId", "environmentId", "jobType"), shapes.text),
    **dict.fromkeys(("description", "displayName", "experimentName"), shapes.text),
    **dict.fromkeys(("distribution", "identity", "limits", "queueSettings", "resources"), shapes.document),
    **dict.fromkeys(("environmentVariables", "properties", "tags"), shapes.texts),
    **dict.fromkeys(("inputs", "outputs", "services"), shapes.documents),
    "isArchived": shapes.flag,
}
DATA: Mapping[str, shapes.Shape] = dict.fromkeys(
    ("assetName", "assetVersion", "jobInputType", "jobOutputType", "mode", "uri"), shapes.text
)
PARTS: Mapping[str, Mapping[str, shapes.Shape]] = {
    "identity": {"identityType": shapes.text},
    "limits": {"timeout": shapes.text},
    "resources": {"instanceCount": shapes.number},
}


def check_job(store: ResourceStore, addresses: Addresses, job: ResourceId, properties: Json) -> None:
    """Refuse a command job that Azure would refuse, and say plainly what is not done locally."""
    check_shapes(properties)
    check_name(job)
    if not str(properties.get("command") or "").strip():
        raise _bad("The field 'command' is required for a command job.")
    check_abilities(properties)
    if not properties.get("environmentId"):
        raise _bad("The field 'environmentId' is required for a command job.")
    if timeout := section(properties, "limits").get("timeout"):
        seconds(timeout)
    check_references(store, properties)
    inputs, outputs = section(properties, "inputs"), section(properties, "outputs")
    for name in (*inputs, *outputs):
        if not _BINDABLE.fullmatch(name):
            raise _bad(f"Invalid name of an input or output: {name!r}.")
    check_inputs(addresses, job.workspace, inputs)
    check_outputs(addresses, job.workspace, outputs)
    check_bindings(properties["command"], inputs, outputs)


def check_shapes(properties: Json) -> None:
    """Refuse members of the wrong JSON type."""
    shapes.check(properties, JOB)
    for part, members in PARTS.items():
        shapes.check(section(properties, part), members, f"{part}.")
    for part in ("inputs", "outputs"):
        for name, value in section(properties, part).items():
            shapes.check(value or {}, DATA, f"{part}.{name}.")


def check_name(job: ResourceId) -> None:
    """Refuse a name that a job cannot have."""
    if not _NAME.fullmatch(job.name):
        raise _bad(f"Invalid job name {job.name!r}: letters, digits, '_' and '-', at most 255 characters.")


def check_abilities(properties: Json) -> None:
    """Say plainly what a command job cannot do locally."""
    identity = section(properties, "identity").get("identityType")
    if identity not in (None, "AMLToken"):
        raise not_implemented(f"the identity {identity!r} of a job")
    if int(section(properties, "resources").get("instanceCount") or 1) > 1 or properties.get("distribution"):
        raise not_implemented("a command job on several nodes (distribution, instance_count > 1)")


def check_references(store: ResourceStore, properties: Json) -> None:
    """Refuse an environment, a compute or code that is not there."""
    for member, collection in REFERENCES.items():
        reference: str = properties.get(member) or ""
        if not reference or (member == "computeId" and reference.lower().rpartition("/")[2] == SERVERLESS):
            continue
        named = ResourceId.parse(reference)
        if is_microsofts(named):
            raise only_on_azure(named, collection.removesuffix("s"))
        found = store.find(named)
        if found is None or collection not in dict(found.id.path):
            raise _missing(member, reference)
        if member == "computeId":
            check_runs(store, found)
        if member == "environmentId" and section(found.properties, "build").get("contextUri"):
            raise not_implemented(f"a job in an environment of a Docker build context ({reference})")


def _missing(member: str, reference: str) -> ArmError:
    """Of computes as recorded in https://github.com/Azure/AML-Kubernetes/issues/118 (2021-09-08).

    Its status and inner codes, and the wordings for what else is missing, are unverified.
    """
    if member == "computeId":
        return _bad(f"Unknown compute target '{reference.rpartition('/')[2]}'.")
    what = REFERENCES[member].removesuffix("s")
    return user_error(404, f"The {what} {reference} was not found.", "NotFound")


def check_inputs(addresses: Addresses, workspace: ResourceId, inputs: Mapping[str, Any]) -> None:
    """Refuse inputs without a value, and data that is not there."""
    for name, value in inputs.items():
        if not value:
            continue
        kind = value.get("jobInputType") or LITERAL
        if kind == LITERAL and isinstance(value.get("value"), dict | list):
            raise _bad(f"The value of the input {name!r} is no literal.")
        if kind not in (LITERAL, *TYPES):
            raise _bad(f"The input {name!r} has the unknown type {kind!r}.")
        if kind != LITERAL and not value.get("uri"):
            raise _bad(f"The input {name!r} has neither a value nor a uri.")
        if kind in MODES and value.get("mode") not in (None, *MODES[kind]):
            raise _bad(f"The input {name!r} of type {kind} cannot have the mode {value['mode']!r}.")
        if kind != LITERAL:
            addresses.check(workspace, value["uri"])


def check_outputs(addresses: Addresses, workspace: ResourceId, outputs: Json) -> None:
    """Refuse outputs of unknown types, and places that are none."""
    for name in outputs:
        output = section(outputs, name)
        kind = output.get("jobOutputType") or TYPES[0]
        if kind not in TYPES:
            raise _bad(f"The output {name!r} has the unknown type {kind!r}.")
        if output.get("uri"):
            addresses.target(workspace, output["uri"])


def _bad(message: str) -> ArmError:
    return user_error(400, message, "BadArgument", "ArgumentInvalid")
