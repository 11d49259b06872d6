"""Ask the endpoint over HTTPS, as any program can, with a key."""

import sys

sys.path.append(".")
# --8<-- [start:key]
from pathlib import Path

import requests
from endpoints.names import ENDPOINT
from workspace.connect import ml_client

endpoint = ml_client.online_endpoints.get(ENDPOINT)
key = ml_client.online_endpoints.get_keys(ENDPOINT).primary_key
headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
body = Path("endpoints/request.json").read_bytes()
answer = requests.post(endpoint.scoring_uri, data=body, headers=headers, timeout=30)
print(answer.status_code, answer.text, answer.headers["azureml-model-deployment"])
# --8<-- [end:key]
