"""Name a target column that is not in the table: the job fails when it looks at the data."""

import sys

sys.path.append(".")
from azure.ai.ml import Input, automl
from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.entities import ResourceConfiguration
from workspace.connect import ml_client
from workspace.names import COMPUTE, EXPERIMENT, INSTANCE_TYPE, TAGS

# isort: split
# --8<-- [start:wrong-target]
from azure.ai.ml.exceptions import JobException

wrong = automl.classification(
    training_data=Input(type=AssetTypes.MLTABLE, path="automl/titanic"),
    target_column_name="surived",
    primary_metric="accuracy",
    experiment_name=f"{EXPERIMENT}-automl",
    compute=COMPUTE,
    tags=TAGS,
)
wrong.resources = ResourceConfiguration(instance_type=INSTANCE_TYPE)
wrong.set_limits(max_trials=1, timeout_minutes=15)
wrong = ml_client.jobs.create_or_update(wrong)
try:
    ml_client.jobs.stream(wrong.name)
except JobException as error:
    print(error)
# --8<-- [end:wrong-target]
