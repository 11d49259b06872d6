#!/usr/bin/env bash
# Make and delete a cluster, with curl.
set -euo pipefail

# --8<-- [start:functions]
NAMES=$(python environments/names.py)
eval "$NAMES"
TOKEN=$(az account get-access-token --resource https://management.azure.com --query accessToken --output tsv)
HOST=https://management.azure.com
PLACE="/subscriptions/$SUBSCRIPTION/resourceGroups/$GROUP"
PLACE="$PLACE/providers/Microsoft.MachineLearningServices/workspaces/$WORKSPACE"
VERSION="api-version=2025-09-01"

arm() { # arm <address> [options of curl]
    curl --fail-with-body --silent --show-error --header "Authorization: Bearer $TOKEN" \
        --header "Content-Type: application/json" "$@"
}
from_json() { # from_json <expression about the document d>
    python -c "import json, sys; d = json.load(sys.stdin); print($1)"
}
begin() { # begin <address> [options of curl]: start an operation, and follow it to its end
    local operation status=InProgress
    operation=$(arm "$@" --output /dev/null --dump-header - |
        tr -d '\r' | grep -i '^azure-asyncoperation:' | cut -d ' ' -f 2)
    while [ "$status" = InProgress ]; do
        sleep 1
        status=$(arm "$operation" | from_json "d['status']")
    done
    echo "$status"
}
# --8<-- [end:functions]

# --8<-- [start:create]
REGION=$(arm "$HOST$PLACE?$VERSION" | from_json "d['location']")
begin "$HOST$PLACE/computes/$REST_CLUSTER?$VERSION" --request PUT --data @- <<BODY
{"location": "$REGION", "tags": {"handbook": "$RUN"}, "properties": {
    "computeType": "AmlCompute",
    "properties": {"vmSize": "$SIZE", "scaleSettings": {
        "minNodeCount": 0, "maxNodeCount": 1, "nodeIdleTimeBeforeScaleDown": "PT120S"}}}}
BODY
# --8<-- [end:create]

# --8<-- [start:delete]
begin "$HOST$PLACE/computes/$REST_CLUSTER?$VERSION&underlyingResourceAction=Delete" --request DELETE
# --8<-- [end:delete]
