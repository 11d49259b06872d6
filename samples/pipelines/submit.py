"""Define the pipeline in Python, submit it, and look at its steps and at what it gave."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import COMPUTE, EXPERIMENT, MODEL, TAGS

# isort: split
# --8<-- [start:components]
from azure.ai.ml import load_component

prepare = load_component("pipelines/prepare.yml")
train = load_component("pipelines/train.yml")
evaluate = load_component("pipelines/evaluate.yml")
register = load_component("pipelines/register.yml")
# --8<-- [end:components]

# --8<-- [start:pipeline]
from azure.ai.ml import Input
from azure.ai.ml.dsl import pipeline


@pipeline(display_name="Titanic, the better of two models", default_compute=COMPUTE or "serverless")
def better_of_two(passengers: Input(type="uri_file"), trees: int = 200, least_accuracy: float = 0.75):
    prepared = prepare(passengers=passengers).outputs.prepared
    forest = train(prepared=prepared, algorithm="forest", trees=trees)
    forest.name = "forest"
    logistic = train(prepared=prepared, algorithm="logistic")
    logistic.name = "logistic"
    compared = evaluate(
        prepared=prepared, forest=forest.outputs.model, logistic=logistic.outputs.model
    )
    compared.name = "evaluate"
    passed = register(
        best=compared.outputs.best, report=compared.outputs.report, least_accuracy=least_accuracy
    )
    passed.name = "register"
    return {"report": compared.outputs.report, "model": passed.outputs.model}


# --8<-- [end:pipeline]

# --8<-- [start:job]
job = better_of_two(passengers=Input(type="uri_file", path="data/titanic.csv"))
job.outputs.model.name = MODEL
job.experiment_name = EXPERIMENT
job.tags = TAGS
# --8<-- [end:job]

# --8<-- [start:submit]
job = ml_client.jobs.create_or_update(job)
ml_client.jobs.stream(job.name)
# --8<-- [end:submit]

# --8<-- [start:steps]
for step in ml_client.jobs.list(parent_job_name=job.name):
    source = step.properties.get("azureml.reusedrunid")
    print(f"{step.display_name:<9} {step.status}", f"(reused: {source})" if source else "")
# --8<-- [end:steps]
