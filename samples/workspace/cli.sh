#!/usr/bin/env bash
# Ask the workspace who it is and what storage it has, with az ml.
set -euo pipefail

# --8<-- [start:defaults]
NAMES=$(python workspace/names.py)
eval "$NAMES"
az account set --subscription "$SUBSCRIPTION"
az configure --defaults group="$GROUP" workspace="$WORKSPACE"
# --8<-- [end:defaults]

# --8<-- [start:first-calls]
az ml workspace show --query "join(' ', [name, location])" --output tsv
az ml datastore list --query "[].name" --output tsv
# --8<-- [end:first-calls]
