"""Hide what the page registered from the lists: the newest version of each."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import DATA, ENVIRONMENT, MODEL

passengers = ml_client.data.get(DATA, label="latest")
environment = ml_client.environments.get(ENVIRONMENT, label="latest")
model = ml_client.models.get(MODEL, label="latest")

# --8<-- [start:archive]
ml_client.models.archive(model.name, version=model.version)
ml_client.data.archive(passengers.name, version=passengers.version)
ml_client.environments.archive(environment.name, version=environment.version)
# --8<-- [end:archive]
