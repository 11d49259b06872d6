"""Hide the model that the pipeline registered from the lists."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import MODEL

model = ml_client.models.get(MODEL, label="latest")

# --8<-- [start:archive]
ml_client.models.archive(model.name, version=model.version)
# --8<-- [end:archive]
