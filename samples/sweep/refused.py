"""What is refused: a search that does not say what counts, and a grid without an end."""

import sys

sys.path.append(".")
from workspace.connect import ml_client

# isort: split
# --8<-- [start:metric]
from azure.ai.ml import load_job
from marshmallow import ValidationError

try:
    load_job("sweep/sweep.yml", params_override=[{"objective": {"goal": "minimize"}}])
except ValidationError as error:
    print(error)
# --8<-- [end:metric]

# --8<-- [start:grid]
from azure.core.exceptions import HttpResponseError

endless = load_job("sweep/sweep.yml", params_override=[{"sampling_algorithm": "grid"}])
try:
    ml_client.jobs.create_or_update(endless)
except HttpResponseError as error:
    print(error.status_code, error.error.message)
# --8<-- [end:grid]
