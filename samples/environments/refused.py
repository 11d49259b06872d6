"""What the service refuses: to change an environment, and a compute that is not there."""

import sys

sys.path.append(".")
from environments.names import TABLES
from workspace.connect import ml_client
from workspace.names import IMAGE

# isort: split
# --8<-- [start:changed]
from azure.ai.ml.entities import Environment
from azure.core.exceptions import HttpResponseError

changed = Environment(name=TABLES, version="1", image=IMAGE, conda_file="environments/conda_with_pandas.yml")
try:
    ml_client.environments.create_or_update(changed)
except HttpResponseError as error:
    print(type(error).__name__, error)
# --8<-- [end:changed]

# --8<-- [start:unknown]
from azure.ai.ml import command

lost = command(command="echo hello", environment=f"{TABLES}@latest", compute="cpu-cluster")
try:
    ml_client.jobs.create_or_update(lost)
except HttpResponseError as error:
    print(error.status_code, error.error.message)
# --8<-- [end:unknown]
