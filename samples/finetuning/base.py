"""Look up the small language model of the catalog that learns."""

import sys

sys.path.append(".")
from finetuning.names import BASE_MODEL, BASE_VERSION

# isort: split
# --8<-- [start:find]
from azure.ai.ml import MLClient
from azure.identity import DefaultAzureCredential

catalog = MLClient(DefaultAzureCredential(), registry_name="azureml")
model = catalog.models.get(BASE_MODEL, version=BASE_VERSION)
print(model.id, model.tags["license"], model.properties["finetuning-tasks"], sep="\n")
# --8<-- [end:find]
