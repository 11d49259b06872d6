"""See to it that nothing of yours costs while you are away."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import TAGS

# isort: split
# --8<-- [start:exercise]
ours = [each for each in ml_client.compute.list() if each.tags == TAGS]
for compute in sorted(ours, key=lambda each: each.type):
    if compute.type == "amlcompute":
        print("cluster:", compute.min_instances, "to", compute.max_instances, "nodes")
    elif compute.state == "Running":
        ml_client.compute.begin_stop(compute.name).result()
        print("instance:", ml_client.compute.get(compute.name).state.value)
# --8<-- [end:exercise]
