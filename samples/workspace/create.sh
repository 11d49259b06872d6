#!/usr/bin/env bash
# Make a resource group and a workspace in it; then delete both.
set -euo pipefail
NAMES=$(python workspace/names.py)
eval "$NAMES"

# --8<-- [start:create]
az group create --name "$NEW_GROUP" --location "$LOCATION" --tags handbook="$RUN" --output none
az ml workspace create --name "$NEW_WORKSPACE" --resource-group "$NEW_GROUP" \
    --location "$LOCATION" --tags handbook="$RUN" --query "join(' ', [name, location])" --output tsv
# --8<-- [end:create]

# --8<-- [start:delete]
az ml workspace delete --name "$NEW_WORKSPACE" --resource-group "$NEW_GROUP" \
    --permanently-delete --all-resources --yes
az group delete --name "$NEW_GROUP" --yes
az group exists --name "$NEW_GROUP"
# --8<-- [end:delete]
