"""Finds the components that the steps of a pipeline are made of."""

from collections.abc import Mapping
from typing import Any

from local_workspace.arm import Json, Resource, ResourceId, section
from local_workspace.errors import ArmError
from local_workspace.jobs.pipelines.expressions import invalid_pipeline
from local_workspace.references import is_microsofts, only_on_azure
from local_workspace.store import ResourceStore


def find_component(store: ResourceStore, reference: str) -> Resource:
    """The version of a component; refused when there is none."""
    component = ResourceId.parse(reference)
    if is_microsofts(component):
        raise only_on_azure(component, "component")
    found = store.find(component)
    if found is None:
        name, version = component.parent.name, component.name
        # Recorded 2023-10-30 (azure-sdk-assets, test_pipeline_job_validation_remote), PUT …/jobs/{job} 404.
        message = f"key: {component}, Message: Not found component {name} (version: {version})."
        raise ArmError(404, "NotFound", message, inner=("NotFound",))
    return found


def spec_of(component: Resource) -> Json:
    """What a component is: the YAML document that it was made from."""
    return component.properties["componentSpec"]


def is_true(value: object) -> bool:
    """Whether a member of a component is true: the service answers all that is written there as text."""
    return str(value).lower() == "true"


def declared(spec: Json, kind: str) -> Json:
    """The declared inputs or outputs by their names, those in groups with the group's name before a dot."""
    found: Json = {}
    for name, one in section(spec, kind).items():
        if one.get("type") == "group":
            found |= {f"{name}.{inner}": each for inner, each in section(one, "values").items()}
        else:
            found[name] = one
    return found


def check_given(declarations: Mapping[str, Json], given: Mapping[str, Any], where: str = "") -> None:
    """Refuse what lacks a declared input that it needs; `where` says whose."""
    for name, declaration in declarations.items():
        optional = is_true(declaration.get("optional"))
        if name not in given and not optional and declaration.get("default") is None:
            # Unverified: the SDK refuses it first ("Required input 'x' for component 'y' not provided.").
            raise invalid_pipeline(
                f"Required input {name}{where} is not provided.", "InvalidComponentJobInput"
            )
