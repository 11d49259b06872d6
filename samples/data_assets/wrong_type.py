"""Ask for the folder of survivors as if it were a file: the job fails (after data_assets/read_job.py)."""

import sys

sys.path.append(".")
from azure.ai.ml import Input, command
from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.entities import Environment
from workspace.connect import ml_client
from workspace.names import COMPUTE, EXPERIMENT, IMAGE, INSTANCE_TYPE, SURVIVORS, TAGS

# isort: split
# --8<-- [start:wrong-type]
from azure.ai.ml.exceptions import JobException

wrong = command(
    experiment_name=EXPERIMENT,
    command="wc -l ${{inputs.survivors}}",
    inputs={"survivors": Input(type=AssetTypes.URI_FILE, path=f"{SURVIVORS}@latest")},
    environment=Environment(image=IMAGE, conda_file="jobs/conda.yml"),
    compute=COMPUTE,
    instance_type=INSTANCE_TYPE,
    timeout=900,
    tags=TAGS,
)
wrong = ml_client.jobs.create_or_update(wrong)
try:
    ml_client.jobs.stream(wrong.name)
except JobException as error:
    print(error)
# --8<-- [end:wrong-type]
