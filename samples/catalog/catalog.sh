#!/usr/bin/env bash
# Find a model with az ml, put it behind two endpoints, chat with both, and share questions.
set -euo pipefail

# --8<-- [start:defaults]
NAMES=$(python catalog/names.py)
eval "$NAMES"
az configure --defaults group="$GROUP" workspace="$WORKSPACE"
# --8<-- [end:defaults]

# --8<-- [start:list]
az ml model list --registry-name azureml --max-results 5 --query "[].name" --output tsv
# --8<-- [end:list]

# --8<-- [start:filter]
az ml model list --name "$CATALOG_MODEL" --registry-name azureml --output tsv \
    --query "[?tags.task == 'chat-completion'].[name, version, tags.license]"
# --8<-- [end:filter]

# --8<-- [start:card]
az ml model show --name "$CATALOG_MODEL" --label latest --registry-name azureml --output tsv \
    --query "[id, properties.\"inference-recommended-sku\", description]"
# --8<-- [end:card]

# --8<-- [start:deploy]
MODEL=$(az ml model show --name "$CATALOG_MODEL" --label latest --registry-name azureml --query id --output tsv)
az ml online-endpoint create --name "$ENDPOINT" --auth-mode key --set tags.handbook="$RUN" --output none
az ml online-deployment create --file catalog/deployment.yml --endpoint-name "$ENDPOINT" --output none \
    --set model="$MODEL" instance_type="$MACHINE" tags.handbook="$RUN"
# --8<-- [end:deploy]

# --8<-- [start:state]
az ml online-deployment show --name chat --endpoint-name "$ENDPOINT" \
    --query "join(' ', [name, provisioning_state])" --output tsv
# --8<-- [end:state]

# --8<-- [start:traffic]
az ml online-endpoint update --name "$ENDPOINT" --traffic "chat=100" --output none
# --8<-- [end:traffic]

# --8<-- [start:chat]
URI=$(az ml online-endpoint show --name "$ENDPOINT" --query scoring_uri --output tsv)
KEY=$(az ml online-endpoint get-credentials --name "$ENDPOINT" --query primaryKey --output tsv)
chat() { # chat <body, or @ and the file with it>
    curl --fail-with-body --silent --show-error --header "Authorization: Bearer $KEY" \
        --header "Content-Type: application/json" --data "$1" "${URI%/score}/v1/chat/completions"
}
chat @catalog/chat.json | python -c "import json, sys
answer = json.load(sys.stdin)
choice = answer['choices'][0]
print(choice['message']['content'])
print(choice['finish_reason'], answer['usage']['completion_tokens'])"
# --8<-- [end:chat]

# --8<-- [start:refused]
if ! ANSWER=$(chat '{"messages": [{"role": "user", "content": "Hello"}], "temperature": -1}'); then
    python -c "import json, sys; print(json.loads(sys.argv[1])['error']['message'])" "$ANSWER"
fi
# --8<-- [end:refused]

# --8<-- [start:create]
az ml serverless-endpoint create --file catalog/serverless.yml --name "$SERVERLESS" --output tsv \
    --set model_id="azureml://registries/azureml/models/$CATALOG_MODEL" tags.handbook="$RUN" \
    --query provisioning_state
# --8<-- [end:create]

# --8<-- [start:key]
URI=$(az ml serverless-endpoint show --name "$SERVERLESS" --query scoring_uri --output tsv)
KEY=$(az ml serverless-endpoint get-credentials --name "$SERVERLESS" --query primaryKey --output tsv)
# --8<-- [end:key]

# --8<-- [start:ask]
curl --fail-with-body --silent --show-error --header "Authorization: Bearer $KEY" \
    --header "Content-Type: application/json" --data @catalog/chat.json "$URI/chat/completions" |
    python -c "import json, sys; print(json.load(sys.stdin)['choices'][0]['message']['content'])"
# --8<-- [end:ask]

# --8<-- [start:token]
TOKEN=$(az account get-access-token --resource https://management.azure.com --query accessToken --output tsv)
API="https://management.azure.com/subscriptions/$SUBSCRIPTION/resourceGroups/$GROUP"
API="$API/providers/Microsoft.MachineLearningServices/workspaces/$WORKSPACE"

arm() { # arm <path below the workspace> [options of curl]
    curl --fail-with-body --silent --show-error --header "Authorization: Bearer $TOKEN" \
        --header "Content-Type: application/json" "$API$1?api-version=2025-09-01" "${@:2}"
}
from_json() { # from_json <expression about the document d>
    python -c "import json, sys; d = json.load(sys.stdin); print($1)"
}
# --8<-- [end:token]

# --8<-- [start:put]
PLACE=$(arm "" | from_json "d['location']")
arm "/serverlessEndpoints/$SERVERLESS" --request PUT --data @- << BODY | from_json "d['properties']['provisioningState']"
{"location": "$PLACE",
    "sku": {"name": "Consumption"},
    "tags": {"handbook": "$RUN"},
    "properties": {"modelSettings": {"modelId": "azureml://registries/azureml/models/$CATALOG_MODEL"}}}
BODY
# --8<-- [end:put]

# --8<-- [start:keys]
URI=$(arm "/serverlessEndpoints/$SERVERLESS" | from_json "d['properties']['inferenceEndpoint']['uri']")
KEY=$(arm "/serverlessEndpoints/$SERVERLESS/listKeys" --request POST | from_json "d['primaryKey']")
# --8<-- [end:keys]

# --8<-- [start:curl]
curl --fail-with-body --silent --show-error --header "Authorization: Bearer $KEY" \
    --header "Content-Type: application/json" --data @catalog/chat.json "$URI/chat/completions" |
    from_json "d['choices'][0]['message']['content']"
# --8<-- [end:curl]

# --8<-- [start:share]
az ml registry create --file components/registry.yml --name "$SHARED" --tags handbook="$RUN" --output none
VERSION=$(az ml data create --name "$QUESTIONS" --type uri_file --path catalog/questions.jsonl \
    --set tags.handbook="$RUN" --query version --output tsv)
az ml data share --name "$QUESTIONS" --version "$VERSION" --registry-name "$SHARED" \
    --share-with-name "$QUESTIONS" --share-with-version 2 --output none
# --8<-- [end:share]

# --8<-- [start:found]
az ml data show --name "$QUESTIONS" --version 2 --registry-name "$SHARED" \
    --query "join(' ', [name, version, type])" --output tsv
# --8<-- [end:found]

# --8<-- [start:delete]
az ml online-endpoint delete --name "$ENDPOINT" --yes
az ml serverless-endpoint delete --name "$SERVERLESS"
az ml registry delete --name "$SHARED" --yes
az ml data archive --name "$QUESTIONS"
# --8<-- [end:delete]
