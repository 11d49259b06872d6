#!/usr/bin/env bash
# The same search with az ml, and its result with curl.
set -euo pipefail

# --8<-- [start:defaults]
NAMES=$(python workspace/names.py)
eval "$NAMES"
az configure --defaults group="$GROUP" workspace="$WORKSPACE"
# --8<-- [end:defaults]

# --8<-- [start:submit]
SWEEP="sweep-$(date +%Y%m%d%H%M%S)"
az ml job create --file sweep/sweep.yml --name "$SWEEP" --stream --output none \
    --set experiment_name="$EXPERIMENT-sweep" compute="$COMPUTE" tags.handbook="$RUN"
# --8<-- [end:submit]

# --8<-- [start:trials]
az ml job list --parent-job-name "$SWEEP" --output tsv \
    --query "sort_by([].{name: name, status: status}, &name)"
# --8<-- [end:trials]

# --8<-- [start:best]
BEST=$(az ml job show --name "$SWEEP" --query properties.best_child_run_id --output tsv)
SCORE=$(az ml job show --name "$SWEEP" --query properties.score --output tsv)
printf '%s: loss %.3f\n' "$BEST" "$SCORE"
# --8<-- [end:best]

# --8<-- [start:download]
az ml job download --name "$SWEEP" --output-name model --download-path downloads/cli
ls downloads/cli/named-outputs/model
# --8<-- [end:download]

# --8<-- [start:token]
TOKEN=$(az account get-access-token --resource https://management.azure.com --query accessToken --output tsv)
API="https://management.azure.com/subscriptions/$SUBSCRIPTION/resourceGroups/$GROUP"
API="$API/providers/Microsoft.MachineLearningServices/workspaces/$WORKSPACE"
# --8<-- [end:token]

# --8<-- [start:rest]
curl --fail-with-body --silent --show-error \
    --header "Authorization: Bearer $TOKEN" "$API/jobs/$SWEEP?api-version=2025-09-01" |
    python -c "import json, sys; p = json.load(sys.stdin)['properties']['properties']
print(f\"{p['best_child_run_id']}: loss {float(p['score']):.3f}\")"
# --8<-- [end:rest]
