"""The VM sizes that a compute may have, and those that are no more (``vm_sizes.yml``)."""

import re
from functools import cache
from importlib.resources import files

import yaml

from local_workspace.arm import Json
from local_workspace.errors import ArmError
from local_workspace.resources.operations import LOCATION
from local_workspace.resources.subscriptions import subscription_id
from local_workspace.routing import ARM, Request, Response, Route


@cache
def _table() -> Json:
    return yaml.safe_load(files("local_workspace.resources").joinpath("vm_sizes.yml").read_text("utf-8"))


def check_size(size: str) -> None:
    """Refuse a VM size that has been retired, or that is not known."""
    for pattern, day in _table()["retired"].items():
        if re.fullmatch(pattern, size):
            message = f"The VM size {size} was retired on {day}: choose one of a current series."
            raise ArmError(400, "BadRequest", message)
    if size.lower() not in {name.lower() for name in _table()["sizes"]}:
        message = (
            f"The VM size {size!r} is not known. `az ml compute list-sizes` and the page on VM sizes of "
            "Azure Machine Learning name those that are."
        )
        raise ArmError(400, "BadRequest", message)


def list_sizes(request: Request) -> Response:
    """The VM sizes that a compute may have."""
    subscription_id(request)
    value = [
        {
            "name": name,
            "family": family,
            "vCPUs": cpus,
            "gpus": gpus,
            "memoryGB": memory,
            "osVhdSizeMB": 1047552,
            "maxResourceVolumeMB": int(memory * 4096),
            "lowPriorityCapable": True,
            "premiumIO": "s" in name.lower().rpartition("standard_")[2],
            "supportedComputeTypes": ["AmlCompute", "ComputeInstance"],
        }
        for name, (cpus, memory, gpus, family) in _table()["sizes"].items()
    ]
    return Response(200, {"value": value})


ROUTES = [Route("GET", ARM, f"{LOCATION}/vmSizes", list_sizes)]
