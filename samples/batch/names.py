"""The names of the page about batch endpoints; `eval "$(python batch/names.py)"` in a shell."""

import shlex
import sys

sys.path.append(".")
from workspace.names import shell_names

# isort: split
# --8<-- [start:names]
import hashlib

from workspace.names import SUFFIX, workspace_of_this_folder

PLACE = "/".join(workspace_of_this_folder().values())
ENDPOINT = f"titanic-b{hashlib.sha256(PLACE.encode()).hexdigest()[:6]}{SUFFIX}"  # nobody else's in the region
CLUSTER = f"batch-cluster{SUFFIX}"
SCORING = f"titanic-scoring{SUFFIX}"
NEW = f"passengers-new{SUFFIX}"
# --8<-- [end:names]

if __name__ == "__main__":
    # Endpoint and cluster of the command line are others, so that both ways can be tried in one workspace.
    own = {"ENDPOINT": f"{ENDPOINT}-cli", "CLUSTER": f"{CLUSTER}-cli", "SCORING": SCORING, "NEW": NEW}
    for name, value in (shell_names() | own).items():
        print(f"export {name}={shlex.quote(value)}")
