"""Deploy the model with a scoring script, and call this deployment by its name (after batch/create.py)."""

import sys

sys.path.append(".")
from azure.ai.ml import Input
from azure.ai.ml.constants import AssetTypes
from batch.names import CLUSTER, ENDPOINT, NEW, SCORING
from workspace.connect import ml_client
from workspace.names import IMAGE, MODEL, TAGS

# isort: split
# --8<-- [start:environment]
from azure.ai.ml.entities import Environment

environment = Environment(name=SCORING, image=IMAGE, conda_file="batch/conda.yml", tags=TAGS)
environment = ml_client.environments.create_or_update(environment)
print(environment.name, environment.version)
# --8<-- [end:environment]

# --8<-- [start:deploy]
from azure.ai.ml.constants import BatchDeploymentOutputAction
from azure.ai.ml.entities import (
    BatchRetrySettings,
    CodeConfiguration,
    ModelBatchDeployment,
    ModelBatchDeploymentSettings,
)

sure = ModelBatchDeployment(
    name="sure",
    endpoint_name=ENDPOINT,
    model=f"{MODEL}@latest",
    code_configuration=CodeConfiguration(code="batch/scoring", scoring_script="score.py"),
    environment=f"{SCORING}@latest",
    compute=CLUSTER,
    settings=ModelBatchDeploymentSettings(
        mini_batch_size=10,
        output_action=BatchDeploymentOutputAction.APPEND_ROW,
        output_file_name="chances.csv",
        error_threshold=0,
        retry_settings=BatchRetrySettings(max_retries=1, timeout=60),
    ),
    tags=TAGS,
)
sure = ml_client.batch_deployments.begin_create_or_update(sure).result()
# --8<-- [end:deploy]

# --8<-- [start:invoke]
job = ml_client.batch_endpoints.invoke(
    ENDPOINT,
    deployment_name="sure",
    inputs={"passengers": Input(type=AssetTypes.URI_FOLDER, path=f"azureml:{NEW}@latest")},
)
ml_client.jobs.stream(job.name)
# --8<-- [end:invoke]

# --8<-- [start:read]
from pathlib import Path

import pandas as pd

ml_client.jobs.download(job.name, output_name="score", download_path="downloads/batch/sure")
(scores,) = Path("downloads/batch/sure").rglob("chances.csv")
chances = pd.read_csv(scores, sep=" ", names=["file", "name", "chance"])
print(chances.sort_values(["chance", "name"], ascending=[False, True]).head(3).to_string(index=False))
# --8<-- [end:read]
