"""The names that the samples give to what they make; `eval "$(python workspace/names.py)"` in a shell."""

import json
import shlex
from pathlib import Path

# isort: split
# --8<-- [start:names]
import os

RUN = os.environ.get("HANDBOOK_RUN", "")  # your initials, for example, in a workspace that you share
COMPUTE = os.environ.get("HANDBOOK_COMPUTE") or None  # a cluster of yours; none: serverless compute
SUFFIX = f"-{RUN}" if RUN else ""

DATA = f"titanic{SUFFIX}"
ENVIRONMENT = f"titanic-training{SUFFIX}"
MODEL = f"titanic-survival{SUFFIX}"
EXPERIMENT = f"titanic{SUFFIX}"
IMAGE = "mcr.microsoft.com/azureml/openmpi5.0-ubuntu24.04:20260901.v1"
INSTANCE_TYPE = None if COMPUTE else os.environ.get("HANDBOOK_INSTANCE_TYPE", "Standard_D4ds_v4")
TAGS = {"handbook": RUN or "sample"}  # on all that the samples make, so that you can find it again
# --8<-- [end:names]

# --8<-- [start:data]
PASSENGERS = f"passengers{SUFFIX}"
BY_PORT = f"passengers-by-port{SUFFIX}"
LATE = f"passengers-late{SUFFIX}"
SURVIVORS = f"survivors{SUFFIX}"
# --8<-- [end:data]

# --8<-- [start:component]
COMPONENT = f"survivors_by{SUFFIX}".replace("-", "_").lower()  # no hyphens, no capital letters
# --8<-- [end:component]

# --8<-- [start:registry]
REGISTRY = f"handbook-registry{SUFFIX}"
# --8<-- [end:registry]

# What only the page about workspaces needs: a second workspace, and where it lies.
LOCATION = os.environ.get("HANDBOOK_LOCATION", "westeurope")
NEW_GROUP = f"handbook-group{SUFFIX}"
NEW_WORKSPACE = f"handbook-workspace{SUFFIX}"


def workspace_of_this_folder() -> dict[str, str]:
    """Read config.json where the SDK finds it: in this folder or above."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        for candidate in (folder / ".azureml" / "config.json", folder / "config.json"):
            if candidate.is_file():
                config = json.loads(candidate.read_text())
                return {
                    "SUBSCRIPTION": config["subscription_id"],
                    "GROUP": config["resource_group"],
                    "WORKSPACE": config["workspace_name"],
                }
    raise SystemExit("There is no config.json in this folder or above it: download yours from the studio.")


def shell_names() -> dict[str, str]:
    """Return what the shell samples need, by the name that they use."""
    return workspace_of_this_folder() | {
        "RUN": TAGS["handbook"],
        "DATA": DATA,
        "PASSENGERS": PASSENGERS,
        "BY_PORT": BY_PORT,
        "LATE": LATE,
        "SURVIVORS": SURVIVORS,
        "ENVIRONMENT": ENVIRONMENT,
        "IMAGE": IMAGE,
        "MODEL": MODEL,
        "COMPONENT": COMPONENT,
        "REGISTRY": REGISTRY,
        "EXPERIMENT": EXPERIMENT,
        "COMPUTE": COMPUTE or "serverless",
        "LOCATION": LOCATION,
        "NEW_GROUP": NEW_GROUP,
        "NEW_WORKSPACE": NEW_WORKSPACE,
    }


if __name__ == "__main__":
    for name, value in shell_names().items():
        print(f"export {name}={shlex.quote(value)}")
