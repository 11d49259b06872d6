#!/usr/bin/env bash
# Ask the workspace who it is and what storage it has, with curl on the REST API.
set -euo pipefail
NAMES=$(python workspace/names.py)
eval "$NAMES"

# --8<-- [start:token]
TOKEN=$(az account get-access-token --resource https://management.azure.com --query accessToken --output tsv)
API="https://management.azure.com/subscriptions/$SUBSCRIPTION/resourceGroups/$GROUP"
API="$API/providers/Microsoft.MachineLearningServices/workspaces/$WORKSPACE"

rest() { # rest [path below the workspace]
    curl --fail-with-body --silent --show-error \
        --header "Authorization: Bearer $TOKEN" "$API${1:-}?api-version=2025-09-01"
}
# --8<-- [end:token]

# --8<-- [start:first-calls]
rest | python -c "import json, sys; w = json.load(sys.stdin); print(w['name'], w['location'])"
rest /datastores | python -c "import json, sys; [print(d['name']) for d in json.load(sys.stdin)['value']]"
# --8<-- [end:first-calls]
