#!/usr/bin/env bash
# The runs of the experiment with az ml and with curl; then one script on this computer and as a job.
set -euo pipefail

# --8<-- [start:connect]
NAMES=$(python workspace/names.py)
eval "$NAMES"
az configure --defaults group="$GROUP" workspace="$WORKSPACE"

TRACKING=$(az ml workspace show --query mlflow_tracking_uri --output tsv)
# --8<-- [end:connect]

# --8<-- [start:jobs]
az ml job list --output tsv \
    --query "[?experiment_name=='$EXPERIMENT-tracking'].join(': ', [display_name, status])" | sort
# --8<-- [end:jobs]

# --8<-- [start:token]
TOKEN=$(az account get-access-token --resource https://management.azure.com --query accessToken --output tsv)
API="${TRACKING/azureml:/https:}/api/2.0/mlflow"

rest() { # rest [path below the API] [more arguments of curl]
    curl --fail-with-body --silent --show-error --header "Authorization: Bearer $TOKEN" "$API/$1" "${@:2}"
}
# --8<-- [end:token]

# --8<-- [start:compare]
ID=$(rest "experiments/get-by-name?experiment_name=$EXPERIMENT-tracking" |
    python -c "import json, sys; print(json.load(sys.stdin)['experiment']['experiment_id'])")

rest runs/search --json @- <<END | python tracking/show.py
{"experiment_ids": ["$ID"], "filter": "tags.study = 'trees' and metrics.accuracy > 0.79"}
END
# --8<-- [end:compare]

# --8<-- [start:laptop]
export MLFLOW_TRACKING_URI="$TRACKING"
export MLFLOW_EXPERIMENT_NAME="$EXPERIMENT-tracking"
export MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT=true
python tracking/train/network.py --passengers data/titanic.csv
# --8<-- [end:laptop]

# --8<-- [start:job]
JOB="network-$(date +%Y%m%d%H%M%S)"
az ml job create --file tracking/job.yml --name "$JOB" --stream --output none \
    --set experiment_name="$EXPERIMENT-tracking" compute="$COMPUTE" tags.handbook="$RUN"
# --8<-- [end:job]
