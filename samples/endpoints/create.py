"""Make the endpoint, without any deployment."""

import sys

sys.path.append(".")
from endpoints.names import ENDPOINT
from workspace.connect import ml_client
from workspace.names import TAGS

# isort: split
# --8<-- [start:endpoint]
from azure.ai.ml.entities import ManagedOnlineEndpoint

endpoint = ManagedOnlineEndpoint(
    name=ENDPOINT, description="Tells who survived the Titanic", auth_mode="key", tags=TAGS
)
endpoint = ml_client.online_endpoints.begin_create_or_update(endpoint).result()
print(endpoint.auth_mode, endpoint.traffic)
# --8<-- [end:endpoint]
