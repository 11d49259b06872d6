"""A pipeline as a step of another."""

import sys

sys.path.append(".")
from azure.ai.ml import Input
from azure.ai.ml.dsl import pipeline
from pipelines.definition import compare_models, limit, prepare_passengers, train_model
from workspace.connect import ml_client
from workspace.names import COMPUTE, EXPERIMENT, TAGS

passengers = Input(type="uri_file", path="data/titanic.csv")


# --8<-- [start:nested]
@pipeline()
def train_both(prepared: Input(type="uri_folder"), trees: int = 200):
    forest = train_model(prepared=prepared, algorithm="forest", trees=trees)
    logistic = train_model(prepared=prepared, algorithm="logistic")
    limit(forest, logistic)
    return {"forest": forest.outputs.model, "logistic": logistic.outputs.model}


@pipeline(display_name="Titanic, nested", default_compute=COMPUTE or "serverless")
def in_two_levels(passengers: Input(type="uri_file")):
    prepare = prepare_passengers(passengers=passengers)
    both = train_both(prepared=prepare.outputs.prepared)
    evaluate = compare_models(
        prepared=prepare.outputs.prepared, forest=both.outputs.forest, logistic=both.outputs.logistic
    )
    limit(prepare, evaluate)


# --8<-- [end:nested]

# --8<-- [start:levels]
outer = in_two_levels(passengers=passengers)
outer.experiment_name = EXPERIMENT
outer.tags = TAGS
outer = ml_client.jobs.create_or_update(outer)
ml_client.jobs.stream(outer.name)
for step in ml_client.jobs.list(parent_job_name=outer.name):
    print(step.display_name, step.status)
    for inner in ml_client.jobs.list(parent_job_name=step.name):
        print("   ", inner.display_name, inner.status)
# --8<-- [end:levels]
