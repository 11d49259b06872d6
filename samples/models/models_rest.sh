#!/usr/bin/env bash
# Register the model of a job and list its versions, with curl (after models/models.sh or models/models.py).
set -euo pipefail
NAMES=$(python workspace/names.py)
eval "$NAMES"
TOKEN=$(az account get-access-token --resource https://management.azure.com --query accessToken --output tsv)
API="https://management.azure.com/subscriptions/$SUBSCRIPTION/resourceGroups/$GROUP"
API="$API/providers/Microsoft.MachineLearningServices/workspaces/$WORKSPACE"

# --8<-- [start:_job]
JOB=$(az ml model show --name "$MODEL-boosted" --label latest --query job_name --output tsv)
# --8<-- [end:_job]

# --8<-- [start:rest]
arm() { # arm <path below the workspace> [options of curl]
    curl --fail-with-body --silent --show-error --header "Authorization: Bearer $TOKEN" \
        --header "Content-Type: application/json" "$API$1?api-version=2025-09-01" "${@:2}"
}
from_json() { # from_json <expression about the document d>
    python -c "import json, sys; d = json.load(sys.stdin); print($1)"
}
# --8<-- [end:rest]

# --8<-- [start:output]
VERSION=$(arm "/models/$MODEL-boosted" | from_json "d['properties']['nextVersion']")
arm "/models/$MODEL-boosted/versions/$VERSION" --request PUT --data @- <<BODY | from_json "d['name']"
{"properties": {
    "modelType": "mlflow_model",
    "modelUri": "azureml://jobs/$JOB/outputs/model",
    "tags": {"handbook": "$RUN"}}}
BODY
# --8<-- [end:output]

# --8<-- [start:list]
arm "/models/$MODEL-boosted/versions" | from_json "*[' '.join([each['name'], \
    each['properties']['modelType'], each['properties']['stage']]) for each in d['value']], sep='\n'"
# --8<-- [end:list]
