"""The answer to the exercise: a file that lacks a column, and where the reason is (after batch/sure.py)."""

import sys

sys.path.append(".")
# --8<-- [start:exercise]
from pathlib import Path

import pandas as pd
from azure.ai.ml import Input
from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.exceptions import JobException
from batch.names import ENDPOINT
from workspace.connect import ml_client

Path("batch/broken").mkdir(exist_ok=True)
pd.read_csv("batch/new/queenstown.csv").drop(columns="fare").to_csv("batch/broken/no_fare.csv", index=False)

broken = Input(type=AssetTypes.URI_FOLDER, path="batch/broken")
job = ml_client.batch_endpoints.invoke(ENDPOINT, deployment_name="sure", inputs={"passengers": broken})
try:
    ml_client.jobs.stream(job.name)
except JobException as error:
    print(error)
# --8<-- [end:exercise]

# --8<-- [start:reason]
(step,) = ml_client.jobs.list(parent_job_name=job.name)
ml_client.jobs.download(step.name, all=True, download_path="downloads/batch/broken")
(errors,) = Path("downloads/batch/broken").rglob("logs/user/error.txt")
print("columns are missing: {'fare'}" in errors.read_text())
# --8<-- [end:reason]
