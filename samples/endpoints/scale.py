"""Give green a second machine."""

import sys

sys.path.append(".")
from endpoints.names import ENDPOINT
from workspace.connect import ml_client

# --8<-- [start:scale]
green = ml_client.online_deployments.get("green", ENDPOINT)
green.instance_count = 2
ml_client.online_deployments.begin_create_or_update(green).result()
# --8<-- [end:scale]

# --8<-- [start:scaled]
print(ml_client.online_deployments.get("green", ENDPOINT).instance_count)
# --8<-- [end:scaled]
