"""Deploy the model a second time, with a scoring script, and ask it."""

import sys

sys.path.append(".")
from endpoints.names import ENDPOINT, MACHINE, SERVING
from workspace.connect import ml_client
from workspace.names import IMAGE, MODEL, TAGS

# isort: split
# --8<-- [start:environment]
from azure.ai.ml.entities import Environment

serving = Environment(name=SERVING, image=IMAGE, conda_file="endpoints/conda.yml", tags=TAGS)
serving = ml_client.environments.create_or_update(serving)
print(serving.name, serving.version)
# --8<-- [end:environment]

# --8<-- [start:deploy]
from azure.ai.ml.entities import CodeConfiguration, ManagedOnlineDeployment

green = ManagedOnlineDeployment(
    name="green",
    endpoint_name=ENDPOINT,
    model=f"{MODEL}@latest",
    code_configuration=CodeConfiguration(code="endpoints/scoring", scoring_script="score.py"),
    environment=f"{SERVING}@latest",
    instance_type=MACHINE,
    instance_count=1,
    tags=TAGS,
)
green = ml_client.online_deployments.begin_create_or_update(green).result()
# --8<-- [end:deploy]

# --8<-- [start:ask]
answer = ml_client.online_endpoints.invoke(
    ENDPOINT, deployment_name="green", request_file="endpoints/request.json"
)
print(answer)
# --8<-- [end:ask]
