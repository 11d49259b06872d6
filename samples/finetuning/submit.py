"""Submit the pipeline, follow it to its end, and read what was answered before and after."""

import sys

sys.path.append(".")
from finetuning.definition import fine_tune
from finetuning.names import BASE, TUNED
from workspace.connect import ml_client
from workspace.names import EXPERIMENT, TAGS

# isort: split
# --8<-- [start:submit]
from azure.ai.ml import Input

files = {"train": "train.jsonl", "validation": "validation.jsonl", "questions": "questions.json"}
data = {name: Input(type="uri_file", path=f"finetuning/data/{file}") for name, file in files.items()}
job = fine_tune(base=Input(type="custom_model", path=BASE), **data)
job.outputs.model.name = TUNED
job.experiment_name = EXPERIMENT
job.tags = TAGS
job = ml_client.jobs.create_or_update(job)
ml_client.jobs.stream(job.name)
# --8<-- [end:submit]

# --8<-- [start:answers]
import json
from pathlib import Path

ml_client.jobs.download(job.name, output_name="report", download_path="downloads/fine-tuning")
(file,) = Path("downloads/fine-tuning").rglob("report.json")
for each in json.loads(file.read_text())["answers"]:
    print(each["question"])
    print("  before:", each["before"])
    print("  after: ", each["after"])
# --8<-- [end:answers]
