"""The VM sizes that a compute may have, and those that are no more (``vm_sizes.yml``)."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from local_workspace.arm import Json
from local_workspace.errors import ArmError
from local_workspace.resources.operations import LOCATION
from local_workspace.resources.subscriptions import subscription_id
from local_workspace.routing import ARM, Request, Response, Route


@dataclass(frozen=True)
class VmSize:
    """One size of virtual machines."""

    name: str
    family: str
    """The name of its quota."""
    cores: int
    memory: float
    """In GB."""
    disk: int
    """The machine's own disk, in GiB."""
    gpus: int


@cache
def _table() -> Json:
    return yaml.safe_load(files("local_workspace.resources").joinpath("vm_sizes.yml").read_text("utf-8"))


@cache
def known_sizes() -> dict[str, VmSize]:
    """The sizes by name in lower case: to Azure `Standard_D4ds_v4` and `STANDARD_D4DS_V4` are the same."""
    return {
        name.lower(): VmSize(name, family, *figures)
        for family, sizes in _table()["sizes"].items()
        for name, figures in sizes.items()
    }


def check_size(size: str) -> None:
    """Refuse a VM size that has been retired, or that is not known."""
    for pattern, day in _table()["retired"].items():
        if re.fullmatch(pattern, size):
            message = f"The VM size {size} was retired on {day}: choose one of a current series."
            raise ArmError(400, "BadRequest", message)
    if size.lower() not in known_sizes():
        message = (
            f"The VM size {size!r} is not known. `az ml compute list-sizes` and the page on VM sizes of "
            "Azure Machine Learning name those that are."
        )
        raise ArmError(400, "BadRequest", message)


def list_sizes(request: Request) -> Response:
    """The VM sizes that a compute may have."""
    subscription_id(request)
    return Response(200, {"value": [_document(size) for size in known_sizes().values()]})


def _document(size: VmSize) -> Json:
    """As Azure answers for Standard_A1_v2 (Azure/azureml-assets, in the function get_all_sku_details).

    There maxResourceVolumeMB is the machine's own disk, and osVhdSizeMB 1047552. That both kinds of compute
    take every size, and that each has low priority, is unverified.
    """
    return {
        "name": size.name,
        "family": size.family,
        "vCPUs": size.cores,
        "gpus": size.gpus,
        "memoryGB": size.memory,
        "osVhdSizeMB": 1047552,
        "maxResourceVolumeMB": size.disk * 1024,
        "lowPriorityCapable": True,
        "premiumIO": "s" in size.name.lower().rpartition("standard_")[2],
        "supportedComputeTypes": ["AmlCompute", "ComputeInstance"],
    }


ROUTES = [Route("GET", ARM, f"{LOCATION}/vmSizes", list_sizes)]
