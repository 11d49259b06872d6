"""Deploy the model without any code of one's own, and ask it."""

import sys

sys.path.append(".")
from endpoints.names import ENDPOINT, MACHINE
from workspace.connect import ml_client
from workspace.names import MODEL, TAGS

# isort: split
# --8<-- [start:deploy]
from azure.ai.ml.entities import ManagedOnlineDeployment

blue = ManagedOnlineDeployment(
    name="blue",
    endpoint_name=ENDPOINT,
    model=f"{MODEL}@latest",
    instance_type=MACHINE,
    instance_count=1,
    tags=TAGS,
)
blue = ml_client.online_deployments.begin_create_or_update(blue).result()
# --8<-- [end:deploy]

# --8<-- [start:ask]
answer = ml_client.online_endpoints.invoke(
    ENDPOINT, deployment_name="blue", request_file="endpoints/request.json"
)
print(answer)
# --8<-- [end:ask]

# --8<-- [start:traffic]
endpoint = ml_client.online_endpoints.get(ENDPOINT)
endpoint.traffic = {"blue": 100}
endpoint = ml_client.online_endpoints.begin_create_or_update(endpoint).result()
print(endpoint.traffic)
# --8<-- [end:traffic]
