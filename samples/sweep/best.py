"""Compare the trials of a sweep and fetch the best model: python sweep/best.py <name of the sweep>."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import EXPERIMENT

sweep = ml_client.jobs.get(sys.argv[1])

# isort: split
# --8<-- [start:trials]
import mlflow

mlflow.set_tracking_uri(ml_client.workspaces.get(ml_client.workspace_name).mlflow_tracking_uri)

trials = mlflow.search_runs(
    experiment_names=[f"{EXPERIMENT}-sweep"],
    filter_string=f"tags.mlflow.parentRunId = '{sweep.name}'",
    output_format="list",
)
for each in sorted(trials, key=lambda run: run.info.run_id):
    rate, neurons = float(each.data.params["learning_rate"]), each.data.params["neurons"]
    print(f"trial {each.info.run_id[-1]}: rate {rate:.4f}, {neurons:>2} neurons: {each.info.status}")
# --8<-- [end:trials]

# --8<-- [start:best]
sweep = ml_client.jobs.get(sweep.name)
best = mlflow.get_run(sweep.properties["best_child_run_id"])
print(f"loss {float(sweep.properties['score']):.3f} with {best.data.params['neurons']} neurons")
# --8<-- [end:best]

# --8<-- [start:log]
from pathlib import Path

ml_client.jobs.download(sweep.name, download_path="downloads", all=True)
log = Path("downloads/hd-artifacts/azureml-logs/hyperdrive.txt").read_text()
for line in log.splitlines():
    if "Cancelling" in line:
        print(line)
# --8<-- [end:log]

# --8<-- [start:check]
import joblib
import pandas as pd

model = joblib.load("downloads/named-outputs/model/model.joblib")
passengers = pd.read_csv("data/titanic.csv")
right = (model.predict(passengers) == passengers["survived"]).mean()
print(f"right about {right:.1%} of all passengers")
# --8<-- [end:check]
