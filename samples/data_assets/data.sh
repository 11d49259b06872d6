#!/usr/bin/env bash
# The whole page with az ml: file, folder and table, a job that reads them (after data_assets/split.py).
set -euo pipefail

# --8<-- [start:defaults]
NAMES=$(python workspace/names.py)
eval "$NAMES"
az configure --defaults group="$GROUP" workspace="$WORKSPACE"
# --8<-- [end:defaults]

# --8<-- [start:file]
az ml data create --file data_assets/file.yml --name "$PASSENGERS" --set tags.handbook="$RUN" \
    --query "join(' ', [name, version])" --output tsv
# --8<-- [end:file]

# --8<-- [start:folder]
az ml data create --name "$BY_PORT" --type uri_folder --path data_assets/by_port \
    --set tags.handbook="$RUN" --query "join(' ', [name, version])" --output tsv
# --8<-- [end:folder]

# --8<-- [start:table]
az ml data create --name "$LATE" --type mltable --path data_assets/by_port \
    --set tags.handbook="$RUN" --query "join(' ', [name, version])" --output tsv
# --8<-- [end:table]

# --8<-- [start:versions]
az ml data list --name "$PASSENGERS" --query "[].version" --output tsv
az ml data show --name "$PASSENGERS" --label latest --query "version" --output tsv
# --8<-- [end:versions]

# --8<-- [start:job]
JOB="data-$(date +%Y%m%d%H%M%S)"
az ml job create --file data_assets/job.yml --name "$JOB" --stream --output none \
    --set inputs.file.path="azureml:$PASSENGERS@latest" inputs.folder.path="azureml:$BY_PORT@latest" \
    inputs.table.path="azureml:$LATE@latest" inputs.address.path="azureml:$PASSENGERS@latest" \
    outputs.survivors.name="$SURVIVORS" compute="$COMPUTE" tags.handbook="$RUN"
# --8<-- [end:job]

# --8<-- [start:output]
az ml data show --name "$SURVIVORS" --label latest --query "join(' ', [name, version, type])" --output tsv
az ml job download --name "$JOB" --output-name survivors --download-path downloads/cli
wc -l < downloads/cli/named-outputs/survivors/survivors.csv
# --8<-- [end:output]

# --8<-- [start:archive]
az ml data archive --name "$PASSENGERS" --version 1
az ml data list --name "$PASSENGERS" --query "[].version" --output tsv
az ml data restore --name "$PASSENGERS" --version 1
# --8<-- [end:archive]
