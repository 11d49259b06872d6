"""Hide the component from the lists."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import COMPONENT

# --8<-- [start:archive]
ml_client.components.archive(COMPONENT)
# --8<-- [end:archive]
