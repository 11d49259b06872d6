"""Hide the models of this page, with all their versions."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import MODEL

# --8<-- [start:archive]
for name in (f"{MODEL}-rule", f"{MODEL}-boosted"):
    ml_client.models.archive(name)
# --8<-- [end:archive]
