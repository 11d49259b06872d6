"""The names of the page about fine-tuning; `eval "$(python finetuning/names.py)"` in a shell."""

import shlex
import sys

sys.path.append(".")
from workspace.names import SUFFIX, shell_names

# isort: split
# --8<-- [start:names]
import hashlib
import os

from workspace.names import workspace_of_this_folder

BASE_MODEL = os.environ.get("HANDBOOK_BASE_MODEL", "SmolLM2-135M-Instruct")
BASE_VERSION = os.environ.get("HANDBOOK_BASE_VERSION", "1")
BASE = f"azureml://registries/azureml/models/{BASE_MODEL}/versions/{BASE_VERSION}"  # the model that learns
TUNED = f"lumivik{SUFFIX}"
TUNED_BY_RECIPE = f"lumivik-by-recipe{SUFFIX}"
TUNING = f"fine-tuning{SUFFIX}"  # the environment
GPU = "Standard_NC24ads_A100_v4"

PLACE = "/".join(workspace_of_this_folder().values())
ENDPOINT = f"lumivik-{hashlib.sha256(PLACE.encode()).hexdigest()[:6]}{SUFFIX}"  # nobody else's in the region
MACHINE = "Standard_D2as_v4"
# --8<-- [end:names]

if __name__ == "__main__":
    own = {
        "BASE": BASE,
        "BASE_MODEL": BASE_MODEL,
        "BASE_VERSION": BASE_VERSION,
        "TUNED": TUNED,
        "TUNED_BY_RECIPE": TUNED_BY_RECIPE,
        "TUNING": TUNING,
        "GPU": GPU,
    }
    for name, value in (shell_names() | own).items():
        print(f"export {name}={shlex.quote(value)}")
