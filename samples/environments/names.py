"""The names of the page about environments; `eval "$(python environments/names.py)"` in a shell."""

import shlex
import sys

sys.path.append(".")
from workspace.names import SUFFIX, shell_names

# isort: split
# --8<-- [start:names]
import hashlib
import os

from workspace.names import workspace_of_this_folder

PLACE = "/".join(workspace_of_this_folder().values())
OURS = f"w{hashlib.sha256(PLACE.encode()).hexdigest()[:6]}{SUFFIX}"  # nobody else's in the region
CLUSTER = f"cpu-{OURS}"
DESK = f"desk-{OURS}"  # a compute instance
TABLES = f"small-tables{SUFFIX}"  # an environment
SIZE = os.environ.get("HANDBOOK_INSTANCE_TYPE", "Standard_D4ds_v4")
# --8<-- [end:names]

if __name__ == "__main__":
    # Each interface has a cluster, an instance and an environment of its own, so that all can be tried.
    own = {"CLUSTER": f"{CLUSTER}-cli", "DESK": f"{DESK}-cli", "TABLES": f"{TABLES}-cli"}
    own |= {"REST_CLUSTER": f"{CLUSTER}-rest", "SIZE": SIZE}
    for name, value in (shell_names() | own).items():
        print(f"export {name}={shlex.quote(value)}")
