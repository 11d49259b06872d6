"""Let flows ask a model: the connection keeps its address and key, and the flows know its name only."""

import sys

sys.path.append(".")
import prompt_flow.settings  # noqa: F401

# isort: split
# --8<-- [start:connect]
import os

from promptflow.client import PFClient
from promptflow.entities import AzureOpenAIConnection

flows = PFClient()
connection = AzureOpenAIConnection(
    name="shop_model",
    api_base=os.environ["AZURE_OPENAI_ENDPOINT"],
    api_key=os.environ["AZURE_OPENAI_API_KEY"],
    api_version="2024-10-21",
)
flows.connections.create_or_update(connection)
print(flows.connections.get("shop_model"))
# --8<-- [end:connect]
