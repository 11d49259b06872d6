"""Register the passengers as a data asset."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import DATA, TAGS

# isort: split
# --8<-- [start:register]
from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.entities import Data

passengers = Data(
    name=DATA,
    description="Passengers of the Titanic, one a row (OpenML 40945)",
    type=AssetTypes.URI_FILE,
    path="data/titanic.csv",
    tags=TAGS,
)
passengers = ml_client.data.create_or_update(passengers)
print(passengers.name, passengers.version)
# --8<-- [end:register]
