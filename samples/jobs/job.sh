#!/usr/bin/env bash
# The whole page with az ml: data, environment, job, model.
set -euo pipefail

# --8<-- [start:defaults]
NAMES=$(python workspace/names.py)
eval "$NAMES"
az configure --defaults group="$GROUP" workspace="$WORKSPACE"
# --8<-- [end:defaults]

# --8<-- [start:data]
az ml data create --file jobs/data.yml --name "$DATA" --set tags.handbook="$RUN" \
    --query "join(' ', [name, version])" --output tsv
# --8<-- [end:data]

# --8<-- [start:environment]
az ml environment create --file jobs/environment.yml --name "$ENVIRONMENT" --tags handbook="$RUN" \
    --query "join(' ', [name, version])" --output tsv
# --8<-- [end:environment]

# --8<-- [start:job]
JOB="titanic-$(date +%Y%m%d%H%M%S)"
az ml job create --file jobs/job.yml --name "$JOB" --stream --output none \
    --set inputs.passengers.path="azureml:$DATA@latest" environment="azureml:$ENVIRONMENT@latest" \
    experiment_name="$EXPERIMENT" compute="$COMPUTE" tags.handbook="$RUN"
# --8<-- [end:job]

# --8<-- [start:status]
az ml job show --name "$JOB" --query "status" --output tsv
# --8<-- [end:status]

# --8<-- [start:token]
TOKEN=$(az account get-access-token --resource https://management.azure.com --query accessToken --output tsv)
TRACKING=$(az ml workspace show --query mlflow_tracking_uri --output tsv)
# --8<-- [end:token]

# --8<-- [start:rest]
curl --fail-with-body --silent --show-error --header "Authorization: Bearer $TOKEN" \
    "${TRACKING/azureml:/https:}/api/2.0/mlflow/runs/get?run_id=$JOB" |
    python -c "import json, sys
data = json.load(sys.stdin)['run']['data']
print({each['key']: each['value'] for each in data['params']})
for each in sorted(data['metrics'], key=lambda each: each['key']):
    print(f\"{each['key']} {each['value']:.3f}\")"
# --8<-- [end:rest]

# --8<-- [start:download]
az ml job download --name "$JOB" --output-name model --download-path downloads/cli
ls downloads/cli/named-outputs/model
# --8<-- [end:download]

# --8<-- [start:model]
az ml model create --name "$MODEL" --type mlflow_model --path "azureml://jobs/$JOB/outputs/model" \
    --tags handbook="$RUN" --query "join(' ', [name, version])" --output tsv
# --8<-- [end:model]
