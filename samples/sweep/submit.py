"""Search for a good learning rate and a good size of the network: four trials, two at a time."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import COMPUTE, EXPERIMENT, IMAGE, INSTANCE_TYPE, TAGS

# isort: split
# --8<-- [start:trial]
from azure.ai.ml import Input, Output, command
from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.entities import Environment

trial = command(
    code="sweep/train",
    command="python train.py --passengers ${{inputs.passengers}} --model ${{outputs.model}}"
    " --learning-rate ${{inputs.learning_rate}} --neurons ${{inputs.neurons}}",
    inputs={
        "passengers": Input(type=AssetTypes.URI_FILE, path="data/titanic.csv"),
        "learning_rate": 0.01,
        "neurons": 16,
    },
    outputs={"model": Output(type=AssetTypes.URI_FOLDER)},
    environment=Environment(image=IMAGE, conda_file="jobs/conda.yml"),
    environment_variables={"MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true"},
    compute=COMPUTE,
    instance_type=INSTANCE_TYPE,
)
# --8<-- [end:trial]

# --8<-- [start:space]
from azure.ai.ml.sweep import Choice, LogUniform

searched = trial(learning_rate=LogUniform(min_value=-7, max_value=-3), neurons=Choice(values=[4, 16, 64]))
# --8<-- [end:space]

# --8<-- [start:sweep]
from azure.ai.ml.sweep import BanditPolicy, RandomSamplingAlgorithm

sweep = searched.sweep(
    primary_metric="loss",
    goal="minimize",
    sampling_algorithm=RandomSamplingAlgorithm(seed=16, rule="sobol"),
    early_termination_policy=BanditPolicy(slack_factor=0.2, evaluation_interval=1, delay_evaluation=5),
    max_total_trials=4,
    max_concurrent_trials=2,
    timeout=1800,
    trial_timeout=600,
)
sweep.display_name = "Titanic, search"
sweep.experiment_name = f"{EXPERIMENT}-sweep"
sweep.tags = TAGS
# --8<-- [end:sweep]

# --8<-- [start:submit]
sweep = ml_client.jobs.create_or_update(sweep)
ml_client.jobs.stream(sweep.name)
# --8<-- [end:submit]
