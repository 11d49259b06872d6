"""Make a cluster that costs nothing while nobody uses it."""

import sys

sys.path.append(".")
from environments.names import CLUSTER, SIZE
from workspace.connect import ml_client
from workspace.names import TAGS

# isort: split
# --8<-- [start:create]
from azure.ai.ml.entities import AmlCompute

cluster = AmlCompute(
    name=CLUSTER,
    size=SIZE,
    min_instances=0,
    max_instances=1,
    idle_time_before_scale_down=120,
    tags=TAGS,
)
cluster = ml_client.compute.begin_create_or_update(cluster).result()
print(cluster.provisioning_state.value)
# --8<-- [end:create]
