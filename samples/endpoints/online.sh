#!/usr/bin/env bash
# The page about online endpoints with az ml: endpoint, two deployments, traffic, logs, keys.
set -euo pipefail

# --8<-- [start:defaults]
NAMES=$(python endpoints/names.py)
eval "$NAMES"
az configure --defaults group="$GROUP" workspace="$WORKSPACE"
# --8<-- [end:defaults]

# --8<-- [start:endpoint]
az ml online-endpoint create --file endpoints/endpoint.yml --name "$ENDPOINT" --set tags.handbook="$RUN" \
    --query "[auth_mode, provisioning_state]" --output tsv
# --8<-- [end:endpoint]

# --8<-- [start:blue]
az ml online-deployment create --file endpoints/blue.yml --endpoint-name "$ENDPOINT" --output none \
    --set model="azureml:$MODEL@latest" tags.handbook="$RUN"
# --8<-- [end:blue]

# --8<-- [start:ask]
az ml online-endpoint invoke --name "$ENDPOINT" --deployment-name blue --request-file endpoints/request.json
# --8<-- [end:ask]

# --8<-- [start:traffic]
az ml online-endpoint update --name "$ENDPOINT" --traffic "blue=100" --query traffic --output json
# --8<-- [end:traffic]

# --8<-- [start:uri]
URI=$(az ml online-endpoint show --name "$ENDPOINT" --query scoring_uri --output tsv)
KEY=$(az ml online-endpoint get-credentials --name "$ENDPOINT" --query primaryKey --output tsv)
# --8<-- [end:uri]

# --8<-- [start:curl]
curl --fail-with-body --silent --show-error --header "Authorization: Bearer $KEY" \
    --header "Content-Type: application/json" --data @endpoints/request.json "$URI"
# --8<-- [end:curl]

# --8<-- [start:environment]
az ml environment create --file endpoints/environment.yml --name "$SERVING" --tags handbook="$RUN" \
    --query "join(' ', [name, version])" --output tsv
# --8<-- [end:environment]

# --8<-- [start:green]
az ml online-deployment create --file endpoints/green.yml --endpoint-name "$ENDPOINT" --output none \
    --set model="azureml:$MODEL@latest" environment="azureml:$SERVING@latest" tags.handbook="$RUN"
# --8<-- [end:green]

# --8<-- [start:ask-green]
az ml online-endpoint invoke --name "$ENDPOINT" --deployment-name green --request-file endpoints/request.json
# --8<-- [end:ask-green]

# --8<-- [start:mirror]
az ml online-endpoint update --name "$ENDPOINT" --mirror-traffic "green=50" --output none
for _ in {1..20}; do
    az ml online-endpoint invoke --name "$ENDPOINT" --request-file endpoints/request.json
done | sort --unique
# --8<-- [end:mirror]

# --8<-- [start:logs]
COPIES=$(az ml online-deployment get-logs --name green --endpoint-name "$ENDPOINT" --lines 200 --output tsv |
    grep --count "scoring 2 passengers")
if [ "$COPIES" -gt 1 ]; then echo "green got copies"; fi
# --8<-- [end:logs]

# --8<-- [start:share]
az ml online-endpoint update --name "$ENDPOINT" --mirror-traffic "green=0" --traffic "blue=90 green=10" \
    --query traffic --output json
# --8<-- [end:share]

# --8<-- [start:switch]
az ml online-endpoint update --name "$ENDPOINT" --traffic "blue=0 green=100" --output none
az ml online-deployment delete --name blue --endpoint-name "$ENDPOINT" --yes
az ml online-deployment list --endpoint-name "$ENDPOINT" --query "[].[name, instance_count]" --output tsv
# --8<-- [end:switch]

# --8<-- [start:scale]
az ml online-deployment update --name green --endpoint-name "$ENDPOINT" --set instance_count=2 --output none
# --8<-- [end:scale]

# --8<-- [start:scaled]
az ml online-deployment show --name green --endpoint-name "$ENDPOINT" --query instance_count --output tsv
# --8<-- [end:scaled]

# --8<-- [start:keys]
az ml online-endpoint regenerate-keys --name "$ENDPOINT" --key-type primary
# --8<-- [end:keys]

# --8<-- [start:token]
az ml online-endpoint update --name "$ENDPOINT" --set auth_mode=aad_token --query auth_mode --output tsv
TOKEN=$(az account get-access-token --resource https://ml.azure.com --query accessToken --output tsv)
curl --fail-with-body --silent --show-error --header "Authorization: Bearer $TOKEN" \
    --header "Content-Type: application/json" --data @endpoints/request.json "$URI"
# --8<-- [end:token]

# --8<-- [start:delete]
az ml online-endpoint delete --name "$ENDPOINT" --yes
# --8<-- [end:delete]
