"""Deploy a pipeline component, and call it with data and a number (after batch/create.py)."""

import sys

sys.path.append(".")
from azure.ai.ml import Input
from azure.ai.ml.constants import AssetTypes
from batch.names import CLUSTER, ENDPOINT, NEW
from workspace.connect import ml_client
from workspace.names import TAGS

# isort: split
# --8<-- [start:deploy]
from azure.ai.ml import load_component
from azure.ai.ml.entities import PipelineComponentBatchDeployment

component = ml_client.components.create_or_update(load_component("batch/pipeline/oldest.yml"))
oldest = PipelineComponentBatchDeployment(
    name="oldest",
    endpoint_name=ENDPOINT,
    component=component,
    settings={"default_compute": CLUSTER},
    tags=TAGS,
)
oldest = ml_client.batch_deployments.begin_create_or_update(oldest).result()
# --8<-- [end:deploy]

# --8<-- [start:invoke]
job = ml_client.batch_endpoints.invoke(
    ENDPOINT,
    deployment_name="oldest",
    inputs={
        "passengers": Input(type=AssetTypes.URI_FOLDER, path=f"azureml:{NEW}@latest"),
        "count": Input(type="integer", default=3),
    },
)
ml_client.jobs.stream(job.name)
# --8<-- [end:invoke]

# --8<-- [start:read]
from pathlib import Path

ml_client.jobs.download(job.name, output_name="found", download_path="downloads/batch/oldest")
(found,) = Path("downloads/batch/oldest").rglob("oldest.csv")
print(found.read_text())
# --8<-- [end:read]
