"""The answer to the exercise: the newest version in both steps, and which of them had to run for it."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import COMPONENT, COMPUTE, EXPERIMENT, INSTANCE_TYPE, TAGS

# isort: split
from azure.ai.ml import Input
from azure.ai.ml.dsl import pipeline

newest = ml_client.components.get(COMPONENT, label="latest")


def limit(*steps):
    for step in steps:
        step.set_limits(timeout=900)
        step.set_resources(instance_type=INSTANCE_TYPE)


# --8<-- [start:exercise]
@pipeline(display_name="Survivors by group", default_compute=COMPUTE or "serverless")
def with_newest(passengers: Input(type="uri_file")):
    by_class = newest(passengers=passengers, by="pclass")
    by_port = newest(passengers=passengers, by="embarked", least=200)
    limit(by_class, by_port)


updated = with_newest(passengers=Input(type="uri_file", path="data/titanic.csv"))
updated.experiment_name = EXPERIMENT
updated.tags = TAGS
updated = ml_client.jobs.create_or_update(updated)
ml_client.jobs.stream(updated.name)
# --8<-- [end:exercise]

# --8<-- [start:ran]
for step in ml_client.jobs.list(parent_job_name=updated.name):
    print(step.display_name, "reused" if "azureml.reusedrunid" in step.properties else "ran")
# --8<-- [end:ran]
