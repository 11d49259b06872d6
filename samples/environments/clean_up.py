"""Delete the computes of the SDK tab, and hide the environment from the lists."""

import sys

sys.path.append(".")
from environments.names import CLUSTER, DESK, TABLES
from workspace.connect import ml_client

# isort: split
# --8<-- [start:delete]
ml_client.compute.begin_delete(DESK).result()
ml_client.compute.begin_delete(CLUSTER).result()
ml_client.environments.archive(TABLES)
# --8<-- [end:delete]
