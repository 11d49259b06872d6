"""Search with a sampling that learns from the trials before."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import COMPUTE, EXPERIMENT, TAGS

# isort: split
# --8<-- [start:bayesian]
from azure.ai.ml import load_job
from azure.ai.ml.sweep import Choice, Uniform

learning = load_job(
    "sweep/sweep.yml",
    params_override=[
        {"experiment_name": f"{EXPERIMENT}-sweep"},
        {"compute": COMPUTE or "serverless"},
        {"tags": TAGS},
    ],
)
learning.search_space = {
    "learning_rate": Uniform(min_value=0.001, max_value=0.05),
    "neurons": Choice(values=[4, 16, 64]),
}
learning.sampling_algorithm = "bayesian"
learning.early_termination = None
learning = ml_client.jobs.create_or_update(learning)
ml_client.jobs.stream(learning.name)
# --8<-- [end:bayesian]
