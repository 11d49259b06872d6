"""Share a component with all workspaces through a registry, and use it from there."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import COMPONENT, COMPUTE, ENVIRONMENT, EXPERIMENT, IMAGE, INSTANCE_TYPE, REGISTRY, TAGS

# isort: split
# --8<-- [start:registry]
from azure.ai.ml import MLClient, load_registry
from azure.identity import DefaultAzureCredential

registry = load_registry("components/registry.yml")
registry.name = REGISTRY
registry.tags = TAGS
ml_client.registries.begin_create(registry).result()

shared = MLClient(credential=DefaultAzureCredential(), registry_name=REGISTRY)
# --8<-- [end:registry]

# --8<-- [start:refused]
from azure.ai.ml import load_component
from azure.ai.ml.exceptions import ValidationException

component = load_component("components/second/component.yml")
component.name = COMPONENT
component.environment = f"azureml:{ENVIRONMENT}:1"
try:
    shared.components.create_or_update(component)
except ValidationException as error:
    print(error.message)
# --8<-- [end:refused]

# --8<-- [start:component]
from azure.ai.ml.entities import Environment

environment = Environment(name=ENVIRONMENT, version="1", image=IMAGE, conda_file="jobs/conda.yml", tags=TAGS)
environment = shared.environments.create_or_update(environment)

component.environment = environment.id
component.tags = TAGS
component = shared.components.create_or_update(component)
# --8<-- [end:component]

# --8<-- [start:address]
print(component.id)
# --8<-- [end:address]

# --8<-- [start:use]
from azure.ai.ml import Input
from azure.ai.ml.dsl import pipeline

survivors_by = shared.components.get(COMPONENT, version="2")


@pipeline(display_name="Survivors by sex", default_compute=COMPUTE or "serverless")
def by_sex(passengers: Input(type="uri_file")):
    step = survivors_by(passengers=passengers, by="sex")
    step.set_limits(timeout=900)
    step.set_resources(instance_type=INSTANCE_TYPE)
    return {"table": step.outputs.table}


job = by_sex(passengers=Input(type="uri_file", path="data/titanic.csv"))
job.experiment_name = EXPERIMENT
job.tags = TAGS
job = ml_client.jobs.create_or_update(job)
ml_client.jobs.stream(job.name)
# --8<-- [end:use]

# --8<-- [start:table]
from pathlib import Path

ml_client.jobs.download(job.name, output_name="table", download_path="downloads/shared")
print(Path("downloads/shared/named-outputs/table/groups.csv").read_text())
# --8<-- [end:table]

# --8<-- [start:delete]
ml_client.registries.begin_delete(name=REGISTRY).result()
# --8<-- [end:delete]
