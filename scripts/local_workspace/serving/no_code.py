"""Deployments of MLflow models without a script: the environment that the model itself asks for.

Azure installs the model's `conda.yaml` when the container starts, beside its own inference server
(MicrosoftDocs/azure-ai-docs, how-to-deploy-mlflow-models-online-endpoints.md, read 2026-11-21).
"""

import re
from pathlib import Path
from typing import Any, cast

import yaml
from packaging.requirements import InvalidRequirement, Requirement
from packaging.version import Version

from local_workspace.arm import Json, Resource, ResourceId, items
from local_workspace.serving.errors import CRASHED, ServingError

SCRIPT = Path(__file__).with_name("no_code_score.py")
SERVER = "azureml-inference-server-http==1.5.1"
BROKEN = Version("3.7.0")
"""From this MLflow on, such deployments crash on Azure: Azure/azureml-examples#3873 (2026-04-14)."""

CONDA_PIN = re.compile(r"(?<=[\w-])=(?=\d)")
"""What conda writes for pip's `==`."""

ADVICE = (
    "On Azure a model that asks for MLflow {found} cannot be deployed without a scoring script: from 3.7.0 "
    "on the container crashes (Azure/azureml-examples#3873, 2026-04-14), and so this deployment fails. Save "
    "the model with mlflow==3.6.0 among its pip_requirements, or deploy it with a script and an environment."
)


def model_folder(model: Path) -> Path:
    """The folder that holds `MLmodel`; refused when there is none."""
    found = sorted(model.rglob("MLmodel"), key=lambda path: len(path.parts))
    if not found:
        raise ServingError("BadArgument", "The model has no file MLmodel: it is no MLflow model.")
    return found[0].parent


def environment_of(model: Path, environment: ResourceId) -> Resource:
    """The environment that the model's `conda.yaml` describes, with the inference server."""
    document = _conda(model_folder(model) / "conda.yaml")
    packages = [SERVER]
    others = [each for each in items(document, "dependencies") if not isinstance(each, dict)]
    for each in items(document, "dependencies"):
        if isinstance(each, dict):
            packages += [str(line) for line in items(cast("Json", each), "pip")]
    _check_mlflow([*packages, *map(str, others)])
    conda = {"dependencies": [*others, {"pip": packages}]}
    return Resource(environment, {"image": "mlflow", "condaFile": yaml.safe_dump(conda)})


def _conda(path: Path) -> Json:
    try:
        document: Any = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, yaml.YAMLError) as error:
        message = f"The model's conda.yaml cannot be read: {error}"
        raise ServingError("BadArgument", message) from error
    return cast("Json", document) if isinstance(document, dict) else {}


def _check_mlflow(lines: list[str]) -> None:
    for line in lines:
        try:
            requirement = Requirement(CONDA_PIN.sub("==", line))
        except InvalidRequirement:
            continue
        if requirement.name in ("mlflow", "mlflow-skinny") and requirement.specifier.contains(BROKEN):
            raise _broken(str(requirement.specifier) or "of any version")
        pins = [Version(each.version) for each in requirement.specifier if each.operator == "=="]
        if requirement.name in ("mlflow", "mlflow-skinny") and any(pin >= BROKEN for pin in pins):
            raise _broken(str(requirement.specifier))


def _broken(found: str) -> ServingError:
    return ServingError("ResourceNotReady", f"{CRASHED} {ADVICE.format(found=found)}")
