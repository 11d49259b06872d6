"""The answer to the exercise: a data asset of a file that is in the datastore already."""

import sys

sys.path.append(".")
from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.entities import Data
from workspace.connect import ml_client
from workspace.names import BY_PORT, SUFFIX, TAGS

# --8<-- [start:exercise]
folder = ml_client.data.get(BY_PORT, label="latest")
cherbourg = Data(
    name=f"passengers-cherbourg{SUFFIX}",
    type=AssetTypes.URI_FILE,
    path=f"{folder.path.rstrip('/')}/cherbourg.csv",
    tags=TAGS,
)
cherbourg = ml_client.data.create_or_update(cherbourg)
print(cherbourg.path)
# --8<-- [end:exercise]
