"""Submit the network as a job, and read the curve of its loss."""

import sys

sys.path.append(".")
import mlflow
import tracking.connect  # noqa: F401 - leads MLflow to the workspace
from workspace.connect import ml_client
from workspace.names import COMPUTE, EXPERIMENT, TAGS

# isort: split
# --8<-- [start:job]
from azure.ai.ml import load_job

job = load_job(
    "tracking/job.yml",
    params_override=[
        {"experiment_name": f"{EXPERIMENT}-tracking"},
        {"compute": COMPUTE or "serverless"},
        {"tags": TAGS},
    ],
)
job = ml_client.jobs.create_or_update(job)
ml_client.jobs.stream(job.name)
# --8<-- [end:job]

# --8<-- [start:history]
client = mlflow.MlflowClient()
history = client.get_metric_history(job.name, "loss")
print(len(history), "values")
for value in history[::10]:
    print(f"epoch {value.step}: {value.value:.3f}")
# --8<-- [end:history]

# --8<-- [start:exercise]
best = min(client.get_metric_history(job.name, "loss"), key=lambda each: each.value)
print(f"epoch {best.step}: {best.value:.4f}")
accuracy = {each.step: each.value for each in client.get_metric_history(job.name, "accuracy")}
print(f"accuracy then {accuracy[best.step]:.3f}, in the end {accuracy[max(accuracy)]:.3f}")
# --8<-- [end:exercise]
