"""The names of the page about endpoints; `eval "$(python endpoints/names.py)"` in a shell."""

import shlex
import sys

sys.path.append(".")
from workspace.names import SUFFIX, shell_names

# isort: split
# --8<-- [start:names]
import hashlib

from workspace.names import workspace_of_this_folder

PLACE = "/".join(workspace_of_this_folder().values())
ENDPOINT = f"titanic-{hashlib.sha256(PLACE.encode()).hexdigest()[:6]}{SUFFIX}"  # nobody else's in the region
SERVING = f"titanic-serving{SUFFIX}"
MACHINE = "Standard_D2as_v4"
# --8<-- [end:names]

if __name__ == "__main__":
    # The endpoint of the command line is another one, so that both can be tried in one workspace.
    for name, value in (shell_names() | {"ENDPOINT": f"{ENDPOINT}-cli", "SERVING": SERVING}).items():
        print(f"export {name}={shlex.quote(value)}")
