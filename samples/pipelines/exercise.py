"""The answer to the exercise: a smaller forest, and which steps had to run for it."""

import sys

sys.path.append(".")
from azure.ai.ml import Input
from pipelines.definition import better_of_two
from workspace.connect import ml_client
from workspace.names import EXPERIMENT, TAGS

passengers = Input(type="uri_file", path="data/titanic.csv")

# --8<-- [start:exercise]
smaller = better_of_two(passengers=passengers, trees=5)
smaller.experiment_name = EXPERIMENT
smaller.tags = TAGS
smaller = ml_client.jobs.create_or_update(smaller)
ml_client.jobs.stream(smaller.name)
# --8<-- [end:exercise]

# --8<-- [start:ran]
for step in ml_client.jobs.list(parent_job_name=smaller.name):
    print(step.display_name, "reused" if "azureml.reusedrunid" in step.properties else "ran")
# --8<-- [end:ran]
