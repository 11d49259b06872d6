"""Ask for an accuracy that no model reaches: the pipeline fails at its last step."""

import sys

sys.path.append(".")
from azure.ai.ml import Input
from pipelines.definition import better_of_two
from workspace.connect import ml_client
from workspace.names import EXPERIMENT, MODEL, TAGS

passengers = Input(type="uri_file", path="data/titanic.csv")

# --8<-- [start:fail]
from azure.ai.ml.exceptions import JobException

strict = better_of_two(passengers=passengers, least_accuracy=0.99)
strict.outputs.model.name = MODEL
strict.experiment_name = EXPERIMENT
strict.tags = TAGS
strict = ml_client.jobs.create_or_update(strict)
try:
    ml_client.jobs.stream(strict.name)
except JobException as error:
    print(error.message)
# --8<-- [end:fail]

# --8<-- [start:log]
from pathlib import Path

(failed,) = [step for step in ml_client.jobs.list(parent_job_name=strict.name) if step.status == "Failed"]
ml_client.jobs.download(failed.name, download_path="downloads/failed-step")
print(failed.display_name, failed.status)
print(Path("downloads/failed-step/artifacts/user_logs/std_log.txt").read_text())
# --8<-- [end:log]
