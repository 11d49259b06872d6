"""Ask a job on serverless compute, and one on the cluster, what is installed."""

import sys

sys.path.append(".")
from environments.names import CLUSTER, SIZE, TABLES
from workspace.connect import ml_client
from workspace.names import TAGS

# isort: split
# --8<-- [start:serverless]
from azure.ai.ml import command

job = command(
    display_name="What is installed",
    experiment_name="environments",
    code="environments/packages",
    command="python packages.py pandas",
    environment=f"{TABLES}:1",
    instance_type=SIZE,
    timeout=600,
    tags=TAGS,
)
job = ml_client.jobs.create_or_update(job)
ml_client.jobs.stream(job.name)
# --8<-- [end:serverless]

# --8<-- [start:cluster]
job = command(
    display_name="What is installed",
    experiment_name="environments",
    code="environments/packages",
    command="python packages.py pandas",
    environment=f"{TABLES}@latest",
    compute=CLUSTER,
    timeout=600,
    tags=TAGS,
)
job = ml_client.jobs.create_or_update(job)
ml_client.jobs.stream(job.name)
# --8<-- [end:cluster]
