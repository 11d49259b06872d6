"""Ask the endpoint over HTTPS, as any program can: with a key, then with a token of Microsoft Entra."""

import sys

sys.path.append(".")
from endpoints.names import ENDPOINT
from workspace.connect import ml_client

# --8<-- [start:key]
from pathlib import Path

import requests

endpoint = ml_client.online_endpoints.get(ENDPOINT)
key = ml_client.online_endpoints.get_keys(ENDPOINT).primary_key
headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
answer = requests.post(
    endpoint.scoring_uri, data=Path("endpoints/request.json").read_bytes(), headers=headers
)
print(answer.status_code, answer.text, answer.headers["azureml-model-deployment"])
# --8<-- [end:key]

# --8<-- [start:token]
endpoint.auth_mode = "aad_token"
endpoint = ml_client.online_endpoints.begin_create_or_update(endpoint).result()
print(endpoint.auth_mode)

token = ml_client.online_endpoints.get_keys(ENDPOINT).access_token
headers["Authorization"] = f"Bearer {token}"
answer = requests.post(
    endpoint.scoring_uri, data=Path("endpoints/request.json").read_bytes(), headers=headers
)
print(answer.status_code, answer.text)
# --8<-- [end:token]
