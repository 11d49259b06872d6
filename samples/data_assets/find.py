"""List the versions of the passengers, and say where the newest lies."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import PASSENGERS

# --8<-- [start:versions]
for each in ml_client.data.list(name=PASSENGERS):
    print(each.version)
newest = ml_client.data.get(PASSENGERS, label="latest")
print(newest.version)
# --8<-- [end:versions]

# --8<-- [start:address]
print(ml_client.data.get(PASSENGERS, version="1").path)
# --8<-- [end:address]
