"""Have the model fine-tuned by the recipe of the service, without any training code."""

import sys

sys.path.append(".")
from finetuning.names import BASE, GPU, TUNED_BY_RECIPE
from workspace.connect import ml_client
from workspace.names import EXPERIMENT, TAGS

# isort: split
# --8<-- [start:job]
from azure.ai.ml.finetuning import FineTuningTaskType, create_finetuning_job

job = create_finetuning_job(
    task=FineTuningTaskType.CHAT_COMPLETION,
    model=BASE,
    training_data="finetuning/data/train.jsonl",
    validation_data="finetuning/data/validation.jsonl",
    hyperparameters={
        "apply_lora": "true",
        "lora_alpha": "16",
        "learning_rate": "0.002",
        "per_device_train_batch_size": "4",
        "num_train_epochs": "3",
        "logging_steps": "1",
    },
    instance_types=[GPU],
    output_model_name_prefix=TUNED_BY_RECIPE,
    display_name="Lumivik, by recipe",
    experiment_name=EXPERIMENT,
    tags=TAGS,
)
# --8<-- [end:job]

# --8<-- [start:submit]
job = ml_client.jobs.create_or_update(job)
ml_client.jobs.stream(job.name)
# --8<-- [end:submit]

# --8<-- [start:model]
name = ml_client.jobs.get(job.name).outputs["registered_model"].name
for model in ml_client.models.list(name):
    print(model.name, model.version, model.type)
# --8<-- [end:model]
