"""Train the adapter in one job, with a third of the reading: a rehearsal that shows if the loss falls."""

import sys

sys.path.append(".")
from finetuning.names import BASE, TUNING
from workspace.connect import ml_client
from workspace.names import COMPUTE, EXPERIMENT, IMAGE, INSTANCE_TYPE, TAGS

# isort: split
# --8<-- [start:environment]
from azure.ai.ml.entities import Environment

environment = Environment(name=TUNING, image=IMAGE, conda_file="finetuning/conda.yml", tags=TAGS)
environment = ml_client.environments.create_or_update(environment)
print(environment.name, environment.version)
# --8<-- [end:environment]

# --8<-- [start:job]
from azure.ai.ml import Input, Output, command

files = "${{inputs.train}} ${{inputs.validation}}"
job = command(
    display_name="Lumivik, a rehearsal",
    experiment_name=EXPERIMENT,
    code="finetuning/code",
    command=f"python check_data.py {files} --model ${{{{inputs.base}}}} --write prepared && "
    "python train.py --base ${{inputs.base}} --prepared prepared --steps ${{inputs.steps}}"
    " --adapter ${{outputs.adapter}}",
    inputs={
        "base": Input(type="custom_model", path=BASE),
        "train": Input(type="uri_file", path="finetuning/data/train.jsonl"),
        "validation": Input(type="uri_file", path="finetuning/data/validation.jsonl"),
        "steps": 4,
    },
    outputs={"adapter": Output(type="uri_folder")},
    environment=f"{TUNING}@latest",
    environment_variables={"OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"},
    compute=COMPUTE,
    instance_type=INSTANCE_TYPE,
    timeout=1800,
    tags=TAGS,
)
# --8<-- [end:job]

# --8<-- [start:submit]
job = ml_client.jobs.create_or_update(job)
ml_client.jobs.stream(job.name)
# --8<-- [end:submit]

# --8<-- [start:loss]
import mlflow

mlflow.set_tracking_uri(ml_client.workspaces.get(ml_client.workspace_name).mlflow_tracking_uri)
history = mlflow.MlflowClient().get_metric_history(job.name, "loss")
print([round(step.value, 1) for step in history])
# --8<-- [end:loss]
