"""Hide the sweeps of this page's experiment from the lists."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import EXPERIMENT

# --8<-- [start:archive]
for each in ml_client.jobs.list():
    if each.experiment_name == f"{EXPERIMENT}-sweep":
        ml_client.jobs.archive(each.name)
# --8<-- [end:archive]
