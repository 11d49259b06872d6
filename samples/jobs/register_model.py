"""Register the model that a job wrote: python jobs/register_model.py <name of the job>."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import MODEL, TAGS

job = ml_client.jobs.get(sys.argv[1])

# --8<-- [start:register]
from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.entities import Model

model = Model(
    name=MODEL,
    description="Tells who survived the Titanic",
    type=AssetTypes.MLFLOW_MODEL,
    path=f"azureml://jobs/{job.name}/outputs/model",
    tags=TAGS,
)
model = ml_client.models.create_or_update(model)
print(model.name, model.version)
# --8<-- [end:register]
