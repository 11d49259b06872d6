#!/usr/bin/env bash
# The same pipeline with az ml, from pipeline.yml.
set -euo pipefail

# --8<-- [start:defaults]
NAMES=$(python workspace/names.py)
eval "$NAMES"
az configure --defaults group="$GROUP" workspace="$WORKSPACE"
# --8<-- [end:defaults]

# --8<-- [start:submit]
JOB="titanic-$(date +%Y%m%d%H%M%S)"
az ml job create --file pipelines/pipeline.yml --name "$JOB" --output none \
    --set outputs.model.name="$MODEL" settings.default_compute="azureml:$COMPUTE" \
    experiment_name="$EXPERIMENT" tags.handbook="$RUN"
az ml job stream --name "$JOB"
# --8<-- [end:submit]

# --8<-- [start:steps]
az ml job list --parent-job-name "$JOB" --query "[].[display_name, status]" --output tsv
# --8<-- [end:steps]

# --8<-- [start:token]
TOKEN=$(az account get-access-token --resource https://ml.azure.com --query accessToken --output tsv)
DISCOVERY=$(az ml workspace show --query discovery_url --output tsv)
HISTORY=$(curl --fail-with-body --silent --show-error "$DISCOVERY" |
    python -c "import json, sys; print(json.load(sys.stdin)['api'])")
HISTORY="$HISTORY/history/v1.0/subscriptions/$SUBSCRIPTION/resourceGroups/$GROUP"
HISTORY="$HISTORY/providers/Microsoft.MachineLearningServices/workspaces/$WORKSPACE"
# --8<-- [end:token]

# --8<-- [start:rest]
curl --fail-with-body --silent --show-error \
    --header "Authorization: Bearer $TOKEN" "$HISTORY/runs/$JOB/children" |
    python -c "import json, sys
for step in json.load(sys.stdin)['value']:
    print(step['displayName'], step['status'], sep='\t')"
# --8<-- [end:rest]

# --8<-- [start:download]
az ml job download --name "$JOB" --output-name report --download-path downloads/pipeline-cli
cat downloads/pipeline-cli/named-outputs/report/scores.json
# --8<-- [end:download]
