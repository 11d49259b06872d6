"""Archive the first version of the passengers, and restore it."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import PASSENGERS

# --8<-- [start:archive]
ml_client.data.archive(PASSENGERS, version="1")
print([each.version for each in ml_client.data.list(name=PASSENGERS)])
print(ml_client.data.get(PASSENGERS, version="1").version)
ml_client.data.restore(PASSENGERS, version="1")
# --8<-- [end:archive]
