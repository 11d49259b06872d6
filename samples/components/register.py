"""Register two versions of a component, and try to change the first."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import COMPONENT, TAGS

# isort: split
# --8<-- [start:first]
from azure.ai.ml import load_component

first = load_component("components/first/component.yml")
first.name = COMPONENT
first.tags = TAGS
first = ml_client.components.create_or_update(first)
print(first.name, first.version)
# --8<-- [end:first]

# --8<-- [start:change]
from azure.core.exceptions import HttpResponseError

changed = load_component("components/second/component.yml")
changed.name = COMPONENT
changed.version = "1"
try:
    ml_client.components.create_or_update(changed)
except HttpResponseError as error:
    print(error.message.splitlines()[0])
# --8<-- [end:change]

# --8<-- [start:second]
second = load_component("components/second/component.yml")
second.name = COMPONENT
second.tags = TAGS
ml_client.components.create_or_update(second)
for component in ml_client.components.list(COMPONENT):
    print(component.version, component.description)
# --8<-- [end:second]
