"""Hide all that the page registered from the lists."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import BY_PORT, LATE, PASSENGERS, SUFFIX, SURVIVORS

# --8<-- [start:archive]
for name in (PASSENGERS, BY_PORT, LATE, SURVIVORS, f"passengers-cherbourg{SUFFIX}"):
    ml_client.data.archive(name)
# --8<-- [end:archive]
