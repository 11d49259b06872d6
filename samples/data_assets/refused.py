"""What the service refuses: another content for a version that is there, and a version that is not there."""

import sys

sys.path.append(".")
from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.entities import Data
from workspace.connect import ml_client
from workspace.names import PASSENGERS

# isort: split
# --8<-- [start:duplicate]
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError

other = Data(
    name=PASSENGERS, version="1", type=AssetTypes.URI_FILE, path="data_assets/by_port/southampton.csv"
)
try:
    ml_client.data.create_or_update(other)
except HttpResponseError as error:
    print(type(error).__name__, error)
# --8<-- [end:duplicate]

# --8<-- [start:missing]
try:
    ml_client.data.get(PASSENGERS, version="99")
except ResourceNotFoundError as error:
    print(type(error).__name__, error)
# --8<-- [end:missing]
