"""The answer to the exercise: a hyperparameter that there is not, and what the service says of it."""

import sys

sys.path.append(".")
from finetuning.names import BASE, TUNED_BY_RECIPE
from workspace.connect import ml_client
from workspace.names import TAGS

# isort: split
# --8<-- [start:exercise]
from azure.ai.ml.finetuning import FineTuningTaskType, create_finetuning_job
from azure.core.exceptions import HttpResponseError

wrong = create_finetuning_job(
    task=FineTuningTaskType.CHAT_COMPLETION,
    model=BASE,
    training_data="finetuning/data/train.jsonl",
    validation_data="finetuning/data/validation.jsonl",
    hyperparameters={"epochs": "3"},
    output_model_name_prefix=TUNED_BY_RECIPE,
    tags=TAGS,
)
try:
    ml_client.jobs.create_or_update(wrong)
except HttpResponseError as error:
    print(error.status_code, error.error.message)
# --8<-- [end:exercise]
