#!/usr/bin/env bash
# List the versions of the component with curl, after components/register.py.
set -euo pipefail
NAMES=$(python workspace/names.py)
eval "$NAMES"
TOKEN=$(az account get-access-token --resource https://management.azure.com --query accessToken --output tsv)
API="https://management.azure.com/subscriptions/$SUBSCRIPTION/resourceGroups/$GROUP"
API="$API/providers/Microsoft.MachineLearningServices/workspaces/$WORKSPACE"

# --8<-- [start:versions]
curl --fail-with-body --silent --show-error --header "Authorization: Bearer $TOKEN" \
    "$API/components/$COMPONENT/versions?api-version=2025-09-01" |
    python -c "import json, sys
for version in json.load(sys.stdin)['value']:
    print(version['name'], version['properties']['componentSpec']['description'])"
# --8<-- [end:versions]
