"""Submit the pipeline, follow it to its end, and look at its steps."""

import sys

sys.path.append(".")
from pipelines.definition import better_of_two
from workspace.connect import ml_client
from workspace.names import EXPERIMENT, MODEL, TAGS

# isort: split
# --8<-- [start:job]
from azure.ai.ml import Input

passengers = Input(type="uri_file", path="data/titanic.csv")
job = better_of_two(passengers=passengers)
job.outputs.model.name = MODEL
job.experiment_name = EXPERIMENT
job.tags = TAGS
# --8<-- [end:job]

# --8<-- [start:submit]
job = ml_client.jobs.create_or_update(job)
ml_client.jobs.stream(job.name)
# --8<-- [end:submit]

# --8<-- [start:steps]
for step in ml_client.jobs.list(parent_job_name=job.name):
    print(step.display_name, step.status)
# --8<-- [end:steps]
