"""The answer to the exercise: a forest of one tree, from the same job file."""

import sys

sys.path.append(".")
import mlflow
from workspace.connect import ml_client
from workspace.names import COMPUTE, DATA, ENVIRONMENT, EXPERIMENT, TAGS

mlflow.set_tracking_uri(ml_client.workspaces.get(ml_client.workspace_name).mlflow_tracking_uri)

# --8<-- [start:exercise]
from azure.ai.ml import load_job

single = load_job(
    "jobs/job.yml",
    params_override=[
        {"inputs.trees": 1},
        {"inputs.passengers.path": f"azureml:{DATA}@latest"},
        {"environment": f"azureml:{ENVIRONMENT}@latest"},
        {"compute": COMPUTE or "serverless"},
        {"experiment_name": EXPERIMENT},
        {"tags": TAGS},
    ],
)
single = ml_client.jobs.create_or_update(single)
ml_client.jobs.stream(single.name)
# --8<-- [end:exercise]

# --8<-- [start:compare]
for each in mlflow.search_runs(experiment_names=[EXPERIMENT], output_format="list"):
    print(f"{each.data.params['trees']:>4} trees: accuracy {each.data.metrics['accuracy']:.3f}")
# --8<-- [end:compare]
