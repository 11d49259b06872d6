"""Look for a model in the catalog, and read its card."""

import sys

sys.path.append(".")
from catalog.names import CATALOG_MODEL

# isort: split
# --8<-- [start:connect]
from azure.ai.ml import MLClient
from azure.identity import DefaultAzureCredential

catalog = MLClient(DefaultAzureCredential(), registry_name="azureml")
# --8<-- [end:connect]

# --8<-- [start:list]
from itertools import islice

for model in islice(catalog.models.list(), 5):
    print(model.name)
# --8<-- [end:list]

# --8<-- [start:filter]
versions = catalog.models.list(CATALOG_MODEL)
chat_models = [each for each in versions if each.tags.get("task") == "chat-completion"]
for each in chat_models:
    print(each.name, each.version, each.tags["license"])
# --8<-- [end:filter]

# --8<-- [start:card]
model = catalog.models.get(CATALOG_MODEL, label="latest")
print(model.id)
print(model.properties["inference-recommended-sku"])
print(model.description)
# --8<-- [end:card]

# --8<-- [start:exercise]
fine_tunable = model.properties.get("finetuning-tasks", "")
print("can be fine-tuned for", fine_tunable)
# --8<-- [end:exercise]
