"""Hide the runs of this page's experiment from the lists."""

import sys

sys.path.append(".")
import mlflow
from workspace.connect import ml_client
from workspace.names import EXPERIMENT

mlflow.set_tracking_uri(ml_client.workspaces.get(ml_client.workspace_name).mlflow_tracking_uri)

# --8<-- [start:archive]
for each in mlflow.search_runs(experiment_names=[f"{EXPERIMENT}-evaluation"], output_format="list"):
    ml_client.jobs.archive(each.info.run_id)
# --8<-- [end:archive]
