"""Register the passengers as a file, as a folder and as a table (after data_assets/split.py)."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import BY_PORT, LATE, PASSENGERS, TAGS

# isort: split
# --8<-- [start:file]
from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.entities import Data

passengers = Data(
    name=PASSENGERS,
    description="Passengers of the Titanic, one a row (OpenML 40945)",
    type=AssetTypes.URI_FILE,
    path="data/titanic.csv",
    tags=TAGS,
)
passengers = ml_client.data.create_or_update(passengers)
print(passengers.name, passengers.version)
# --8<-- [end:file]

# --8<-- [start:folder]
by_port = Data(name=BY_PORT, type=AssetTypes.URI_FOLDER, path="data_assets/by_port", tags=TAGS)
by_port = ml_client.data.create_or_update(by_port)
print(by_port.name, by_port.version)
# --8<-- [end:folder]

# --8<-- [start:table]
late = Data(name=LATE, type=AssetTypes.MLTABLE, path="data_assets/by_port", tags=TAGS)
late = ml_client.data.create_or_update(late)
print(late.name, late.version)
# --8<-- [end:table]
