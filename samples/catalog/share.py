"""Give all workspaces the questions that a model is tried with, through a registry of your own."""

import sys

sys.path.append(".")
from catalog.names import QUESTIONS, SHARED
from workspace.connect import ml_client
from workspace.names import TAGS

# isort: split
# --8<-- [start:register]
from azure.ai.ml.entities import Data

questions = Data(name=QUESTIONS, type="uri_file", path="catalog/questions.jsonl", tags=TAGS)
questions = ml_client.data.create_or_update(questions)
# --8<-- [end:register]

# --8<-- [start:share]
from azure.ai.ml import MLClient, load_registry
from azure.identity import DefaultAzureCredential

registry = load_registry("components/registry.yml")
registry.name = SHARED
registry.tags = TAGS
ml_client.registries.begin_create(registry).result()
ml_client.data.share(
    QUESTIONS,
    questions.version,
    registry_name=SHARED,
    share_with_name=QUESTIONS,
    share_with_version="1",
)
# --8<-- [end:share]

# --8<-- [start:find]
shared = MLClient(DefaultAzureCredential(), registry_name=SHARED)
found = shared.data.get(QUESTIONS, version="1")
print(found.name, found.version, found.type)
# --8<-- [end:find]

# --8<-- [start:delete]
ml_client.registries.begin_delete(name=SHARED).result()
ml_client.data.archive(QUESTIONS)
# --8<-- [end:delete]
