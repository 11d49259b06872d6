"""The same model without a machine of one's own: an address and a key."""

import sys

sys.path.append(".")
import requests
from catalog.names import CATALOG_MODEL, SERVERLESS
from workspace.connect import ml_client
from workspace.names import TAGS

# isort: split
# --8<-- [start:create]
from azure.ai.ml.entities import ServerlessEndpoint

model_id = f"azureml://registries/azureml/models/{CATALOG_MODEL}"  # no version: always the latest
serverless = ServerlessEndpoint(name=SERVERLESS, model_id=model_id, tags=TAGS)
serverless = ml_client.serverless_endpoints.begin_create_or_update(serverless).result()
print(serverless.provisioning_state)
# --8<-- [end:create]

# --8<-- [start:ask]
key = ml_client.serverless_endpoints.get_keys(SERVERLESS).primary_key
question = {"role": "user", "content": "What is machine learning?"}
body = {"messages": [question], "temperature": 0, "max_tokens": 24}
headers = {"Authorization": f"Bearer {key}"}
answer = requests.post(f"{serverless.scoring_uri}/chat/completions", json=body, headers=headers, timeout=180)
print(answer.json()["choices"][0]["message"]["content"])
# --8<-- [end:ask]

# --8<-- [start:subscription]
from azure.ai.ml.entities import MarketplaceSubscription
from azure.core.exceptions import HttpResponseError

wanted = MarketplaceSubscription(name=SERVERLESS, model_id=model_id)
try:
    ml_client.marketplace_subscriptions.begin_create_or_update(wanted).result()
except HttpResponseError as error:
    print(error.status_code)
# --8<-- [end:subscription]
