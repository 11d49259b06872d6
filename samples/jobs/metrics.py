"""Print what a job measured: python jobs/metrics.py <name of the job>."""

import sys

sys.path.append(".")
from workspace.connect import ml_client

job = ml_client.jobs.get(sys.argv[1])

# --8<-- [start:metrics]
import mlflow

workspace = ml_client.workspaces.get(ml_client.workspace_name)
mlflow.set_tracking_uri(workspace.mlflow_tracking_uri)
run = mlflow.get_run(job.name)
print(run.data.params)
for metric, value in sorted(run.data.metrics.items()):
    print(f"{metric} {value:.3f}")
# --8<-- [end:metrics]
