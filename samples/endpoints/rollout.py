"""Lead the traffic from blue to green: first copies, then a share, then all."""

import sys
from pathlib import Path

sys.path.append(".")
import requests
from endpoints.names import ENDPOINT
from workspace.connect import ml_client

endpoint = ml_client.online_endpoints.get(ENDPOINT)
key = ml_client.online_endpoints.get_keys(ENDPOINT).primary_key
headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
body = Path("endpoints/request.json").read_bytes()

# isort: split
# --8<-- [start:mirror]
endpoint = ml_client.online_endpoints.get(ENDPOINT)
endpoint.mirror_traffic = {"green": 50}
endpoint = ml_client.online_endpoints.begin_create_or_update(endpoint).result()

answers = set()
for _ in range(20):
    answer = requests.post(endpoint.scoring_uri, data=body, headers=headers, timeout=30)
    answers.add(answer.text)
print(answers)
# --8<-- [end:mirror]

# --8<-- [start:logs]
log = ml_client.online_deployments.get_logs("green", ENDPOINT, lines=200)
print("green got copies:", log.count("scoring 2 passengers") > 1)
# --8<-- [end:logs]

# --8<-- [start:refused]
from azure.core.exceptions import HttpResponseError

endpoint.mirror_traffic = {}
endpoint.traffic = {"blue": 90, "green": 20}
try:
    ml_client.online_endpoints.begin_create_or_update(endpoint).result()
except HttpResponseError as error:
    print(error.status_code, str(error).splitlines()[0])
# --8<-- [end:refused]

# --8<-- [start:share]
endpoint.traffic = {"blue": 90, "green": 10}
endpoint = ml_client.online_endpoints.begin_create_or_update(endpoint).result()
print(endpoint.traffic)
# --8<-- [end:share]

# --8<-- [start:switch]
endpoint.traffic = {"blue": 0, "green": 100}
endpoint = ml_client.online_endpoints.begin_create_or_update(endpoint).result()
ml_client.online_deployments.begin_delete("blue", ENDPOINT).result()
for deployment in ml_client.online_deployments.list(ENDPOINT):
    print(deployment.name, deployment.instance_count)
# --8<-- [end:switch]
