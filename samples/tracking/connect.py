"""Lead MLflow to the workspace, and name the experiment of this page's runs."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import EXPERIMENT

# isort: split
# --8<-- [start:connect]
import os

import mlflow

workspace = ml_client.workspaces.get(ml_client.workspace_name)
mlflow.set_tracking_uri(workspace.mlflow_tracking_uri)
mlflow.set_experiment(f"{EXPERIMENT}-tracking")
os.environ["MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"] = "true"  # the studio shows runs at another address
# --8<-- [end:connect]
