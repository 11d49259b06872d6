"""The same models through MLflow: use, describe, register, trace and delete them."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import MODEL, TAGS

newest = ml_client.models.get(f"{MODEL}-boosted", label="latest")
job = ml_client.jobs.get(newest.job_name)

# isort: split
# --8<-- [start:connect]
import os

import mlflow

workspace = ml_client.workspaces.get(ml_client.workspace_name)
mlflow.set_tracking_uri(workspace.mlflow_tracking_uri)
os.environ["MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"] = "true"  # the studio shows runs at another address
client = mlflow.MlflowClient()
# --8<-- [end:connect]

# --8<-- [start:find]
for each in client.search_model_versions(f"name = '{MODEL}-boosted'"):
    print(each.version, each.tags)
# --8<-- [end:find]

# --8<-- [start:use]
import pandas as pd

loaded = mlflow.pyfunc.load_model(f"models:/{MODEL}-boosted/{newest.version}")
strangers = pd.DataFrame(
    {"pclass": [1.0, 3.0], "age": [30.0, 30.0], "fare": [80.0, 8.0], "sex": ["female", "male"]}
)
print(loaded.predict(strangers))
# --8<-- [end:use]

# --8<-- [start:register]
run = mlflow.get_run(job.name)
made = client.create_model_version(
    f"{MODEL}-boosted", f"{run.info.artifact_uri}/model", run_id=job.name, tags=TAGS | {"by": "MLflow"}
)
client.update_model_version(made.name, made.version, description="Registered by MLflow")
seen = ml_client.models.get(made.name, version=made.version)
print(seen.version, seen.type, seen.tags, seen.description)
print("same job:", seen.job_name == job.name)
# --8<-- [end:register]

# --8<-- [start:exercise]
for each in ml_client.models.list(name=f"{MODEL}-boosted", stage="Production"):
    run = mlflow.get_run(each.job_name)
    data = ml_client.jobs.get(each.job_name).inputs["passengers"].path.rpartition("/")[2]
    accuracy = run.data.metrics["accuracy"]
    print(f"version {each.version}: {run.data.params['trees']} trees, {data}, accuracy {accuracy:.3f}")
# --8<-- [end:exercise]

# --8<-- [start:delete]
from azure.core.exceptions import ResourceNotFoundError

client.delete_model_version(made.name, made.version)
try:
    ml_client.models.get(made.name, version=made.version)
except ResourceNotFoundError as error:
    print(type(error).__name__)
# --8<-- [end:delete]
