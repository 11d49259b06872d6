#!/usr/bin/env bash
# Upload a file and register it, with curl (after data_assets/register.py: the name has to exist).
set -euo pipefail
NAMES=$(python workspace/names.py)
eval "$NAMES"
TOKEN=$(az account get-access-token --resource https://management.azure.com --query accessToken --output tsv)
API="https://management.azure.com/subscriptions/$SUBSCRIPTION/resourceGroups/$GROUP"
API="$API/providers/Microsoft.MachineLearningServices/workspaces/$WORKSPACE"

# --8<-- [start:container]
arm() { # arm <path below the workspace> [options of curl]
    curl --fail-with-body --silent --show-error --header "Authorization: Bearer $TOKEN" \
        --header "Content-Type: application/json" "$API$1?api-version=2025-09-01" "${@:2}"
}
from_json() { # from_json <expression about the document d>
    python -c "import json, sys; d = json.load(sys.stdin); print($1)"
}
STORE=$(arm /datastores/workspaceblobstore | from_json \
    "'https://{accountName}.blob.core.windows.net/{containerName}'.format(**d['properties'])")
# --8<-- [end:container]

# --8<-- [start:upload]
STORAGE=$(az account get-access-token --resource https://storage.azure.com --query accessToken --output tsv)
curl --fail-with-body --silent --show-error --upload-file data/titanic.csv \
    --header "Authorization: Bearer $STORAGE" --header "x-ms-version: 2024-11-04" \
    --header "x-ms-blob-type: BlockBlob" "$STORE/handbook/$PASSENGERS/titanic.csv"
# --8<-- [end:upload]

# --8<-- [start:register]
VERSION=$(arm "/data/$PASSENGERS" | from_json "d['properties']['nextVersion']")
arm "/data/$PASSENGERS/versions/$VERSION" --request PUT --data @- <<BODY | from_json "d['name']"
{"properties": {
    "dataType": "uri_file",
    "dataUri": "azureml://datastores/workspaceblobstore/paths/handbook/$PASSENGERS/titanic.csv",
    "description": "Passengers of the Titanic, one a row (OpenML 40945)",
    "tags": {"handbook": "$RUN"}}}
BODY
# --8<-- [end:register]

# --8<-- [start:versions]
arm "/data/$PASSENGERS/versions" | from_json "*[each['name'] for each in d['value']], sep='\n'"
arm "/data/$PASSENGERS" | from_json "d['properties']['latestVersion']"
# --8<-- [end:versions]
