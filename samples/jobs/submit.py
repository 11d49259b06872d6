"""Register the environment, submit the training job and follow it to its end."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import COMPUTE, DATA, ENVIRONMENT, EXPERIMENT, IMAGE, INSTANCE_TYPE, TAGS

# isort: split
# --8<-- [start:environment]
from azure.ai.ml.entities import Environment

environment = Environment(
    name=ENVIRONMENT,
    description="scikit-learn and MLflow, pinned",
    image=IMAGE,
    conda_file="jobs/conda.yml",
    tags=TAGS,
)
environment = ml_client.environments.create_or_update(environment)
print(environment.name, environment.version)
# --8<-- [end:environment]

# --8<-- [start:job]
from azure.ai.ml import Input, Output, command
from azure.ai.ml.constants import AssetTypes

job = command(
    display_name="Titanic, random forest",
    experiment_name=EXPERIMENT,
    code="jobs/train",
    command="python train.py --passengers ${{inputs.passengers}} --trees ${{inputs.trees}}"
    " --model ${{outputs.model}}",
    inputs={"passengers": Input(type=AssetTypes.URI_FILE, path=f"{DATA}@latest"), "trees": 200},
    outputs={"model": Output(type=AssetTypes.URI_FOLDER)},
    environment=f"{ENVIRONMENT}@latest",
    environment_variables={"MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true"},
    compute=COMPUTE,
    instance_type=INSTANCE_TYPE,
    timeout=900,
    tags=TAGS,
)
# --8<-- [end:job]

# --8<-- [start:submit]
job = ml_client.jobs.create_or_update(job)
ml_client.jobs.stream(job.name)
# --8<-- [end:submit]
