"""Start a job of the default deployment, wait for it, and read its scores (after batch/create.py)."""

import sys

sys.path.append(".")
from batch.names import ENDPOINT, NEW
from workspace.connect import ml_client

# isort: split
# --8<-- [start:invoke]
from azure.ai.ml import Input
from azure.ai.ml.constants import AssetTypes

passengers = Input(type=AssetTypes.URI_FOLDER, path=f"azureml:{NEW}@latest")
job = ml_client.batch_endpoints.invoke(ENDPOINT, inputs={"passengers": passengers})
ml_client.jobs.stream(job.name)
# --8<-- [end:invoke]

# --8<-- [start:children]
for step in ml_client.jobs.list(parent_job_name=job.name):
    print(step.display_name, step.status)
# --8<-- [end:children]

# --8<-- [start:download]
from pathlib import Path

ml_client.jobs.download(job.name, output_name="score", download_path="downloads/batch/forest")
(scores,) = Path("downloads/batch/forest").rglob("survivors.csv")
lines = scores.read_text().splitlines()
print(len(lines), *sorted(lines)[:2], sep="\n")
# --8<-- [end:download]

# --8<-- [start:read]
from ast import literal_eval

import pandas as pd

table = pd.DataFrame(map(literal_eval, lines), columns=["row", "survived", "file"])
print(table.groupby("file")["survived"].agg(["size", "sum"]))
# --8<-- [end:read]
