"""Register an environment, once more unchanged, and with another conda file."""

import sys

sys.path.append(".")
from environments.names import TABLES
from workspace.connect import ml_client
from workspace.names import IMAGE, TAGS

# isort: split
# --8<-- [start:register]
from azure.ai.ml.entities import Environment


def register(conda_file: str) -> Environment:
    environment = Environment(
        name=TABLES, description="For small tables", image=IMAGE, conda_file=conda_file, tags=TAGS
    )
    return ml_client.environments.create_or_update(environment)


print("version", register("environments/conda.yml").version)
# --8<-- [end:register]

# --8<-- [start:again]
print("unchanged: version", register("environments/conda.yml").version)
print("with pandas: version", register("environments/conda_with_pandas.yml").version)
# --8<-- [end:again]
