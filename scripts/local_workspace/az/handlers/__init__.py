"""The functions behind the commands, one module for each group; importing this package registers them all."""

from local_workspace.az.handlers import (
    account,
    assets,
    batch,
    compute,
    configuration,
    datastore,
    group,
    job,
    online,
    registries,
    serverless,
    workspace,
)

__all__ = [
    "account",
    "assets",
    "batch",
    "compute",
    "configuration",
    "datastore",
    "group",
    "job",
    "online",
    "registries",
    "serverless",
    "workspace",
]
