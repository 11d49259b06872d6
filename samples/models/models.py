"""Register models from a file, from the output of a job and from its run; describe, find and use them."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import COMPUTE, EXPERIMENT, MODEL, TAGS

# isort: split
# --8<-- [start:file]
from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.entities import Model

rule = Model(
    name=f"{MODEL}-rule",
    description="Women and children first",
    type=AssetTypes.CUSTOM_MODEL,
    path="models/rule.json",
    tags=TAGS,
)
rule = ml_client.models.create_or_update(rule)
print(rule.name, rule.version)
# --8<-- [end:file]

# --8<-- [start:job]
from azure.ai.ml import load_job

job = load_job(
    "models/job.yml",
    params_override=[
        {"experiment_name": f"{EXPERIMENT}-models"},
        {"compute": COMPUTE or "serverless"},
        {"tags": TAGS},
    ],
)
job = ml_client.jobs.create_or_update(job)
ml_client.jobs.stream(job.name)
# --8<-- [end:job]

# --8<-- [start:output]
boosted = Model(
    name=f"{MODEL}-boosted",
    type=AssetTypes.MLFLOW_MODEL,
    path=f"azureml://jobs/{job.name}/outputs/model",
    tags=TAGS,
)
boosted = ml_client.models.create_or_update(boosted)
print(boosted.name, boosted.version)
# --8<-- [end:output]

# --8<-- [start:run]
from_run = Model(
    name=f"{MODEL}-boosted",
    type=AssetTypes.MLFLOW_MODEL,
    path=f"runs:/{job.name}/model",
    tags=TAGS,
)
from_run = ml_client.models.create_or_update(from_run)
print(from_run.name, from_run.version)
# --8<-- [end:run]

# --8<-- [start:lineage]
model = ml_client.models.get(f"{MODEL}-boosted", version=boosted.version)
origin = ml_client.jobs.get(model.job_name)
print(origin.display_name, origin.status)
# --8<-- [end:lineage]

# --8<-- [start:update]
model.description = "Boosted trees"
model.tags["reviewed"] = "yes"
model.stage = "Production"
model = ml_client.models.create_or_update(model)
print(model.version, model.stage, model.tags["reviewed"])
# --8<-- [end:update]

# --8<-- [start:list]
for each in ml_client.models.list(name=f"{MODEL}-boosted"):
    print(each.version, each.type, each.stage)
# --8<-- [end:list]

# --8<-- [start:stage]
in_production = list(ml_client.models.list(name=f"{MODEL}-boosted", stage="Production"))
newest = ml_client.models.get(f"{MODEL}-boosted", label="latest")
print("in production:", *[each.version for each in in_production])
print("newest:", newest.version)
# --8<-- [end:stage]

# --8<-- [start:download]
ml_client.models.download(f"{MODEL}-boosted", version=boosted.version, download_path="downloads")
# --8<-- [end:download]

# --8<-- [start:duplicate]
from azure.core.exceptions import HttpResponseError

stricter = Model(name=f"{MODEL}-rule", version=rule.version, path="models/stricter_rule.json")
try:
    ml_client.models.create_or_update(stricter)
except HttpResponseError as error:
    print(type(error).__name__, error.message.splitlines()[0])
# --8<-- [end:duplicate]

# --8<-- [start:archive]
ml_client.models.archive(f"{MODEL}-rule", version=rule.version)
print("listed:", *[each.version for each in ml_client.models.list(name=f"{MODEL}-rule")])
print("got by version:", ml_client.models.get(f"{MODEL}-rule", version=rule.version).description)
ml_client.models.restore(f"{MODEL}-rule", version=rule.version)
print("listed:", *[each.version for each in ml_client.models.list(name=f"{MODEL}-rule")])
# --8<-- [end:archive]
