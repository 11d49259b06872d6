#!/usr/bin/env bash
# The same jobs with az ml; what would train again trains one step.
set -euo pipefail

# --8<-- [start:defaults]
NAMES=$(python finetuning/names.py)
eval "$NAMES"
az configure --defaults group="$GROUP" workspace="$WORKSPACE"
# --8<-- [end:defaults]

# --8<-- [start:find]
az ml model show --name "$BASE_MODEL" --version "$BASE_VERSION" --registry-name azureml --output tsv \
    --query "[id, tags.license, properties.\"finetuning-tasks\"]"
# --8<-- [end:find]

# --8<-- [start:environment]
az ml environment create --name "$TUNING" --image "$IMAGE" --conda-file finetuning/conda.yml \
    --tags handbook="$RUN" --query "join(' ', [name, version])" --output tsv
# --8<-- [end:environment]

# --8<-- [start:job]
JOB="rehearsal-$(date +%Y%m%d%H%M%S)"
az ml job create --file finetuning/job.yml --name "$JOB" --stream --output none \
    --set inputs.base.path="$BASE" inputs.steps=1 environment="azureml:$TUNING@latest" \
    experiment_name="$EXPERIMENT" compute="$COMPUTE" tags.handbook="$RUN"
# --8<-- [end:job]

# --8<-- [start:token]
TOKEN=$(az account get-access-token --resource https://management.azure.com --query accessToken --output tsv)
rest() { # rest <address> [options of curl]
    curl --fail-with-body --silent --show-error --header "Authorization: Bearer $TOKEN" \
        --header "Content-Type: application/json" "$@"
}
from_json() { # from_json <expression about the document d>
    python -c "import json, sys; d = json.load(sys.stdin); print($1)"
}
# --8<-- [end:token]

# --8<-- [start:loss]
TRACKING=$(az ml workspace show --query mlflow_tracking_uri --output tsv)
METRICS="${TRACKING/azureml:/https:}/api/2.0/mlflow/metrics"
rest "$METRICS/get-history?run_id=$JOB&metric_key=loss" |
    from_json "[round(each['value'], 1) for each in d['metrics']]"
# --8<-- [end:loss]

# --8<-- [start:pipeline]
PIPELINE="lumivik-$(date +%Y%m%d%H%M%S)"
az ml job create --file finetuning/pipeline.yml --name "$PIPELINE" --stream --output none \
    --set inputs.base.path="$BASE" outputs.model.name="$TUNED" settings.default_compute="azureml:$COMPUTE" \
    experiment_name="$EXPERIMENT" tags.handbook="$RUN"
# --8<-- [end:pipeline]

# --8<-- [start:answers]
az ml job download --name "$PIPELINE" --output-name report --download-path downloads/fine-tuning-cli
python -c "import json, sys; print(json.load(sys.stdin)['right'])" \
    < downloads/fine-tuning-cli/named-outputs/report/report.json
# --8<-- [end:answers]

# --8<-- [start:recipe]
RECIPE="recipe-$(date +%Y%m%d%H%M%S)"
az ml job create --file finetuning/recipe.yml --name "$RECIPE" --stream --output none \
    --set model.path="$BASE" hyperparameters.max_steps=1 outputs.registered_model.name="$TUNED_BY_RECIPE" \
    experiment_name="$EXPERIMENT" tags.handbook="$RUN"
# --8<-- [end:recipe]

# --8<-- [start:models]
az ml model list --name "$TUNED_BY_RECIPE" --query "[:1].[name, version, \"model type\"]" --output tsv
# --8<-- [end:models]
