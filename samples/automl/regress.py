"""Let automated ML predict a number, and measure the best model (after prepare.py)."""

import sys

sys.path.append(".")
import mlflow
import pandas as pd
from azure.ai.ml import Input, automl
from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.entities import ResourceConfiguration
from workspace.connect import ml_client
from workspace.names import COMPUTE, EXPERIMENT, INSTANCE_TYPE, TAGS

mlflow.set_tracking_uri(ml_client.workspaces.get(ml_client.workspace_name).mlflow_tracking_uri)

# isort: split
# --8<-- [start:job]
job = automl.regression(
    training_data=Input(type=AssetTypes.MLTABLE, path="automl/diabetes"),
    target_column_name="target",
    primary_metric="r2_score",
    n_cross_validations=3,
    display_name="Diabetes, automated",
    experiment_name=f"{EXPERIMENT}-automl",
    compute=COMPUTE,
    tags=TAGS,
)
job.resources = ResourceConfiguration(instance_type=INSTANCE_TYPE)
job.set_limits(max_trials=5, timeout_minutes=30)
job.set_training(
    allowed_training_algorithms=["ElasticNet", "KNN", "LightGBM"],
    enable_vote_ensemble=False,
    enable_stack_ensemble=False,
)
job = ml_client.jobs.create_or_update(job)
ml_client.jobs.stream(job.name)
# --8<-- [end:job]

# --8<-- [start:measure]
best = mlflow.get_run(job.name).data.tags["automl_best_child_run_id"]
model = mlflow.pyfunc.load_model(f"runs:/{best}/outputs/mlflow-model")

unseen = pd.read_csv("automl/unseen_patients.csv")
wrong = (model.predict(unseen.drop(columns="target")) - unseen.target).abs().mean()
mean = pd.read_csv("automl/diabetes/patients.csv").target.mean()
print(f"wrong by {wrong:.1f} on average; always the mean: {(unseen.target - mean).abs().mean():.1f}")
# --8<-- [end:measure]
