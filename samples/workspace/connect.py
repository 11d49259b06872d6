"""Connect to the workspace that config.json names."""

# --8<-- [start:connect]
from azure.ai.ml import MLClient
from azure.identity import DefaultAzureCredential

ml_client = MLClient.from_config(credential=DefaultAzureCredential())
# --8<-- [end:connect]

if __name__ == "__main__":
    print(ml_client.workspace_name)
