"""Hide what the page made from the lists."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import EXPERIMENT, SUFFIX

# --8<-- [start:archive]
for job in ml_client.jobs.list():
    if job.experiment_name == f"{EXPERIMENT}-automl":
        ml_client.jobs.archive(job.name)
for name in ("titanic-automl", "titanic-automl-step"):
    ml_client.models.archive(f"{name}{SUFFIX}")
# --8<-- [end:archive]
