"""Make a pipeline of registered components: nothing of their code lies here."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import COMPONENT, COMPUTE, EXPERIMENT, INSTANCE_TYPE, TAGS

# isort: split
# --8<-- [start:get]
first = ml_client.components.get(COMPONENT, version="1")
newest = ml_client.components.get(COMPONENT, label="latest")
print(newest.version, list(newest.inputs))
# --8<-- [end:get]

# --8<-- [start:signature]
from azure.ai.ml.exceptions import UnexpectedKeywordError

try:
    first(least=200)
except UnexpectedKeywordError as error:
    print(error.message)
# --8<-- [end:signature]

# --8<-- [start:pipeline]
from azure.ai.ml import Input
from azure.ai.ml.dsl import pipeline


def limit(*steps):
    for step in steps:
        step.set_limits(timeout=900)
        step.set_resources(instance_type=INSTANCE_TYPE)


@pipeline(display_name="Survivors by group", default_compute=COMPUTE or "serverless")
def survivors(passengers: Input(type="uri_file")):
    by_class = first(passengers=passengers, by="pclass")
    by_port = newest(passengers=passengers, by="embarked", least=200)
    limit(by_class, by_port)
    return {"classes": by_class.outputs.table, "ports": by_port.outputs.table}


job = survivors(passengers=Input(type="uri_file", path="data/titanic.csv"))
job.experiment_name = EXPERIMENT
job.tags = TAGS
job = ml_client.jobs.create_or_update(job)
ml_client.jobs.stream(job.name)
# --8<-- [end:pipeline]

# --8<-- [start:results]
from pathlib import Path

for output in ("classes", "ports"):
    ml_client.jobs.download(job.name, output_name=output, download_path="downloads/components")
    print(Path(f"downloads/components/named-outputs/{output}/groups.csv").read_text())
# --8<-- [end:results]
