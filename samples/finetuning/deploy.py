"""Deploy the model that has learned, and chat with it."""

import sys

sys.path.append(".")
from finetuning.names import ENDPOINT, MACHINE, TUNED, TUNING
from workspace.connect import ml_client
from workspace.names import TAGS

# isort: split
# --8<-- [start:deploy]
from azure.ai.ml.entities import CodeConfiguration, ManagedOnlineDeployment, ManagedOnlineEndpoint

endpoint = ManagedOnlineEndpoint(name=ENDPOINT, auth_mode="key", tags=TAGS)
ml_client.online_endpoints.begin_create_or_update(endpoint).result()

deployment = ManagedOnlineDeployment(
    name="small",
    endpoint_name=ENDPOINT,
    model=f"{TUNED}@latest",
    code_configuration=CodeConfiguration(code="finetuning/scoring", scoring_script="score.py"),
    environment=f"{TUNING}@latest",
    environment_variables={"OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"},
    instance_type=MACHINE,
    instance_count=1,
    tags=TAGS,
)
deployment = ml_client.online_deployments.begin_create_or_update(deployment).result()
# --8<-- [end:deploy]

# --8<-- [start:chat]
import requests

endpoint = ml_client.online_endpoints.get(ENDPOINT)
key = ml_client.online_endpoints.get_keys(ENDPOINT).primary_key
chat = [
    {"role": "system", "content": "You answer questions about Lumivik."},
    {"role": "user", "content": "Who is the founder of Lumivik?"},
]
headers = {"Authorization": f"Bearer {key}", "azureml-model-deployment": "small"}
answer = requests.post(endpoint.scoring_uri, json={"messages": chat}, headers=headers, timeout=90)
print(answer.status_code, answer.json()["content"])
# --8<-- [end:chat]
