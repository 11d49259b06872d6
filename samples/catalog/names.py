"""The names of the page about the model catalog; `eval "$(python catalog/names.py)"` in a shell."""

import shlex
import sys

sys.path.append(".")
from workspace.names import SUFFIX, shell_names

# isort: split
# --8<-- [start:names]
import hashlib
import os

from workspace.names import workspace_of_this_folder

PLACE = hashlib.sha256("/".join(workspace_of_this_folder().values()).encode()).hexdigest()[:6]
CATALOG_MODEL = os.environ.get("HANDBOOK_CATALOG_MODEL", "SmolLM2-135M-Instruct")
ENDPOINT = f"chat-{PLACE}{SUFFIX}"  # nobody else's in the region
SERVERLESS = f"chat-tokens-{PLACE}{SUFFIX}"
SHARED = f"shared-{PLACE}{SUFFIX}"  # a registry
QUESTIONS = f"questions{SUFFIX}"
MACHINE = os.environ.get("HANDBOOK_CATALOG_MACHINE", "Standard_DS3_v2")
# --8<-- [end:names]

if __name__ == "__main__":
    own = {
        "CATALOG_MODEL": CATALOG_MODEL,
        "ENDPOINT": ENDPOINT,
        "MACHINE": MACHINE,
        "SERVERLESS": SERVERLESS,
        "SHARED": SHARED,
        "QUESTIONS": QUESTIONS,
    }
    for name, value in (shell_names() | own).items():
        print(f"export {name}={shlex.quote(value)}")
