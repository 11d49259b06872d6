"""Submit a job that reads each type of data in another mode (after data_assets/register.py)."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import (
    BY_PORT,
    COMPUTE,
    EXPERIMENT,
    IMAGE,
    INSTANCE_TYPE,
    LATE,
    PASSENGERS,
    SURVIVORS,
    TAGS,
)

# isort: split
# --8<-- [start:job]
from azure.ai.ml import Input, Output, command
from azure.ai.ml.constants import AssetTypes, InputOutputModes
from azure.ai.ml.entities import Environment

job = command(
    display_name="Titanic, read the data",
    experiment_name=EXPERIMENT,
    code="data_assets/read",
    command="python read.py --file ${{inputs.file}} --folder ${{inputs.folder}} --table ${{inputs.table}}"
    " --address ${{inputs.address}} --survivors ${{outputs.survivors}}",
    inputs={
        "file": Input(type=AssetTypes.URI_FILE, path=f"{PASSENGERS}@latest", mode=InputOutputModes.RO_MOUNT),
        "folder": Input(type=AssetTypes.URI_FOLDER, path=f"{BY_PORT}@latest", mode=InputOutputModes.DOWNLOAD),
        "table": Input(type=AssetTypes.MLTABLE, path=f"{LATE}@latest", mode=InputOutputModes.EVAL_MOUNT),
        "address": Input(type=AssetTypes.URI_FILE, path=f"{PASSENGERS}@latest", mode=InputOutputModes.DIRECT),
    },
    outputs={"survivors": Output(type=AssetTypes.URI_FOLDER, name=SURVIVORS)},
    environment=Environment(image=IMAGE, conda_file="jobs/conda.yml"),
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

# --8<-- [start:output]
survivors = ml_client.data.get(SURVIVORS, label="latest")
print(survivors.name, survivors.version, survivors.type)
ml_client.jobs.download(job.name, output_name="survivors", download_path="downloads")
with open("downloads/named-outputs/survivors/survivors.csv") as file:
    print(len(file.readlines()))
# --8<-- [end:output]
