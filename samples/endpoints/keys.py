"""Replace the first key of the endpoint by a new one; then do without keys."""

import sys
from pathlib import Path

sys.path.append(".")
import requests
from endpoints.names import ENDPOINT
from workspace.connect import ml_client

endpoint = ml_client.online_endpoints.get(ENDPOINT)
headers = {"Content-Type": "application/json"}
body = Path("endpoints/request.json").read_bytes()

# isort: split
# --8<-- [start:keys]
before = ml_client.online_endpoints.get_keys(ENDPOINT)
ml_client.online_endpoints.begin_regenerate_keys(ENDPOINT, key_type="primary").result()
after = ml_client.online_endpoints.get_keys(ENDPOINT)
print("primary changed:", before.primary_key != after.primary_key)
print("secondary changed:", before.secondary_key != after.secondary_key)
# --8<-- [end:keys]

# --8<-- [start:token]
endpoint.auth_mode = "aad_token"
endpoint = ml_client.online_endpoints.begin_create_or_update(endpoint).result()
print(endpoint.auth_mode)

token = ml_client.online_endpoints.get_keys(ENDPOINT).access_token
headers["Authorization"] = f"Bearer {token}"
answer = requests.post(endpoint.scoring_uri, data=body, headers=headers, timeout=30)
print(answer.status_code, answer.text)
# --8<-- [end:token]
