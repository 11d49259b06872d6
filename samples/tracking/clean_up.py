"""Hide the runs of this page's experiment from the lists."""

import sys

sys.path.append(".")
import mlflow
import tracking.connect  # noqa: F401 - leads MLflow to the workspace
from workspace.connect import ml_client
from workspace.names import EXPERIMENT

# --8<-- [start:archive]
for each in mlflow.search_runs(experiment_names=[f"{EXPERIMENT}-tracking"], output_format="list"):
    ml_client.jobs.archive(each.info.run_id)
# --8<-- [end:archive]
