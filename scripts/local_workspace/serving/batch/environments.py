"""The environment in which mini-batches are scored: the deployment's, or what an MLflow model asks for.

On Azure the program that hands out mini-batches needs the package `azureml-core` in the deployment's
environment, with `azureml-dataset-runtime` (MicrosoftDocs/azure-ai-docs,
how-to-use-batch-model-deployments.md and how-to-troubleshoot-batch-endpoints.md, "No module named azureml",
read 2026-11-21). Locally our own program does it: whether `azureml-core` is asked for is checked, and neither
of the two is installed.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml
from packaging.requirements import InvalidRequirement, Requirement

from local_workspace.arm import Json, Resource, items
from local_workspace.serving.errors import ServingError
from local_workspace.serving.no_code import model_folder
from local_workspace.serving.refusals import bad

PLATFORM = ("azureml-core", "azureml-dataset-runtime")
WITH_CORE = ("azureml-core", "azureml-defaults", "azureml-sdk")
"""Packages that bring `azureml-core`."""


@dataclass(frozen=True)
class ScoringEnvironment:
    """What to install, and whether Azure could have run it."""

    properties: Json
    runs_on_azure: bool = True


def of_environment(environment: Resource) -> ScoringEnvironment:
    """The environment of a deployment with a script, without what serves on Azure only."""
    text = environment.properties.get("condaFile")
    document = _document(text)
    if document is None:
        return ScoringEnvironment(environment.properties)
    found: list[str] = []
    kept = [_kept(each, found) for each in items(document, "dependencies")]
    conda = yaml.safe_dump({**document, "dependencies": [each for each in kept if each is not None]})
    brought = any(name in WITH_CORE for name in found)
    return ScoringEnvironment({**environment.properties, "condaFile": conda}, brought)


def of_model(path: Path) -> ScoringEnvironment:
    """The environment that a model in the format of MLflow describes."""
    try:
        conda = (model_folder(path) / "conda.yaml").read_text("utf-8")
    except (ServingError, OSError) as error:
        raise bad(f"The model cannot be used without a scoring script: {error}") from error
    return ScoringEnvironment({"image": "mlflow", "condaFile": conda})


def _document(text: str | None) -> Json | None:
    try:
        document: Any = yaml.safe_load(text or "")
    except yaml.YAMLError:
        return None  # the job says what is wrong with it
    return cast(Json, document) if isinstance(document, dict) else None


def _kept(dependency: Any, found: list[str]) -> Any:
    """A dependency without the packages of the platform; the names of all are noted."""
    if isinstance(dependency, dict):
        group = cast(Json, dependency)
        lines = [_kept(each, found) for each in items(group, "pip")]
        return {**group, "pip": [each for each in lines if each is not None]}
    name = _name(str(dependency))
    found.append(name)
    return None if name in PLATFORM else dependency


def _name(line: str) -> str:
    try:
        return Requirement(line).name.lower()
    except InvalidRequirement:
        return line.split("=")[0].strip().lower()
