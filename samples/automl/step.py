"""Let AutoML be a step of a pipeline, whose best model is the pipeline's output (after prepare.py)."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import COMPUTE, EXPERIMENT, INSTANCE_TYPE, SUFFIX, TAGS

# isort: split
# --8<-- [start:step]
from azure.ai.ml import Input, Output, automl
from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.dsl import pipeline
from azure.ai.ml.entities import ResourceConfiguration


@pipeline(display_name="Titanic, automated in a pipeline", default_compute=COMPUTE or "serverless")
def find_model(passengers: Input(type=AssetTypes.MLTABLE)):
    find = automl.classification(
        training_data=passengers,
        target_column_name="survived",
        primary_metric="AUC_weighted",
        n_cross_validations=3,
        outputs={"best_model": Output(type=AssetTypes.MLFLOW_MODEL)},
    )
    find.resources = ResourceConfiguration(instance_type=INSTANCE_TYPE)
    find.set_limits(max_trials=2, max_concurrent_trials=2, timeout_minutes=30)
    find.set_training(
        allowed_training_algorithms=["LogisticRegression", "LightGBM"],
        enable_vote_ensemble=False,
        enable_stack_ensemble=False,
    )
    return {"model": find.outputs.best_model}


job = find_model(passengers=Input(type=AssetTypes.MLTABLE, path="automl/titanic"))
job.outputs.model.name = f"titanic-automl-step{SUFFIX}"
job.experiment_name = f"{EXPERIMENT}-automl"
job.tags = TAGS
# --8<-- [end:step]

# --8<-- [start:submit]
job = ml_client.jobs.create_or_update(job)
ml_client.jobs.stream(job.name)
model = ml_client.models.get(f"titanic-automl-step{SUFFIX}", label="latest")
print(model.name, model.version, model.type)
# --8<-- [end:submit]
