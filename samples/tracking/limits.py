"""Record more parameters than a run may have."""

import sys

sys.path.append(".")
import mlflow
import tracking.connect  # noqa: F401 - leads MLflow to the workspace
from workspace.names import TAGS

# --8<-- [start:limits]
with mlflow.start_run(run_name="too many parameters", tags=TAGS):
    try:
        mlflow.log_params({f"p{number}": number for number in range(210)})
    except mlflow.exceptions.RestException as error:
        print(error.error_code, error.json["Error"]["Message"])
# --8<-- [end:limits]
