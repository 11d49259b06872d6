"""Fetch the report of a pipeline, and look at the model it registered: python pipelines/results.py <job>."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import MODEL, TAGS

job = ml_client.jobs.get(sys.argv[1])

# --8<-- [start:report]
from pathlib import Path

ml_client.jobs.download(job.name, output_name="report", download_path="downloads/pipeline")
print(Path("downloads/pipeline/named-outputs/report/scores.json").read_text())
# --8<-- [end:report]

# --8<-- [start:model]
model = ml_client.models.get(MODEL, label="latest")
model.tags = TAGS
model = ml_client.models.create_or_update(model)
maker = ml_client.jobs.get(model.job_name)
print(f"{model.name} {model.version}, a {model.type}, made by the step {maker.display_name}")
# --8<-- [end:model]
