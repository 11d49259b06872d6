"""Let automated ML forecast a year, and measure the best model (after prepare.py)."""

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
job = automl.forecasting(
    training_data=Input(type=AssetTypes.MLTABLE, path="automl/tickets"),
    target_column_name="tickets",
    primary_metric="normalized_root_mean_squared_error",
    n_cross_validations=3,
    display_name="Tickets, automated",
    experiment_name=f"{EXPERIMENT}-automl",
    compute=COMPUTE,
    tags=TAGS,
)
job.resources = ResourceConfiguration(instance_type=INSTANCE_TYPE)
job.set_forecast_settings(time_column_name="month", forecast_horizon=12, frequency="MS")
job.set_limits(max_trials=5, timeout_minutes=30)
job.set_training(
    allowed_training_algorithms=["ElasticNet", "ExtremeRandomTrees", "LightGBM"],
    enable_vote_ensemble=False,
    enable_stack_ensemble=False,
)
job = ml_client.jobs.create_or_update(job)
ml_client.jobs.stream(job.name)
# --8<-- [end:job]

# --8<-- [start:measure]
best = mlflow.get_run(job.name).data.tags["automl_best_child_run_id"]
model = mlflow.pyfunc.load_model(f"runs:/{best}/outputs/mlflow-model")

unseen = pd.read_csv("automl/unseen_months.csv", parse_dates=["month"])
forecast = model.predict(unseen[["month"]])
year_before = pd.read_csv("automl/tickets/months.csv").tickets[-12:].to_numpy()
wrong = (forecast - unseen.tickets).abs().mean()
as_before = (year_before - unseen.tickets).abs().mean()
print(f"wrong by {wrong:.0f} tickets a month; the same as the year before: {as_before:.0f}")
# --8<-- [end:measure]
