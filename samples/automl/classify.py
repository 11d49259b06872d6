"""Let automated ML find out who survived, look at what it tried, and measure the best (after prepare.py)."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import COMPUTE, EXPERIMENT, INSTANCE_TYPE, SUFFIX, TAGS

# isort: split
# --8<-- [start:job]
from azure.ai.ml import Input, automl
from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.entities import ResourceConfiguration

job = automl.classification(
    training_data=Input(type=AssetTypes.MLTABLE, path="automl/titanic"),
    target_column_name="survived",
    primary_metric="AUC_weighted",
    n_cross_validations=3,
    display_name="Titanic, automated",
    experiment_name=f"{EXPERIMENT}-automl",
    compute=COMPUTE,
    tags=TAGS,
)
job.resources = ResourceConfiguration(instance_type=INSTANCE_TYPE)
# --8<-- [end:job]

# --8<-- [start:limits]
job.set_limits(max_trials=6, max_concurrent_trials=2, timeout_minutes=30, trial_timeout_minutes=10)
job.set_training(
    blocked_training_algorithms=["RandomForest", "KNN"],
    enable_vote_ensemble=False,
    enable_stack_ensemble=False,
)
# --8<-- [end:limits]

# --8<-- [start:submit]
job = ml_client.jobs.create_or_update(job)
ml_client.jobs.stream(job.name)
# --8<-- [end:submit]

# --8<-- [start:leaderboard]
import mlflow

mlflow.set_tracking_uri(ml_client.workspaces.get(ml_client.workspace_name).mlflow_tracking_uri)
trials = mlflow.search_runs(
    experiment_names=[f"{EXPERIMENT}-automl"],
    filter_string=f"tags.mlflow.parentRunId = '{job.name}'",
    output_format="list",
)
for trial in sorted(trials, key=lambda run: run.data.metrics["AUC_weighted"], reverse=True):
    algorithm = ml_client.jobs.get(trial.info.run_id).properties["run_algorithm"]
    metrics = trial.data.metrics
    print(f"{algorithm:<19} AUC {metrics['AUC_weighted']:.3f}  accuracy {metrics['accuracy']:.3f}")
# --8<-- [end:leaderboard]

# --8<-- [start:best]
best = mlflow.get_run(job.name).data.tags["automl_best_child_run_id"]
folder = mlflow.artifacts.download_artifacts(
    run_id=best, artifact_path="outputs/mlflow-model", dst_path="downloads/automl"
)
model = mlflow.pyfunc.load_model(folder)
# --8<-- [end:best]

# --8<-- [start:measure]
import pandas as pd

unseen = pd.read_csv("automl/unseen_passengers.csv")
columns = model.metadata.get_input_schema().input_names()
right = (model.predict(unseen[columns]) == unseen.survived).mean()
women = ((unseen.sex == "female") == unseen.survived).mean()
print("columns:", ", ".join(columns))
print(f"best model: {right:.3f}, all women and no men: {women:.3f}")
# --8<-- [end:measure]

# --8<-- [start:register]
from azure.ai.ml.entities import Model

winner = Model(
    name=f"titanic-automl{SUFFIX}",
    type=AssetTypes.MLFLOW_MODEL,
    path=f"azureml://jobs/{best}/outputs/artifacts/outputs/mlflow-model",
    tags=TAGS,
)
winner = ml_client.models.create_or_update(winner)
print(winner.name, winner.version)
# --8<-- [end:register]

# --8<-- [start:exercise]
scores = {}
for trial in trials:
    algorithm = ml_client.jobs.get(trial.info.run_id).properties["run_algorithm"]
    scores[algorithm] = max(scores.get(algorithm, 0), trial.data.metrics["accuracy"])
first, second = sorted(scores, key=scores.get, reverse=True)[:2]
passengers = (scores[first] - scores[second]) * 981
print(f"{first} before {second}, by {passengers:.0f} of 981 passengers")
# --8<-- [end:exercise]
