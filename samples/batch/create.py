"""Make the endpoint, and deploy the model without any code of one's own."""

import sys

sys.path.append(".")
from batch.names import CLUSTER, ENDPOINT
from workspace.connect import ml_client
from workspace.names import MODEL, TAGS

# isort: split
# --8<-- [start:endpoint]
from azure.ai.ml.entities import BatchEndpoint

endpoint = BatchEndpoint(name=ENDPOINT, description="Tells who survived, a file at a time", tags=TAGS)
endpoint = ml_client.batch_endpoints.begin_create_or_update(endpoint).result()
print(endpoint.auth_mode, endpoint.defaults.deployment_name)
# --8<-- [end:endpoint]

# --8<-- [start:deploy]
from azure.ai.ml.entities import ModelBatchDeployment, ModelBatchDeploymentSettings

forest = ModelBatchDeployment(
    name="forest",
    endpoint_name=ENDPOINT,
    model=f"{MODEL}@latest",
    compute=CLUSTER,
    settings=ModelBatchDeploymentSettings(
        mini_batch_size=1, max_concurrency_per_instance=2, output_file_name="survivors.csv"
    ),
    tags=TAGS,
)
forest = ml_client.batch_deployments.begin_create_or_update(forest).result()
# --8<-- [end:deploy]

# --8<-- [start:refused]
from azure.ai.ml import Input
from azure.core.exceptions import ResourceNotFoundError

try:
    ml_client.batch_endpoints.invoke(ENDPOINT, inputs={"passengers": Input(path="batch/new")})
except ResourceNotFoundError as error:
    print(error.status_code, str(error).splitlines()[0])
# --8<-- [end:refused]

# --8<-- [start:default]
endpoint = ml_client.batch_endpoints.get(ENDPOINT)
endpoint.defaults.deployment_name = "forest"
endpoint = ml_client.batch_endpoints.begin_create_or_update(endpoint).result()
print(endpoint.defaults.deployment_name)
# --8<-- [end:default]
