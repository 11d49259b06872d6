"""The answer to the exercise: try every combination of two learning rates and two sizes."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import COMPUTE, EXPERIMENT, TAGS

# isort: split
# --8<-- [start:exercise]
from azure.ai.ml import load_job
from azure.ai.ml.sweep import Choice

grid = load_job(
    "sweep/sweep.yml",
    params_override=[
        {"experiment_name": f"{EXPERIMENT}-sweep"},
        {"compute": COMPUTE or "serverless"},
        {"tags": TAGS},
    ],
)
grid.search_space = {"learning_rate": Choice(values=[0.005, 0.03]), "neurons": Choice(values=[16, 64])}
grid.sampling_algorithm = "grid"
grid.early_termination = None
grid = ml_client.jobs.create_or_update(grid)
ml_client.jobs.stream(grid.name)
# --8<-- [end:exercise]

# --8<-- [start:result]
import mlflow

mlflow.set_tracking_uri(ml_client.workspaces.get(ml_client.workspace_name).mlflow_tracking_uri)
grid = ml_client.jobs.get(grid.name)
best = mlflow.get_run(grid.properties["best_child_run_id"])
trials = list(ml_client.jobs.list(parent_job_name=grid.name))
print(f"{len(trials)} trials, loss {float(grid.properties['score']):.3f} with {best.data.params}")
# --8<-- [end:result]
