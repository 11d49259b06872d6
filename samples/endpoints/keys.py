"""Replace the first key of the endpoint by a new one."""

import sys

sys.path.append(".")
from endpoints.names import ENDPOINT
from workspace.connect import ml_client

# --8<-- [start:keys]
before = ml_client.online_endpoints.get_keys(ENDPOINT)
ml_client.online_endpoints.begin_regenerate_keys(ENDPOINT, key_type="primary").result()
after = ml_client.online_endpoints.get_keys(ENDPOINT)
print("primary changed:", before.primary_key != after.primary_key)
print("secondary changed:", before.secondary_key != after.secondary_key)
# --8<-- [end:keys]
