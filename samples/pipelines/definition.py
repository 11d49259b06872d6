"""The pipeline in Python: its components, and how they hang together."""

import sys

sys.path.append(".")
from workspace.names import COMPUTE, INSTANCE_TYPE

# isort: split
# --8<-- [start:components]
from azure.ai.ml import load_component

prepare_passengers = load_component("pipelines/prepare.yml")
train_model = load_component("pipelines/train.yml")
compare_models = load_component("pipelines/evaluate.yml")
pass_on_good_model = load_component("pipelines/register.yml")
# --8<-- [end:components]

# --8<-- [start:pipeline]
from azure.ai.ml import Input
from azure.ai.ml.dsl import pipeline


def limit(*steps):
    for step in steps:
        step.set_limits(timeout=900)
        step.set_resources(instance_type=INSTANCE_TYPE)


@pipeline(display_name="Titanic, the better of two models", default_compute=COMPUTE or "serverless")
def better_of_two(passengers: Input(type="uri_file"), trees: int = 200, least_accuracy: float = 0.75):
    prepare = prepare_passengers(passengers=passengers)
    forest = train_model(prepared=prepare.outputs.prepared, algorithm="forest", trees=trees)
    logistic = train_model(prepared=prepare.outputs.prepared, algorithm="logistic")
    evaluate = compare_models(
        prepared=prepare.outputs.prepared, forest=forest.outputs.model, logistic=logistic.outputs.model
    )
    register = pass_on_good_model(
        best=evaluate.outputs.best, report=evaluate.outputs.report, least_accuracy=least_accuracy
    )
    limit(prepare, forest, logistic, evaluate, register)
    return {"report": evaluate.outputs.report, "model": register.outputs.model}


# --8<-- [end:pipeline]
