"""Delete the endpoint: from then on it costs nothing."""

import sys

sys.path.append(".")
from finetuning.names import ENDPOINT
from workspace.connect import ml_client

# --8<-- [start:delete]
ml_client.online_endpoints.begin_delete(ENDPOINT).result()
# --8<-- [end:delete]
