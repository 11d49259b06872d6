#!/usr/bin/env bash
# The whole page with az ml: an environment, two jobs, a cluster, a compute instance.
set -euo pipefail

# --8<-- [start:defaults]
NAMES=$(python environments/names.py)
eval "$NAMES"
az configure --defaults group="$GROUP" workspace="$WORKSPACE"
# --8<-- [end:defaults]

# --8<-- [start:register]
az ml environment create --file environments/environment.yml --name "$TABLES" \
    --tags handbook="$RUN" --query "join(' ', ['version', version])" --output tsv
# --8<-- [end:register]

# --8<-- [start:again]
az ml environment create --file environments/environment.yml --name "$TABLES" \
    --tags handbook="$RUN" --query "join(' ', ['unchanged: version', version])" --output tsv
az ml environment create --file environments/environment_with_pandas.yml --name "$TABLES" \
    --tags handbook="$RUN" --query "join(' ', ['with pandas: version', version])" --output tsv
# --8<-- [end:again]

# --8<-- [start:serverless]
az ml job create --file environments/serverless.yml --stream --output none --set tags.handbook="$RUN" \
    environment="azureml:$TABLES:1" resources.instance_type="$SIZE"
# --8<-- [end:serverless]

# --8<-- [start:create]
az ml compute create --file environments/cluster.yml --name "$CLUSTER" --size "$SIZE" \
    --tags handbook="$RUN" --query provisioning_state --output tsv
# --8<-- [end:create]

# --8<-- [start:cluster]
az ml job create --file environments/job.yml --stream --output none --set tags.handbook="$RUN" \
    environment="azureml:$TABLES@latest" compute="azureml:$CLUSTER"
# --8<-- [end:cluster]

# --8<-- [start:instance]
az ml compute create --file environments/instance.yml --name "$DESK" --size "$SIZE" \
    --tags handbook="$RUN" --query state --output tsv
# --8<-- [end:instance]

# --8<-- [start:stop]
az ml compute stop --name "$DESK"
az ml compute show --name "$DESK" --query state --output tsv
az ml compute start --name "$DESK"
az ml compute show --name "$DESK" --query state --output tsv
# --8<-- [end:stop]

# --8<-- [start:delete]
az ml compute delete --name "$DESK" --yes
az ml compute delete --name "$CLUSTER" --yes
az ml environment archive --name "$TABLES"
# --8<-- [end:delete]
