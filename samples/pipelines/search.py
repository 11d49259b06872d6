"""A sweep as a step of a pipeline."""

import sys

sys.path.append(".")
from azure.ai.ml import Input
from azure.ai.ml.dsl import pipeline
from pipelines.definition import limit, prepare_passengers, train_model
from workspace.connect import ml_client
from workspace.names import COMPUTE, EXPERIMENT, INSTANCE_TYPE, TAGS

# isort: split
# --8<-- [start:search]
from azure.ai.ml.sweep import Choice


@pipeline(display_name="Titanic, how many trees", default_compute=COMPUTE or "serverless")
def how_many_trees(passengers: Input(type="uri_file")):
    prepare = prepare_passengers(passengers=passengers)
    trial = train_model(prepared=prepare.outputs.prepared, algorithm="forest", trees=Choice([3, 30, 300]))
    search = trial.sweep(primary_metric="accuracy", goal="maximize", sampling_algorithm="grid")
    search.set_limits(max_total_trials=3, max_concurrent_trials=2, timeout=1800)
    search.set_resources(instance_type=INSTANCE_TYPE)
    limit(prepare)
    return {"model": search.outputs.model}


# --8<-- [end:search]

# --8<-- [start:submit]
job = how_many_trees(passengers=Input(type="uri_file", path="data/titanic.csv"))
job.experiment_name = EXPERIMENT
job.tags = TAGS
job = ml_client.jobs.create_or_update(job)
ml_client.jobs.stream(job.name)
steps = {step.display_name: step for step in ml_client.jobs.list(parent_job_name=job.name)}
best = steps["search"].properties["best_child_run_id"]
for trial in ml_client.jobs.list(parent_job_name=steps["search"].name):
    print(trial.name.rpartition("_")[2], trial.status, "<- best" if trial.name == best else "")
# --8<-- [end:submit]
