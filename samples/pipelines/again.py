"""Submit the unchanged pipeline once more: nothing has to run."""

import sys

sys.path.append(".")
from azure.ai.ml import Input
from pipelines.definition import better_of_two
from workspace.connect import ml_client
from workspace.names import EXPERIMENT, MODEL, TAGS

passengers = Input(type="uri_file", path="data/titanic.csv")

# --8<-- [start:again]
again = better_of_two(passengers=passengers)
again.outputs.model.name = MODEL
again.experiment_name = EXPERIMENT
again.tags = TAGS
again = ml_client.jobs.create_or_update(again)
ml_client.jobs.stream(again.name)
for step in ml_client.jobs.list(parent_job_name=again.name):
    print(f"{step.display_name:<9} {step.status} of {step.properties.get('azureml.reusedrunid')}")
# --8<-- [end:again]
