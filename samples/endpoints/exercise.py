"""The answer to the exercise: a request without a column, and what the log says about it."""

import sys

sys.path.append(".")
# --8<-- [start:exercise]
import json
from pathlib import Path

import requests
from endpoints.names import ENDPOINT
from workspace.connect import ml_client

data = json.loads(Path("endpoints/request.json").read_text())["input_data"]
without = {"columns": data["columns"][1:], "data": [row[1:] for row in data["data"]]}

endpoint = ml_client.online_endpoints.get(ENDPOINT)
credentials = ml_client.online_endpoints.get_keys(ENDPOINT)
secret = credentials.access_token if endpoint.auth_mode == "aad_token" else credentials.primary_key
headers = {"Authorization": f"Bearer {secret}"}
answer = requests.post(endpoint.scoring_uri, json={"input_data": without}, headers=headers, timeout=30)
print(answer.status_code, answer.headers["ms-azureml-model-error-statuscode"])
# --8<-- [end:exercise]

# --8<-- [start:log]
log = ml_client.online_deployments.get_logs("green", ENDPOINT, lines=100)
print([line for line in log.splitlines() if line.startswith("ValueError")][-1])
# --8<-- [end:log]
