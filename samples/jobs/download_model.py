"""Download the model that a job wrote: python jobs/download_model.py <name of the job>."""

import sys

sys.path.append(".")
from workspace.connect import ml_client

job = ml_client.jobs.get(sys.argv[1])

# --8<-- [start:download]
from pathlib import Path

ml_client.jobs.download(job.name, output_name="model", download_path="downloads")
for path in sorted(Path("downloads/named-outputs/model").iterdir()):
    print(path.name)
# --8<-- [end:download]
