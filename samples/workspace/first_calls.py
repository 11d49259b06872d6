"""Ask the workspace who it is and what storage it has."""

import sys

sys.path.append(".")
from workspace.connect import ml_client

# --8<-- [start:first-calls]
workspace = ml_client.workspaces.get(ml_client.workspace_name)
print(workspace.name, workspace.location)
for datastore in ml_client.datastores.list():
    print(datastore.name)
# --8<-- [end:first-calls]
