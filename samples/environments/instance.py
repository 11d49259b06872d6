"""Make a compute instance that stops by itself, stop it and start it."""

import sys

sys.path.append(".")
from environments.names import DESK, SIZE
from workspace.connect import ml_client
from workspace.names import TAGS

# isort: split
# --8<-- [start:create]
from azure.ai.ml.entities import ComputeInstance

desk = ComputeInstance(name=DESK, size=SIZE, idle_time_before_shutdown_minutes=30, tags=TAGS)
desk = ml_client.compute.begin_create_or_update(desk).result()
print(desk.state.value)
# --8<-- [end:create]

# --8<-- [start:stop]
ml_client.compute.begin_stop(DESK).result()
print(ml_client.compute.get(DESK).state.value)
ml_client.compute.begin_start(DESK).result()
print(ml_client.compute.get(DESK).state.value)
# --8<-- [end:stop]
