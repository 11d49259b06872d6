"""Delete the endpoint and the cluster; jobs, model, data and environment stay."""

import sys

sys.path.append(".")
from batch.names import CLUSTER, ENDPOINT
from workspace.connect import ml_client

# --8<-- [start:delete]
ml_client.batch_endpoints.begin_delete(ENDPOINT).result()
ml_client.compute.begin_delete(CLUSTER).result()
# --8<-- [end:delete]
