"""Delete both endpoints: from then on they cost nothing."""

import sys

sys.path.append(".")
from catalog.names import ENDPOINT, SERVERLESS
from workspace.connect import ml_client

# --8<-- [start:delete]
ml_client.online_endpoints.begin_delete(ENDPOINT).result()
ml_client.serverless_endpoints.begin_delete(SERVERLESS).result()
# --8<-- [end:delete]
