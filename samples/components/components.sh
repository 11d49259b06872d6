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

# --8<-- [start:registry]
az ml registry create --file components/registry.yml --name "$REGISTRY" --tags handbook="$RUN" --output none
# --8<-- [end:registry]

# --8<-- [start:shared]
az ml environment create --registry-name "$REGISTRY" --name "$ENVIRONMENT" --version 2 \
    --image "$IMAGE" --conda-file jobs/conda.yml --tags handbook="$RUN" --output none
az ml component create --registry-name "$REGISTRY" --file components/second/component.yml \
    --name "$COMPONENT" --version 3 --output none \
    --set environment="azureml://registries/$REGISTRY/environments/$ENVIRONMENT/versions/2" \
    tags.handbook="$RUN"
# --8<-- [end:shared]

# --8<-- [start:address]
az ml component show --registry-name "$REGISTRY" --name "$COMPONENT" --version 3 --query id --output tsv
# --8<-- [end:address]

# --8<-- [start:use]
JOB="by-sex-$(date +%Y%m%d%H%M%S)"
az ml job create --file components/shared.yml --name "$JOB" --stream --output none \
    --set jobs.by_sex.component="azureml://registries/$REGISTRY/components/$COMPONENT/versions/3" \
    settings.default_compute="azureml:$COMPUTE" experiment_name="$EXPERIMENT" tags.handbook="$RUN"
# --8<-- [end:use]

# --8<-- [start:table]
az ml job download --name "$JOB" --output-name table --download-path downloads/shared-cli
cat downloads/shared-cli/named-outputs/table/groups.csv
# --8<-- [end:table]

# --8<-- [start:delete]
az ml registry delete --name "$REGISTRY" --yes
# --8<-- [end:delete]
