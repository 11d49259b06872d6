#!/usr/bin/env bash
# The whole page with az ml.
set -euo pipefail

# --8<-- [start:defaults]
NAMES=$(python workspace/names.py)
eval "$NAMES"
az configure --defaults group="$GROUP" workspace="$WORKSPACE"
# --8<-- [end:defaults]

# --8<-- [start:first]
az ml component create --file components/first/component.yml --name "$COMPONENT" \
    --set tags.handbook="$RUN" --query "join(' ', [name, version])" --output tsv
# --8<-- [end:first]

# --8<-- [start:second]
az ml component create --file components/second/component.yml --name "$COMPONENT" \
    --set tags.handbook="$RUN" --output none
az ml component list --name "$COMPONENT" --query "[].[version, description]" --output tsv
# --8<-- [end:second]

# --8<-- [start:get]
az ml component show --name "$COMPONENT" --label latest \
    --query "[version, join(' ', keys(inputs))]" --output tsv
# --8<-- [end:get]

# --8<-- [start:pipeline]
JOB="survivors-$(date +%Y%m%d%H%M%S)"
az ml job create --file components/pipeline.yml --name "$JOB" --stream --output none \
    --set jobs.by_class.component="azureml:$COMPONENT:1" jobs.by_port.component="azureml:$COMPONENT@latest" \
    settings.default_compute="azureml:$COMPUTE" experiment_name="$EXPERIMENT" tags.handbook="$RUN"
# --8<-- [end:pipeline]

# --8<-- [start:results]
for OUTPUT in classes ports; do
    az ml job download --name "$JOB" --output-name "$OUTPUT" --download-path downloads/components-cli
    cat "downloads/components-cli/named-outputs/$OUTPUT/groups.csv"
done
# --8<-- [end:results]

# --8<-- [start:archive]
az ml component archive --name "$COMPONENT"
az ml component list --query "[?name=='$COMPONENT'].name" --output tsv
az ml component show --name "$COMPONENT" --version 1 --query version --output tsv
# --8<-- [end:archive]
