"""Deploy a model of the catalog on a machine, without a line of code, and chat with it."""

import sys

sys.path.append(".")
from catalog.find import catalog
from catalog.names import CATALOG_MODEL, ENDPOINT, MACHINE
from workspace.connect import ml_client
from workspace.names import TAGS

# isort: split
# --8<-- [start:deploy]
from azure.ai.ml.entities import ManagedOnlineDeployment, ManagedOnlineEndpoint, OnlineRequestSettings

model = catalog.models.get(CATALOG_MODEL, label="latest")
endpoint = ManagedOnlineEndpoint(name=ENDPOINT, auth_mode="key", tags=TAGS)
ml_client.online_endpoints.begin_create_or_update(endpoint).result()
deployment = ManagedOnlineDeployment(
    name="chat",
    endpoint_name=ENDPOINT,
    model=model.id,
    instance_type=MACHINE,
    instance_count=1,
    request_settings=OnlineRequestSettings(request_timeout_ms=180000),
    tags=TAGS,
)
deployment = ml_client.online_deployments.begin_create_or_update(deployment).result()
# --8<-- [end:deploy]

# --8<-- [start:state]
print(deployment.name, deployment.provisioning_state)
# --8<-- [end:state]

# --8<-- [start:traffic]
endpoint = ml_client.online_endpoints.get(ENDPOINT)
endpoint.traffic = {"chat": 100}
endpoint = ml_client.online_endpoints.begin_create_or_update(endpoint).result()
# --8<-- [end:traffic]

# --8<-- [start:ask]
import requests

address = endpoint.scoring_uri.removesuffix("/score")
key = ml_client.online_endpoints.get_keys(ENDPOINT).primary_key
headers = {"Authorization": f"Bearer {key}"}
question = {"role": "user", "content": "What is machine learning?"}
body = {"messages": [question], "temperature": 0, "max_tokens": 24}
answer = requests.post(f"{address}/v1/chat/completions", json=body, headers=headers, timeout=180)
choice = answer.json()["choices"][0]
print(choice["message"]["content"])
print(choice["finish_reason"], answer.json()["usage"]["completion_tokens"])
# --8<-- [end:ask]

# --8<-- [start:refused]
answer = requests.post(
    f"{address}/v1/chat/completions", json={**body, "temperature": -1}, headers=headers, timeout=180
)
print(answer.status_code, answer.json()["error"]["message"])
# --8<-- [end:refused]
