#!/usr/bin/env bash
# Classification and forecasting with az ml (after automl/prepare.py).
set -euo pipefail

# --8<-- [start:defaults]
NAMES=$(python workspace/names.py)
eval "$NAMES"
az configure --defaults group="$GROUP" workspace="$WORKSPACE"
# --8<-- [end:defaults]

# --8<-- [start:classify]
JOB="automl-$(date +%Y%m%d%H%M%S)"
az ml job create --file automl/classify.yml --name "$JOB" --stream --output none \
    --set experiment_name="$EXPERIMENT-automl" compute="$COMPUTE" tags.handbook="$RUN"
# --8<-- [end:classify]

# --8<-- [start:best]
BEST=$(az ml job show --name "$JOB" --query tags.automl_best_child_run_id --output tsv)
az ml job show --name "$BEST" --query "properties.run_algorithm" --output tsv
az ml job download --name "$BEST" --download-path downloads/automl-cli
ls downloads/automl-cli/artifacts/outputs/mlflow-model
# --8<-- [end:best]

# --8<-- [start:token]
TOKEN=$(az account get-access-token --resource https://management.azure.com --query accessToken --output tsv)
API="https://management.azure.com/subscriptions/$SUBSCRIPTION/resourceGroups/$GROUP"
API="$API/providers/Microsoft.MachineLearningServices/workspaces/$WORKSPACE"
# --8<-- [end:token]

# --8<-- [start:rest]
BEST=$(curl --fail-with-body --silent --show-error \
    --header "Authorization: Bearer $TOKEN" "$API/jobs/$JOB?api-version=2025-09-01" |
    python -c "import json, sys
print(json.load(sys.stdin)['properties']['tags']['automl_best_child_run_id'])")
curl --fail-with-body --silent --show-error \
    --header "Authorization: Bearer $TOKEN" "$API/jobs/$BEST?api-version=2025-09-01" |
    python -c "import json, sys
print(json.load(sys.stdin)['properties']['properties']['run_algorithm'])"
# --8<-- [end:rest]

# --8<-- [start:forecast]
FORECAST="forecast-$(date +%Y%m%d%H%M%S)"
az ml job create --file automl/forecast.yml --name "$FORECAST" --stream --output none \
    --set experiment_name="$EXPERIMENT-automl" compute="$COMPUTE" tags.handbook="$RUN"
# --8<-- [end:forecast]
