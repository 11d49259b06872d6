#!/usr/bin/env bash
# The whole page with az ml.
set -euo pipefail

# --8<-- [start:defaults]
NAMES=$(python workspace/names.py)
eval "$NAMES"
az configure --defaults group="$GROUP" workspace="$WORKSPACE"
# --8<-- [end:defaults]

# --8<-- [start:file]
RULE=$(az ml model create --file models/rule.yml --name "$MODEL-rule" --tags handbook="$RUN" \
    --query version --output tsv)
echo "$MODEL-rule $RULE"
# --8<-- [end:file]

# --8<-- [start:job]
JOB="boosted-$(date +%Y%m%d%H%M%S)"
az ml job create --file models/job.yml --name "$JOB" --stream --output none \
    --set experiment_name="$EXPERIMENT-models" compute="$COMPUTE" tags.handbook="$RUN"
# --8<-- [end:job]

# --8<-- [start:output]
BOOSTED=$(az ml model create --name "$MODEL-boosted" --type mlflow_model \
    --path "azureml://jobs/$JOB/outputs/model" --tags handbook="$RUN" \
    --query version --output tsv)
echo "$MODEL-boosted $BOOSTED"
# --8<-- [end:output]

# --8<-- [start:run]
az ml model create --name "$MODEL-boosted" --type mlflow_model --path "runs:/$JOB/model" \
    --tags handbook="$RUN" --query "join(' ', [name, version])" --output tsv
# --8<-- [end:run]

# --8<-- [start:lineage]
ORIGIN=$(az ml model show --name "$MODEL-boosted" --version "$BOOSTED" --query job_name --output tsv)
az ml job show --name "$ORIGIN" --query "join(' ', [display_name, status])" --output tsv
# --8<-- [end:lineage]

# --8<-- [start:update]
az ml model update --name "$MODEL-boosted" --version "$BOOSTED" --stage Production \
    --set description="Boosted trees" tags.reviewed=yes \
    --query "join(' ', [version, stage, tags.reviewed])" --output tsv
# --8<-- [end:update]

# --8<-- [start:list]
az ml model list --name "$MODEL-boosted" --output tsv \
    --query "[].join(' ', [version, \"model type\", stage])"
# --8<-- [end:list]

# --8<-- [start:stage]
az ml model list --name "$MODEL-boosted" --stage Production --query "[].version" --output tsv
az ml model show --name "$MODEL-boosted" --label latest --query version --output tsv
# --8<-- [end:stage]

# --8<-- [start:download]
az ml model download --name "$MODEL-boosted" --version "$BOOSTED" --download-path downloads/cli
# --8<-- [end:download]

# --8<-- [start:archive]
az ml model archive --name "$MODEL-rule" --version "$RULE"
az ml model list --name "$MODEL-rule" --query "[].version" --output tsv
az ml model show --name "$MODEL-rule" --version "$RULE" --query description --output tsv
az ml model restore --name "$MODEL-rule" --version "$RULE"
az ml model list --name "$MODEL-rule" --query "[].version" --output tsv
# --8<-- [end:archive]
