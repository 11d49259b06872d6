#!/usr/bin/env bash
# The page about batch endpoints with az ml: cluster, endpoint, two deployments, jobs, scores.
set -euo pipefail

# --8<-- [start:defaults]
NAMES=$(python batch/names.py)
eval "$NAMES"
az configure --defaults group="$GROUP" workspace="$WORKSPACE"
# --8<-- [end:defaults]

# --8<-- [start:cluster]
az ml compute create --file batch/cluster.yml --name "$CLUSTER" --tags handbook="$RUN" \
    --query "[name, min_instances, max_instances]" --output tsv
# --8<-- [end:cluster]

# --8<-- [start:endpoint]
az ml batch-endpoint create --file batch/endpoint.yml --name "$ENDPOINT" --set tags.handbook="$RUN" \
    --query "[auth_mode, provisioning_state]" --output tsv
# --8<-- [end:endpoint]

# --8<-- [start:forest]
az ml batch-deployment create --file batch/forest.yml --endpoint-name "$ENDPOINT" --output none \
    --set model="azureml:$MODEL@latest" compute="azureml:$CLUSTER" tags.handbook="$RUN"
# --8<-- [end:forest]

# --8<-- [start:default]
az ml batch-endpoint update --name "$ENDPOINT" --set defaults.deployment_name=forest \
    --query defaults.deployment_name --output tsv
# --8<-- [end:default]

# --8<-- [start:invoke]
JOB=$(az ml batch-endpoint invoke --name "$ENDPOINT" --input "azureml:$NEW@latest" --query name --output tsv)
az ml job stream --name "$JOB"
# --8<-- [end:invoke]

# --8<-- [start:children]
az ml job list --parent-job-name "$JOB" --query "[].[display_name, status]" --output tsv
# --8<-- [end:children]

# --8<-- [start:download]
az ml job download --name "$JOB" --output-name score --download-path downloads/batch/cli
SCORES=$(find downloads/batch/cli -name survivors.csv)
wc --lines < "$SCORES"
sort "$SCORES" | sed --quiet '1,2p'
# --8<-- [end:download]

# --8<-- [start:environment]
az ml environment create --file batch/environment.yml --name "$SCORING" --tags handbook="$RUN" \
    --query "join(' ', [name, version])" --output tsv
# --8<-- [end:environment]

# --8<-- [start:sure]
az ml batch-deployment create --file batch/sure.yml --endpoint-name "$ENDPOINT" --output none \
    --set model="azureml:$MODEL@latest" environment="azureml:$SCORING@latest" \
    compute="azureml:$CLUSTER" tags.handbook="$RUN"
# --8<-- [end:sure]

# --8<-- [start:invoke-sure]
JOB=$(az ml batch-endpoint invoke --name "$ENDPOINT" --deployment-name sure --input "azureml:$NEW@latest" \
    --query name --output tsv)
az ml job stream --name "$JOB"
# --8<-- [end:invoke-sure]

# --8<-- [start:read]
az ml job download --name "$JOB" --output-name score --download-path downloads/batch/cli-sure
sort "$(find downloads/batch/cli-sure -name chances.csv)" | sed --quiet '1,3p'
# --8<-- [end:read]

# --8<-- [start:curl]
URI=$(az ml batch-endpoint show --name "$ENDPOINT" --query scoring_uri --output tsv)
TOKEN=$(az account get-access-token --resource https://ml.azure.com --query accessToken --output tsv)
DATA=$(az ml data show --name "$NEW" --label latest --query id --output tsv)
BODY='{"properties": {"inputData": {"passengers": {"jobInputType": "UriFolder", "uri": "'"$DATA"'"}}}}'
curl --fail-with-body --silent --show-error "$URI" --header "Authorization: Bearer $TOKEN" --data "$BODY" \
    --header "Content-Type: application/json" --header "azureml-model-deployment: sure" \
    --output downloads/batch/job.json
JOB=$(python -c "import json; print(json.load(open('downloads/batch/job.json'))['name'])")
az ml job stream --name "$JOB"
# --8<-- [end:curl]

# --8<-- [start:curl-status]
az ml job show --name "$JOB" --query status --output tsv
# --8<-- [end:curl-status]

# --8<-- [start:pipeline]
az ml batch-deployment create --file batch/oldest.yml --endpoint-name "$ENDPOINT" --output none \
    --set settings.default_compute="$CLUSTER" tags.handbook="$RUN"
# --8<-- [end:pipeline]

# --8<-- [start:invoke-pipeline]
JOB=$(az ml batch-endpoint invoke --name "$ENDPOINT" --deployment-name oldest \
    --set inputs.passengers.type=uri_folder inputs.passengers.path="azureml:$NEW@latest" \
    inputs.count.type=integer inputs.count.default=3 --query name --output tsv)
az ml job stream --name "$JOB"
# --8<-- [end:invoke-pipeline]

# --8<-- [start:read-pipeline]
az ml job download --name "$JOB" --output-name found --download-path downloads/batch/cli-oldest
cat "$(find downloads/batch/cli-oldest -name oldest.csv)"
# --8<-- [end:read-pipeline]

# --8<-- [start:delete]
az ml batch-endpoint delete --name "$ENDPOINT" --yes
az ml compute delete --name "$CLUSTER" --yes
# --8<-- [end:delete]
